package canbao.jobs.evaluation;

import java.time.LocalDate;

/** How much of the plan's five years has passed. */
final class TimeShare {

  private static final int FIRST_YEAR = 2016;
  private static final int YEARS = 5;

  private TimeShare() {}

  /**
   * Whole years and the days of the day's own year, so that the end of 2018 is exactly 3/5 whatever
   * leap years there are: 0 at the end of 2015, 1 from the end of 2020 on, below 0 before the plan.
   */
  static Ratio of(LocalDate day) {
    long daysOfYear = day.lengthOfYear();
    long passed = (day.getYear() - FIRST_YEAR) * daysOfYear + day.getDayOfYear();
    long all = YEARS * daysOfYear;
    return Ratio.of(Math.min(passed, all), all);
  }
}
