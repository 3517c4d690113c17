package canbao.jobs.gate;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Verdict;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Judges a day by the rule results of the batches that are in force on it: {@code
 * quality.gate_verdict} holds one row a city and one for the province. Running it twice leaves the
 * same rows.
 */
public final class GateJob {

  private GateJob() {}

  /**
   * Writes the verdicts of the day.
   *
   * @throws JobFailure GATE if the province is held or the run is stopped; the verdicts are written
   *     before that
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    JudgedDay judged = JudgedDay.of(lake, context);
    GateDecision decision = judged.decision();

    List<Row> verdicts =
        decision.verdicts().stream().map(verdict -> row(context, judged.runId(), verdict)).toList();
    lake.replace(
        QualityTables.GATE_VERDICT,
        context.spark().createDataFrame(verdicts, QualityTables.GATE_VERDICT.columns()),
        Slice.where("as_of", context.asOf()));
    refuseUnlessReleased(context, decision.province());
    int cities = verdicts.size() - 1;
    int held = decision.heldCities().size();
    return new StepSummary("gate", cities, cities - held, held, verdicts.size());
  }

  private static Row row(RunContext context, String runId, Verdict verdict) {
    return RowFactory.create(
        context.asOf(),
        runId,
        verdict.division(),
        verdict.decision().word(),
        verdict.rules().toArray());
  }

  private static void refuseUnlessReleased(RunContext context, Verdict province) {
    if (province.decision() != Verdict.Decision.RELEASED) {
      throw new JobFailure(
          ExitCode.GATE,
          "The numbers of %s are not published: the province is %s"
              .formatted(context.asOf(), province.decision().word()),
          "rules " + province.rules() + " failed",
          "canbao gate --explain --as-of %s tells the rows and what to do"
              .formatted(context.asOf()));
    }
  }
}
