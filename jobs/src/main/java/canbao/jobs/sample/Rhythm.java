package canbao.jobs.sample;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/** How far the nights of a province lie apart. */
public enum Rhythm {
  DAILY,
  MONTH_ENDS,
  YEAR_ENDS;

  /** As on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The date of the night so many nights before the last one. */
  LocalDate before(LocalDate last, int nights) {
    return switch (this) {
      case DAILY -> last.minusDays(nights);
      case MONTH_ENDS -> YearMonth.from(last).minusMonths(nights).atEndOfMonth();
      case YEAR_ENDS -> LocalDate.of(last.getYear() - nights, 12, 31);
    };
  }
}
