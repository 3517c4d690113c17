package canbao.jobs.sample;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * What province to make; equal options give equal bytes.
 *
 * @param out folder on any Hadoop file system that the sources and their truth are written to
 * @param persons synthetic people, those who come during the days included
 * @param days nights, one batch of each daily source a night
 * @param seed what every random choice starts from
 * @param dirt how many faults the files have
 * @param lastDay date of the last night's batches
 * @param rhythm how far nights lie apart; in each of them happens what happens in a day, and what
 *     comes with a new year
 */
public record SampleOptions(
    String out, long persons, int days, long seed, Dirt dirt, LocalDate lastDay, Rhythm rhythm)
    implements Serializable {

  /** More days than this would make people older than the model of their working life knows. */
  static final int MOST_DAYS = 366;

  private static final long MOST_PERSONS = 200_000_000L;
  private static final LocalDate EARLIEST = LocalDate.of(2016, 1, 1);
  private static final LocalDate EARLIEST_NIGHT = LocalDate.of(2015, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2030, 12, 31);

  public SampleOptions {
    check(
        persons >= 1 && persons <= MOST_PERSONS,
        "the number of persons is " + persons,
        "a sample has 1 to " + MOST_PERSONS + " persons");
    check(
        days >= 1 && days <= MOST_DAYS,
        "the number of days is " + days,
        "a sample has 1 to " + MOST_DAYS + " days");
    check(
        !lastDay.isBefore(EARLIEST) && !lastDay.isAfter(LATEST),
        "the last day is " + lastDay,
        "the sample's model holds from " + EARLIEST + " to " + LATEST);
    check(
        rhythm.before(lastDay, 0).equals(lastDay),
        "the last day is " + lastDay,
        "its nights are " + rhythm.word());
    check(
        !rhythm.before(lastDay, days - 1).isBefore(EARLIEST_NIGHT),
        "the first of %d nights is %s".formatted(days, rhythm.before(lastDay, days - 1)),
        "the sample's model holds from " + EARLIEST_NIGHT + " on");
  }

  /** Nights day by day. */
  public SampleOptions(
      String out, long persons, int days, long seed, Dirt dirt, LocalDate lastDay) {
    this(out, persons, days, seed, dirt, lastDay, Rhythm.DAILY);
  }

  /** The date of the first night, whose batches are full lists. */
  LocalDate firstDay() {
    return date(0);
  }

  /**
   * The date of a night.
   *
   * @param index 0 for the first
   */
  LocalDate date(int index) {
    return rhythm.before(lastDay, days - 1 - index);
  }

  private static void check(boolean holds, String problem, String reason) {
    if (!holds) {
      throw new JobFailure(ExitCode.USAGE, "Sample: " + problem, reason, "Choose one in between");
    }
  }
}
