package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.worklist.Unit;
import canbao.jobs.worklist.WorklistExport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code worklist}: who is due and not covered, or the file of those whom a unit is to visit. */
@Command(
    name = "worklist",
    mixinStandardHelpOptions = true,
    description = {
      "Lists who is due and not covered on a day, by county and street, with a reason where one is"
          + " known, and takes in what visits have found. It changes no number of coverage.",
      "With --export: writes the open rows of a county or street, the most urgent first, into a"
          + " file with names and numbers and empty columns for the answers. Only the owner can"
          + " read the file, and worklist.export says who has it and why. The list of a city that"
          + " the gate has not let through on the day does not go out unless --accept-held says why"
          + " it may.",
      "Running it again leaves the same tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao worklist --as-of 2018-12-31",
      "  canbao worklist --as-of 2018-12-31 --export --division 440106001 --out visits.xlsx"
          + " --purpose \"visits in January\" --who chen.yi"
    })
final class WorklistCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(WorklistCommand.class);
  private static final String NOT_DONE = "The list cannot be exported";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(names = "--export", description = "Write a file for visits (data of people).")
  private boolean isExport;

  @Option(
      names = "--division",
      paramLabel = "CODE",
      description = "Whose list: a county (six digits) or a street (nine).")
  private String division;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write: .xlsx, or .csv in UTF-8.")
  private Path out;

  @Option(names = "--purpose", paramLabel = "WHY", description = "Why it goes out; recorded.")
  private String purpose;

  @Option(names = "--who", paramLabel = "NAME", description = "Who answers for it; recorded.")
  private String who;

  @Option(
      names = "--accept-held",
      paramLabel = "REASON",
      description =
          "Why the list may go out although the gate has not let the city through; recorded if so.")
  private String acceptHeld;

  WorklistCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    boolean hasAll = Stream.of(division, out, purpose, who).allMatch(given -> given != null);
    boolean hasNone = Stream.of(division, out, purpose, who).allMatch(given -> given == null);
    if (isExport ? !hasAll : !hasNone || acceptHeld != null) {
      throw new JobFailure(
          ExitCode.USAGE,
          "What worklist is to do cannot be told",
          "--export goes with --division, --out, --purpose and --who, all of them, and"
              + " --accept-held goes with it alone",
          "Give all five, or none to make the list");
    }
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    if (isExport) {
      export(day);
    } else {
      launcher.step("worklist", options.settings(), day);
    }
    return 0;
  }

  private void export(LocalDate day) {
    WorklistExport.Request request =
        new WorklistExport.Request(
            day,
            Unit.of(division),
            AuditReason.of("--purpose", purpose, NOT_DONE),
            AuditReason.of("--who", who, NOT_DONE),
            System.getProperty("user.name"),
            launcher.clock().instant(),
            Optional.ofNullable(acceptHeld)
                .map(reason -> AuditReason.of("--accept-held", reason, NOT_DONE)));
    Settings settings = options.settings();
    OutFile file = OutFile.of("export", out);
    launcher.aside(
        "worklist",
        settings,
        spark -> {
          long rows = WorklistExport.write(spark, settings, request, file.path());
          LOG.info("worklist: {} rows of {} of {} exported", rows, division, day);
          launcher.out().println("%d rows of %s in %s".formatted(rows, division, out));
        });
  }
}
