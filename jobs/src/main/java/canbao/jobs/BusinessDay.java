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
   * @throws JobFailure USAGE if it is no date of the form yyyy-MM-dd or lies after today
   */
  static LocalDate of(String option, String text, Clock clock) {
    LocalDate day = parsed(option, text);
    LocalDate today = LocalDate.now(clock);
    if (day.isAfter(today)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "%s %s cannot be used".formatted(option, text),
          "it lies after today, %s in %s".formatted(today, clock.getZone()),
          "Give a day that is over");
    }
    return day;
  }

  private static LocalDate parsed(String option, String text) {
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
