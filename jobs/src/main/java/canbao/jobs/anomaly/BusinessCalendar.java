package canbao.jobs.anomaly;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/**
 * Which days are alike: those of the turn of the insurance year, the last ones of a month, and
 * otherwise those of one weekday.
 *
 * @param weeks that a day of the week looks back
 * @param months that a month's end looks back
 * @param years that the turn of the year looks back
 * @param monthEndDays last days of a month that are its end
 * @param daysBeforeTurn last days of December that belong to the turn of the year
 * @param daysAfterTurn first days of January that belong to it
 */
public record BusinessCalendar(
    int weeks, int months, int years, int monthEndDays, int daysBeforeTurn, int daysAfterTurn) {

  /** A kind of day. */
  public enum Kind {
    YEAR_TURN,
    MONTH_END,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
    SUNDAY
  }

  /** The one kind of a day; the turn of the year goes before a month's end, that before a week. */
  public Kind kindOf(LocalDate day) {
    boolean isBeforeTurn = !day.isBefore(lastOfYear(day).minusDays(daysBeforeTurn - 1L));
    if (isBeforeTurn || day.getDayOfYear() <= daysAfterTurn) {
      return Kind.YEAR_TURN;
    }
    if (day.lengthOfMonth() - day.getDayOfMonth() < monthEndDays) {
      return Kind.MONTH_END;
    }
    DayOfWeek weekday = day.getDayOfWeek();
    return Kind.valueOf(weekday.name());
  }

  /** Earlier days that are like a day, in their order. */
  public List<LocalDate> alike(LocalDate day) {
    Kind kind = kindOf(day);
    LocalDate first =
        switch (kind) {
          case YEAR_TURN -> day.minusYears(years).minusDays(daysBeforeTurn + (long) daysAfterTurn);
          case MONTH_END -> day.minusMonths(months).minusDays(monthEndDays);
          default -> day.minusWeeks(weeks);
        };
    return first.datesUntil(day).filter(earlier -> kindOf(earlier) == kind).toList();
  }

  private static LocalDate lastOfYear(LocalDate day) {
    return MonthDay.of(12, 31).atYear(day.getYear());
  }
}
