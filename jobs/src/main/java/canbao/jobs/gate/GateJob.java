package canbao.jobs.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.Verdict;
import canbao.jobs.quality.Waivers;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Judges a day by the rule results of the batches that are in force on it: {@code
 * quality.gate_verdict} holds one row a city and one for the province. Failures that a rule's
 * waiver covers on the day decide nothing; {@code quality.rule_result} then names who has waived
 * them. Running it twice leaves the same rows.
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
    List<RuleResult> written =
        RuleResults.read(lake.read(QualityTables.RULE_RESULT).filter(isOf(inForce)));

    List<RuleResult> results = waivers(context).applied(written);
    GateDecision decision = GateDecision.of(results, cities());

    writeWaivers(lake, written, results);
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

  private static Waivers waivers(RunContext context) {
    return new Waivers(RuleCatalogue.load(context.settings().conf(), context.asOf()).all());
  }

  /** Writes who waives a failure now into the rows of the batches for which that has changed. */
  private static void writeWaivers(Lake lake, List<RuleResult> written, List<RuleResult> results) {
    List<Slice> batches =
        IntStream.range(0, results.size())
            .filter(i -> !results.get(i).equals(written.get(i)))
            .mapToObj(i -> new Batch(results.get(i).source(), results.get(i).batch()))
            .distinct()
            .map(Batch::slice)
            .toList();
    if (!batches.isEmpty()) {
      Slice slice = Slice.anyOf(batches);
      Dataset<Row> rows = lake.read(QualityTables.RULE_RESULT, slice);
      lake.replace(QualityTables.RULE_RESULT, RuleResults.waived(rows, results), slice);
    }
  }

  private record Batch(String source, LocalDate day) {
    Slice slice() {
      return Slice.where("source", source).and(Slice.where("batch", day));
    }
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
