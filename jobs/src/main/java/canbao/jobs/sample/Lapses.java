package canbao.jobs.sample;

import canbao.jobs.sample.Relation.State;
import java.util.SplittableRandom;

/** What the enrolments of people look like who are not covered, or who will not be for long. */
final class Lapses {

  private final int firstDay;

  Lapses(int firstDay) {
    this.firstDay = firstDay;
  }

  /**
   * Takes the cover of the person's newest relation away in one of the ways in which it happens.
   */
  void lapse(SplittableRandom random, Person person, Relation relation) {
    int draw = random.nextInt(100);
    int lapsed = Math.max(relation.start, firstDay - 1 - random.nextInt(400));
    boolean drawing = relation.state == State.DRAWING;
    if (draw < 40) {
      person.relations.remove(relation);
    } else if (draw < 65) {
      relation.state = drawing ? State.DRAWING_SUSPENDED : State.SUSPENDED;
      relation.reason = drawing ? "1201" : "6301";
    } else if (draw < 85) {
      relation.state = State.ENDED;
      relation.end = lapsed;
      relation.reason = "6404";
    } else if (draw < 95 && lapsed < firstDay) {
      relation.end = lapsed;
    } else {
      relation.start = firstDay + 400;
    }
  }

  /** Of a thousand covered relations six end and three begin in the days after the first one. */
  void mayEndOrStartSoon(SplittableRandom random, Relation relation) {
    int draw = random.nextInt(1000);
    if (draw < 6) {
      relation.end = Math.max(relation.start, firstDay + random.nextInt(10));
    } else if (draw < 9) {
      relation.start = firstDay + 1 + random.nextInt(9);
    }
  }

  void suspendAll(Person person) {
    for (Relation relation : person.relations) {
      suspend(relation);
    }
  }

  static void suspend(Relation relation) {
    if (relation.state == State.DRAWING && relation.line.family == Relation.Family.PENSION) {
      relation.state = State.DRAWING_SUSPENDED;
      relation.reason = "1202";
    } else if (relation.state == State.PAYING && relation.insuranceYear == 0) {
      relation.state = State.SUSPENDED;
      relation.reason = "6305";
    }
  }

  /** Ends a relation on a day, never before its start. */
  static void end(Relation relation, int day, String reason) {
    if (relation.state == State.ENDED) {
      return;
    }
    relation.state = State.ENDED;
    relation.end = Math.max(relation.start, Math.min(relation.end, day));
    relation.reason = reason;
  }
}
