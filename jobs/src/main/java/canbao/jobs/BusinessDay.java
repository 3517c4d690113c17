package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The day that a command speaks about; the only place where the clock is asked for a date. */
final class BusinessDay {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private BusinessDay() {}

  /**
   * Reads the value of an option.
   *
   * @throws JobFailure USAGE if it is no date of the form yyyy-MM-dd or has not ended: a night that
   *     counts a day while it lasts would publish numbers that the day still changes
   */
  static LocalDate of(String option, String text, Clock clock) {
    LocalDate day = parsed(option, text);
    if (!hasEnded(day, clock)) {
      LocalDate today = LocalDate.now(clock);
      throw new JobFailure(
          ExitCode.USAGE,
          "%s %s cannot be used".formatted(option, text),
          day.equals(today)
              ? "it is today in %s and has not ended".formatted(clock.getZone())
              : "it lies after today, %s in %s".formatted(today, clock.getZone()),
          "Give a day that is over");
    }
    return day;
  }

  /** Whether a night may be run for a day. */
  static boolean hasEnded(LocalDate day, Clock clock) {
    return day.isBefore(LocalDate.now(clock));
  }

  /**
   * Reads a date, ended or not.
   *
   * @throws JobFailure USAGE if it is none of the form yyyy-MM-dd
   */
  static LocalDate parsed(String option, String text) {
    try {
      return LocalDate.parse(text, ISO);
    } catch (DateTimeParseException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "%s '%s' cannot be used".formatted(option, text),
          "it is no calendar date of the form yyyy-MM-dd",
          "Give a day such as 2018-12-31");
    }
  }
}
