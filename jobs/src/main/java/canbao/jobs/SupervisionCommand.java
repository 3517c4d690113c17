package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.supervision.Decision;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code supervision}: looks for suspected cases, or records what officers decided about them. */
@Command(
    name = "supervision",
    mixinStandardHelpOptions = true,
    description = {
      "Looks through the register for what cannot be, by the checks of conf/codes/checks.csv: who is"
          + " enrolled twice, dead or in prison and drawing, too old or too young, under two names."
          + " Findings are open, sent, settled or reopened; what is not found any more is settled.",
      "With --mark: records what officers decided. The file is CSV in UTF-8 with the columns"
          + " finding_id, state (open, sent or settled), who, when (yyyy-MM-dd) and note.",
      "Running it again leaves the same tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao supervision --as-of 2018-12-31",
      "  canbao supervision --mark decisions.csv"
    })
final class SupervisionCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(names = "--mark", paramLabel = "FILE", description = "Decisions to record.")
  private Path mark;

  SupervisionCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if ((asOf == null) == (mark == null)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "What supervision is to do cannot be told",
          "it needs either --as-of or --mark",
          "Give --as-of DAY to look for findings, or --mark FILE to record decisions");
    }
    if (mark != null) {
      List<Decision> decisions = Decision.read(mark, LocalDate.now(launcher.clock()));
      launcher.mark(options.settings(), decisions);
    } else {
      LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
      Settings settings = options.settings();
      launcher.supervise(settings, day);
    }
    return 0;
  }
}
