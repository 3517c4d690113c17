package canbao.jobs;

import canbao.jobs.lake.Lake;
import canbao.jobs.release.ReleaseDifference;
import canbao.jobs.release.ReleaseDifference.Numbers;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: the numbers of two releases beside each other. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the numbers of two releases beside each other, of one day or of two: due, covered and"
          + " rate before and after, and the difference in people; rows that are alike are left out.",
      "Why numbers of one day are others is told by revision. Changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao diff 2018-12-31-r1 2018-12-31-r2",
      "  canbao diff 2018-12-30-r1 2018-12-31-r1 --all"
    })
final class DiffCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Parameters(index = "0", paramLabel = "RELEASE", description = "The earlier one.")
  private String before;

  @Parameters(index = "1", paramLabel = "RELEASE", description = "The later one.")
  private String after;

  @Option(
      names = "--all",
      description = "Every row, not only what a city is judged by: the headline's.")
  private boolean isOfAll;

  DiffCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    launcher.aside("diff", settings, spark -> launcher.out().println(drawn(spark, settings)));
    return 0;
  }

  private String drawn(SparkSession spark, Settings settings) {
    Denominators denominators = settings.denominators();
    ReleaseDifference all =
        ReleaseDifference.of(new Lake(spark, settings.lake()), before, after, denominators);
    return drawn(isOfAll ? all : all.ofHeadline(denominators));
  }

  private static String drawn(ReleaseDifference difference) {
    ReportTable table =
        ReportTable.of(
            "basis",
            "denominator",
            "family",
            "division",
            "name",
            "due",
            "due after",
            "+/-",
            "covered",
            "covered after",
            "+/-",
            "rate",
            "rate after");
    long unlike = 0;
    for (ReleaseDifference.Line line : difference.lines()) {
      if (!line.isAlike()) {
        unlike++;
        table.add(
            line.cell().basis(),
            line.cell().denominator(),
            line.cell().family(),
            line.cell().division(),
            line.name(),
            line.before().map(Numbers::due).orElse(null),
            line.after().map(Numbers::due).orElse(null),
            line.due(),
            line.before().map(Numbers::covered).orElse(null),
            line.after().map(Numbers::covered).orElse(null),
            line.covered(),
            line.before().map(Numbers::rate).map(DiffCommand::percent).orElse(null),
            line.after().map(Numbers::rate).map(DiffCommand::percent).orElse(null));
      }
    }
    String rows = "%d of %d rows differ".formatted(unlike, difference.lines().size());
    return unlike == 0 ? rows : table.drawn() + "\n\n" + rows;
  }

  private static String percent(BigDecimal rate) {
    return rate.movePointRight(2) + "%";
  }
}
