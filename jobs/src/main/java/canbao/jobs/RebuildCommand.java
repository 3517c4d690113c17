package canbao.jobs;

import canbao.jobs.lake.RowsCompared;
import canbao.jobs.register.RegisterRebuild;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rebuild}: the register made once more from what was accepted, beside the one that is. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes all tables of schema register once more from landing, quality.batch and"
          + " quality.registration: every run again, in their order, with the system dates that"
          + " they had. Then compares table by table with the register that stands.",
      "Ends with 1 if rows differ; what was rebuilt then stays in the lake's folder rebuilt to look"
          + " at. With --replace it is put in place of the register, also of one that is lost."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao rebuild              does it still hold what was accepted?",
      "  canbao rebuild --replace"
    })
final class RebuildCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--replace", description = "Put the rebuilt tables in place of the register's.")
  private boolean replaces;

  RebuildCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    launcher.onLake("rebuild", settings, spark -> rebuild(spark, settings));
    return 0;
  }

  private void rebuild(SparkSession spark, Settings settings) {
    Map<String, RowsCompared> tables = RegisterRebuild.run(spark, settings);
    launcher.out().println(drawn(tables));
    boolean areAlike = tables.values().stream().allMatch(RowsCompared::areAlike);
    if (areAlike) {
      RegisterRebuild.discard(spark, settings);
    } else if (replaces) {
      RegisterRebuild.replace(spark, settings);
      launcher.out().println("The rebuilt tables stand in place of those that differed.");
    } else {
      throw new JobFailure(
          ExitCode.DIFFERENCE,
          "The register is not what landing, quality.batch and quality.registration give",
          "rows differ in the tables above; what they give stands in "
              + settings.lake()
              + "/rebuilt/register",
          "Look who has written to the register, or whether conf/sources, the secret or the version"
              + " of Canbao is another than then; rebuild --replace puts it in the register's place");
    }
  }

  private static String drawn(Map<String, RowsCompared> tables) {
    ReportTable drawn =
        ReportTable.of("table", "rows", "rebuilt", "only in the register", "only rebuilt");
    tables.forEach(
        (table, rows) ->
            drawn.add(table, rows.rows(), rows.otherRows(), rows.alone(), rows.otherAlone()));
    return drawn.drawn();
  }
}
