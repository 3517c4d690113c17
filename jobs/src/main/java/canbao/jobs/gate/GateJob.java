package canbao.jobs.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.Verdict;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.udfs.Places;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Judges a day by the rule results of the batches that are in force on it: {@code
 * quality.gate_verdict} holds one row a city and one for the province. Running it twice leaves the
 * same rows.
 */
public final class GateJob {

  private static final String PROVINCE = "440000";

  private GateJob() {}

  /**
   * Writes the verdicts of the day.
   *
   * @throws JobFailure GATE if the province is held or the run is stopped; the verdicts are written
   *     before that
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    List<BatchEntry> inForce = inForce(context, log);
    Dataset<Row> results = lake.read(QualityTables.RULE_RESULT).filter(isOf(inForce));

    GateDecision decision = GateDecision.of(RuleResults.read(results), cities());

    String runId = log.runId(context.asOf(), context.settings().fingerprint());
    List<Row> verdicts =
        Stream.concat(Stream.of(decision.province()), cityVerdicts(decision).stream())
            .map(verdict -> row(context, runId, verdict))
            .toList();
    lake.replace(
        QualityTables.GATE_VERDICT,
        context.spark().createDataFrame(verdicts, QualityTables.GATE_VERDICT.columns()),
        Slice.where("as_of", context.asOf()));
    refuseUnlessReleased(context, decision.province());
    int held = decision.heldCities().size();
    return new StepSummary("gate", cities().size(), cities().size() - held, held, verdicts.size());
  }

  private static List<BatchEntry> inForce(RunContext context, BatchLog log) {
    return context.settings().sources().stream()
        .flatMap(source -> log.inForce(source.name(), context.asOf()).stream())
        .toList();
  }

  private static Column isOf(List<BatchEntry> batches) {
    return batches.stream()
        .map(
            entry ->
                col("source").equalTo(entry.source()).and(col("batch").equalTo(lit(entry.batch()))))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static List<Verdict> cityVerdicts(GateDecision decision) {
    return decision.verdicts().stream()
        .filter(verdict -> !verdict.division().equals(PROVINCE))
        .toList();
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
          "Look at quality.rule_result of the day, have the sources corrected, and run the night"
              + " again");
    }
  }

  private static List<String> cities() {
    return Places.cities().stream().map(Places.City::code).toList();
  }
}
