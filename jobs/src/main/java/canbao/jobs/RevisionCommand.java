package canbao.jobs;

import canbao.jobs.lake.Lake;
import canbao.jobs.release.RevisionLedger.Step;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revision}: why numbers that were published are others now. */
@Command(
    name = "revision",
    mixinStandardHelpOptions = true,
    description = {
      "Writes to release.revision why the numbers of a release are others now: due and covered as"
          + " published, then what each cause adds or takes in people, then as known now. Exact, for"
          + " every division, family and denominator; printed for one division's headline.",
      "The end is what is known now by the settings of now; with --until a later release of the day."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao revision 2018-12-31-r1",
      "  canbao revision 2018-12-31-r1 --until 2018-12-31-r2 --division 440300"
    })
final class RevisionCommand implements Callable<Integer> {

  private static final String PROVINCE = "440000";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Parameters(paramLabel = "RELEASE", description = "Its id in release.ledger.")
  private String release;

  @Option(
      names = "--until",
      paramLabel = "RELEASE",
      description = "A later release of the same day, in place of what is known now.")
  private String until;

  @Option(
      names = "--division",
      paramLabel = "DIVISION",
      description = "A city to print, in place of the province.")
  private String division;

  RevisionCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    String shown =
        division == null
            ? PROVINCE
            : AskedDivision.of(division, "The revision cannot be shown", "revision");
    launcher.onLake("revision", settings, spark -> write(spark, settings, shown));
    return 0;
  }

  private void write(SparkSession spark, Settings settings, String shown) {
    List<Step> steps =
        Revisions.write(
                new Lake(spark, settings.lake()), settings, release, Optional.ofNullable(until))
            .steps();
    String headline = settings.denominators().headline();
    for (String family : List.of("pension", "medical")) {
      ReportTable table = ReportTable.of(family + " " + shown, "due", "covered", "rate");
      steps.stream()
          .filter(step -> step.cell().denominator().equals(headline))
          .filter(step -> step.cell().family().equals(family))
          .filter(step -> step.cell().division().equals(shown))
          .forEach(step -> table.add(step.step(), step.due(), step.covered(), rate(step)));
      launcher.out().println(table.drawn());
      launcher.out().println();
    }
    launcher.out().println("%d steps in release.revision".formatted(steps.size()));
  }

  /** Of the ends; what lies between has none. */
  private static String rate(Step step) {
    boolean isEnd = step.step().equals("published") || step.step().equals("known");
    return isEnd && step.due() > 0
        ? BigDecimal.valueOf(step.covered())
                .divide(BigDecimal.valueOf(step.due()), 6, RoundingMode.HALF_UP)
                .movePointRight(2)
            + "%"
        : null;
  }
}
