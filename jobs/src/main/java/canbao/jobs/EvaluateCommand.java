package canbao.jobs;

import canbao.jobs.evaluation.EvaluationKind;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: how far the plan is on a released day. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates the plan as of a released day: the indicators of its box 2, counted by the lake or"
          + " as offices publish them, each judged by the kind of its target; what neither gives has"
          + " the reason why not.",
      "annual and midterm: by the target that is due, then by the completion from 2015 to 2020"
          + " beside the time that has passed. final: by the targets of 2020 alone.",
      "Years before are as their last days were released. --out also writes the evaluation as a"
          + " workbook, each cell with the row that it is from.",
      "Running it again leaves the same tables."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao evaluate --as-of 2018-12-31 --kind midterm --out midterm.xlsx")
final class EvaluateCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "Which evaluation: annual, midterm or final.")
  private String kind;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A workbook (XLSX) to write the evaluation to.")
  private Path out;

  EvaluateCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    EvaluationKind wanted = EvaluationKind.of("--kind", kind);
    Settings settings = options.settings();
    Optional<OutFile> workbook = Optional.ofNullable(out).map(path -> OutFile.of("workbook", path));
    launcher.evaluate(wanted, workbook, settings, day);
    return 0;
  }
}
