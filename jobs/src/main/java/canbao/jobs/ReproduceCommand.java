package canbao.jobs;

import canbao.jobs.coverage.DayAnew;
import canbao.jobs.lake.Lake;
import canbao.jobs.release.Reproduction;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reproduce}: a release computed once more from the history, with its own definitions. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Computes a release once more: from what the register knew then, with the definitions of its"
          + " time, which are kept with it; held cities from the releases that they go back to."
          + " Compares row by row, and with the fingerprint in the ledger.",
      "Ends with 1 and the keys of the rows that differ, with 3 if the release cannot be made again"
          + " because more was learned later on its system date. Says of each table whether it is"
          + " equal, or why it was not compared. Changes nothing, and needs no old version of a"
          + " table: it answers the same after maintain."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao reproduce 2018-12-31-r1")
final class ReproduceCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Parameters(paramLabel = "RELEASE", description = "Its id in release.ledger.")
  private String release;

  ReproduceCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    launcher.aside("reproduce", settings, spark -> reproduce(spark, settings));
    return 0;
  }

  private void reproduce(SparkSession spark, Settings settings) {
    Lake lake = new Lake(spark, settings.lake());
    try (DefinitionsFolder folder = DefinitionsFolder.make()) {
      Reproduction.Outcome outcome =
          Reproduction.run(
              lake,
              settings,
              release,
              folder.path(),
              (then, day, since, groups) -> new DayAnew(lake, then).tables(day, since, groups));
      launcher.out().println(drawn(outcome));
      refuseDifferences(outcome);
    }
  }

  private void refuseDifferences(Reproduction.Outcome outcome) {
    if (!outcome.differences().isEmpty()) {
      throw new JobFailure(
          ExitCode.DIFFERENCE,
          "Release " + release + " is not what the history gives",
          "they differ: " + String.join("; ", outcome.differences()),
          "Look who has written to these tables or to the register since (Delta keeps each commit)."
              + " Another version of Canbao may make a difference too, and so does, if the day was"
              + " counted again since, a batch of a newer day that was taken up later on the system"
              + " date "
              + outcome.known()
              + ": the history knows days, not moments");
    }
  }

  private String drawn(Reproduction.Outcome outcome) {
    ReportTable rows = ReportTable.of("table", "rows", "equal");
    outcome.tables().forEach(table -> rows.add(table.table(), table.rows(), table.verdict()));
    ReportTable basis = ReportTable.of("release " + release, "");
    basis.add("known on", outcome.known());
    basis.add("definitions", outcome.definitions());
    basis.add("rules", outcome.rules());
    outcome.held().forEach(city -> basis.add("held city (its release)", city));
    return basis.drawn() + "\n\n" + rows.drawn();
  }
}
