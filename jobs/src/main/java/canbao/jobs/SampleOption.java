package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Option;

/** What kind of province {@code sample} makes. */
final class SampleOption {

  private static final List<String> LEVELS = List.of("clean", "normal", "heavy");
  private static final List<String> RHYTHMS = List.of("daily", "month_ends", "year_ends");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write to; it is the landing folder of later nights.")
  private String out;

  @Option(
      names = "--persons",
      paramLabel = "N",
      defaultValue = "100000",
      description = "People (default: ${DEFAULT-VALUE}).")
  private long persons;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nights (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Start of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--dirt",
      paramLabel = "LEVEL",
      defaultValue = "normal",
      description = "Faults in the files: clean, normal or heavy (default: ${DEFAULT-VALUE}).")
  private String dirt;

  @Option(
      names = "--last-day",
      paramLabel = "DAY",
      defaultValue = "2018-12-31",
      description = "Date of the last night, yyyy-MM-dd (default: ${DEFAULT-VALUE}).")
  private String lastDay;

  @Option(
      names = "--rhythm",
      paramLabel = "RHYTHM",
      defaultValue = "daily",
      description =
          "How far nights lie apart: daily, month_ends or year_ends (default: ${DEFAULT-VALUE});"
              + " a history of years has few nights then.")
  private String rhythm;

  SampleRequest request(Clock clock) {
    refuseUnknown("--dirt", dirt, LEVELS, "the sample has three levels of faults");
    refuseUnknown("--rhythm", rhythm, RHYTHMS, "nights lie a day, a month or a year apart");
    return new SampleRequest(
        out, persons, days, seed, dirt, BusinessDay.of("--last-day", lastDay, clock), rhythm);
  }

  private static void refuseUnknown(String option, String word, List<String> known, String reason) {
    if (!known.contains(word)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "%s '%s' cannot be used%s".formatted(option, word, Nearest.hint(word, known)),
          reason,
          "Give one of " + String.join(", ", known));
    }
  }
}
