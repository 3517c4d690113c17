package canbao.jobs.sample;

import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import java.util.List;

/**
 * Resident medical cover is paid by the year. Where nights lie months apart, whoever has paid for
 * the first year and was not lost pays for each that follows; a relation of its own, as agencies
 * keep it. Nights day by day end before that matters.
 */
final class Renewals {

  /** Beyond the ordinals of all that a person is enrolled in otherwise. */
  private static final int FIRST_ORDINAL = 50;

  private Renewals() {}

  /** Adds what the person has paid by a night. */
  static void pay(SampleOptions options, Person person, int dayIndex) {
    if (options.rhythm() == Rhythm.DAILY) {
      return;
    }
    int now = options.date(dayIndex).getYear();
    List<Relation> paid =
        person.relations.stream()
            .filter(relation -> relation.line == Line.RESIDENT_MEDICAL)
            .filter(relation -> relation.state == State.PAYING)
            .toList();
    int last = paid.stream().mapToInt(relation -> relation.insuranceYear).max().orElse(now);
    for (int year = last + 1; year <= now; year++) {
      person.relations.add(renewed(paid.get(0), year, options));
    }
  }

  private static Relation renewed(Relation first, int year, SampleOptions options) {
    int ordinal = FIRST_ORDINAL + year - options.firstDay().getYear();
    Relation renewed = new Relation(first.line, ordinal, first.pool, Days.day(year, 1, 1));
    renewed.insuranceYear = year;
    renewed.end = Days.day(year, 12, 31);
    return renewed;
  }
}
