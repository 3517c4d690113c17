package canbao.jobs.sample;

import canbao.jobs.sample.Source.BatchMode;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * What one task writes: one part of every batch of one day.
 *
 * <p>Parts depend on the number of persons alone, so that the bytes do not depend on the machine.
 *
 * @param dayIndex 0 for the first day
 * @param part 0 for the first part
 */
record Portion(SampleOptions options, int dayIndex, int part) implements Serializable {

  /** Keeps the largest files under 64 MB. */
  private static final long MOST_PERSONS = 200_000;

  /** Enough to be worth a task of its own. */
  private static final long FEW_PERSONS = 10_000;

  private static final int PARTS_OF_SMALL = 4;

  static int parts(long persons) {
    long small = Math.min(PARTS_OF_SMALL, persons / FEW_PERSONS);
    long large = (persons + MOST_PERSONS - 1) / MOST_PERSONS;
    return Math.toIntExact(Math.max(1, Math.max(small, large)));
  }

  long firstPerson() {
    return boundary(part);
  }

  /** The first person who belongs to the next part. */
  long endPerson() {
    return boundary(part + 1);
  }

  LocalDate date() {
    return options.date(dayIndex);
  }

  int day() {
    return (int) date().toEpochDay();
  }

  boolean isFirstDay() {
    return dayIndex == 0;
  }

  /** Whether the night comes in another year than the one before it, months ago. */
  boolean beginsYear() {
    return options.rhythm() != Rhythm.DAILY
        && !isFirstDay()
        && date().getYear() > options.date(dayIndex - 1).getYear();
  }

  /** Whether the source has a batch on this day. */
  boolean has(Source source) {
    return isFirstDay()
        || switch (source) {
          case POPULATION, ENROLMENT_PENSION, ENROLMENT_LABOUR, ENROLMENT_MEDICAL, STATUS, CARD ->
              true;
          case GROUP_MEMBER, SETTLEMENT, BENEFIT, STATISTIC -> false;
        };
  }

  BatchMode mode(Source source) {
    boolean isFull =
        isFirstDay()
            || source == Source.ENROLMENT_LABOUR
            || (source == Source.ENROLMENT_MEDICAL && beginsYear());
    return isFull ? BatchMode.FULL : BatchMode.CHANGES;
  }

  private long boundary(int at) {
    return options.persons() * at / parts(options.persons());
  }
}
