package canbao.jobs.evaluation;

import java.time.LocalDate;

/** How much of the plan's five years has passed. */
final class TimeShare {

  /** Its end is where the plan begins. */
  static final int BASE_YEAR = 2015;

  private static final int YEARS = 5;

  /** The end of the plan in {@link #years}. */
  static final Ratio END = Ratio.of(YEARS, 1);

  private TimeShare() {}

  /**
   * Whole years and the days of the day's own year, so that the end of 2018 is exactly 3/5 whatever
   * leap years there are: 0 at the end of 2015, 1 from the end of 2020 on, below 0 before the plan.
   */
  static Ratio of(LocalDate day) {
    Ratio share = years(day).dividedBy(END);
    return share.isAtLeast(Ratio.ONE) ? Ratio.ONE : share;
  }

  /** Years since the end of 2015; the end of a year is a whole number. */
  static Ratio years(LocalDate day) {
    return Ratio.of(day.getYear() - BASE_YEAR - 1, 1)
        .plus(Ratio.of(day.getDayOfYear(), day.lengthOfYear()));
  }
}
