package canbao.jobs.sample;

import java.time.LocalDate;
import java.time.Year;

/**
 * Dates as days since 1970-01-01, and their spellings in the files.
 *
 * <p>All spellings of a day are made once: a province has many rows and few dates.
 */
final class Days {

  /** No date: an open end, or a start that nobody knows. */
  static final int NONE = Integer.MAX_VALUE;

  private static final int FIRST = day(1850, 1, 1);
  private static final int LAST = day(2049, 12, 31);
  private static final String[] COMPACT = new String[LAST - FIRST + 1];
  private static final String[] DASHED = new String[LAST - FIRST + 1];
  private static final int[] NUMBER = new int[LAST - FIRST + 1];

  static {
    for (int day = FIRST; day <= LAST; day++) {
      LocalDate date = LocalDate.ofEpochDay(day);
      DASHED[day - FIRST] = date.toString();
      COMPACT[day - FIRST] = date.toString().replace("-", "");
      NUMBER[day - FIRST] = Integer.parseInt(COMPACT[day - FIRST]);
    }
  }

  private Days() {}

  static int day(int year, int month, int dayOfMonth) {
    return (int) LocalDate.of(year, month, dayOfMonth).toEpochDay();
  }

  /** yyyyMMdd. */
  static String compact(int day) {
    return COMPACT[day - FIRST];
  }

  /** yyyy-MM-dd. */
  static String dashed(int day) {
    return DASHED[day - FIRST];
  }

  /** yyyyMM. */
  static String month(int day) {
    return compact(day).substring(0, 6);
  }

  static int year(int day) {
    return NUMBER[day - FIRST] / 10_000;
  }

  /** The day as the number yyyyMMdd. */
  static int number(int day) {
    return NUMBER[day - FIRST];
  }

  static boolean isFirstOfMonth(int day) {
    return NUMBER[day - FIRST] % 100 == 1;
  }

  static boolean isLastOfMonth(int day) {
    return isFirstOfMonth(day + 1);
  }

  static int firstOfMonth(int day) {
    return day - NUMBER[day - FIRST] % 100 + 1;
  }

  /**
   * Full years on a day; who was born on 29 February has the birthday on the 28th in other years.
   */
  static int age(int birth, int day) {
    int years = year(day) - year(birth);
    return birthday(birth, year(day)) <= number(day) % 10_000 ? years : years - 1;
  }

  /** The birthday in a year as the number MMdd. */
  private static int birthday(int birth, int year) {
    int birthday = number(birth) % 10_000;
    return birthday == 229 && !Year.isLeap(year) ? 228 : birthday;
  }
}
