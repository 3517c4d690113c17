package canbao.udfs;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Dates as the sources write them: yyyyMMdd, yyyy-MM-dd, or a month yyyyMM, yyyy-MM.
 *
 * <p>The sentinels 9999-12-31, 9999-12 and 1900-01-01 in either spelling mean that there is no
 * date, as does an empty text. Days are counted from 1970-01-01 (Spark's DATE).
 */
public final class DateForm {

  /** What a text without a date or an unreadable one gives instead of yyyyMMdd. */
  private static final int NONE = 0;

  private static final int UNREADABLE = -1;

  private static final int FIRST_YEAR = 1800;
  private static final int LAST_YEAR = 2200;

  /** The first day of every month of the years that people live in, and of the month after. */
  private static final int[] FIRST_DAY_OF_MONTH =
      IntStream.rangeClosed(0, (LAST_YEAR - FIRST_YEAR + 1) * 12)
          .map(month -> (int) LocalDate.of(FIRST_YEAR, 1, 1).plusMonths(month).toEpochDay())
          .toArray();

  private DateForm() {}

  /** The date, of a bare month its first day; null if there is none or it cannot be read. */
  public static Integer first(UTF8String raw) {
    int date = read(TextForm.read(raw));
    if (date <= NONE) {
      return null;
    }
    return epochDay(isMonth(date) ? date + 1 : date);
  }

  /** The date, of a bare month its last day; null if there is none or it cannot be read. */
  public static Integer last(UTF8String raw) {
    int date = read(TextForm.read(raw));
    if (date <= NONE) {
      return null;
    }
    return epochDay(isMonth(date) ? date + lengthOfMonth(date) : date);
  }

  /** False only for a text that is neither empty, nor a sentinel, nor a calendar date or month. */
  public static boolean isDate(UTF8String raw) {
    return read(TextForm.read(raw)) != UNREADABLE;
  }

  /** True if the number yyyyMMdd is a day of the calendar, from the year 1 on. */
  static boolean isCalendarDate(int yyyyMmDd) {
    int day = yyyyMmDd % 100;
    return day >= 1 && isCalendarMonth(yyyyMmDd) && day <= lengthOfMonth(yyyyMmDd);
  }

  /** Days since 1970-01-01 of a calendar date yyyyMMdd. */
  static int epochDay(int yyyyMmDd) {
    int year = yyyyMmDd / 10000;
    int month = yyyyMmDd / 100 % 100;
    int day = yyyyMmDd % 100;
    return isUsual(year)
        ? FIRST_DAY_OF_MONTH[place(year, month)] + day - 1
        : (int) LocalDate.of(year, month, day).toEpochDay();
  }

  /** The date as yyyyMMdd, a month as yyyyMM00, else {@link #NONE} or {@link #UNREADABLE}. */
  private static int read(UTF8String text) {
    if (text == null) {
      return NONE;
    }
    int date = written(text);
    if (isSentinel(date)) {
      return NONE;
    }
    boolean readable = isMonth(date) ? isCalendarMonth(date) : isCalendarDate(date);
    return readable ? date : UNREADABLE;
  }

  private static int written(UTF8String text) {
    return switch (text.numBytes()) {
      case 6 -> month(Digits.number(text, 0, 6));
      case 7 -> month(dashed(Digits.number(text, 0, 4), text, 4));
      case 8 -> day(Digits.number(text, 0, 8));
      case 10 -> day(dashed(dashed(Digits.number(text, 0, 4), text, 4), text, 7));
      default -> UNREADABLE;
    };
  }

  /** The number so far, followed by a dash and two more digits. */
  private static int dashed(int number, UTF8String text, int dash) {
    int next = Digits.number(text, dash + 1, dash + 3);
    return number < 0 || next < 0 || TextForm.byteAt(text, dash) != '-'
        ? UNREADABLE
        : number * 100 + next;
  }

  private static int month(int yyyyMm) {
    return yyyyMm < 0 ? UNREADABLE : yyyyMm * 100;
  }

  /** A written day 00 is no day, and must not be taken for a month. */
  private static int day(int yyyyMmDd) {
    return yyyyMmDd % 100 == 0 ? UNREADABLE : yyyyMmDd;
  }

  private static boolean isSentinel(int date) {
    return date == 9999_12_31 || date == 9999_12_00 || date == 1900_01_01;
  }

  private static boolean isMonth(int date) {
    return date >= 0 && date % 100 == 0;
  }

  private static boolean isCalendarMonth(int date) {
    int month = date / 100 % 100;
    return date >= 1_00_00 && month >= 1 && month <= 12;
  }

  private static int lengthOfMonth(int date) {
    int year = date / 10000;
    int month = date / 100 % 100;
    return isUsual(year)
        ? FIRST_DAY_OF_MONTH[place(year, month) + 1] - FIRST_DAY_OF_MONTH[place(year, month)]
        : YearMonth.of(year, month).lengthOfMonth();
  }

  /** Every row has several dates; those of usual years are looked up. */
  private static boolean isUsual(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static int place(int year, int month) {
    return (year - FIRST_YEAR) * 12 + month - 1;
  }
}
