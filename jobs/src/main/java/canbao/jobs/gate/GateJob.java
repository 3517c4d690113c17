package canbao.jobs.gate;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.metric.DayAnomalies;
import canbao.jobs.metric.DayMetrics;
import canbao.jobs.problem.DayProblems;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.Verdict;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Judges a day by the rule results of the batches that are in force on it: {@code
 * quality.gate_verdict} holds one row a city and one for the province. Failures that a rule's
 * waiver covers on the day, or an override, decide nothing; {@code quality.rule_result} then names
 * who has waived them. Before that the day's numbers are kept and compared with their past ({@link
 * DayMetrics}); an anomaly holds a city only if the settings say so. What is wrong is compared with
 * the day before ({@link DayProblems}). Running it twice leaves the same rows.
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
    DayAnomalies anomalies = DayAnomalies.of(DayMetrics.judge(context, lake));
    Phase.begin(context.spark(), "gate: verdict of " + context.asOf());
    List<Rule> rules = JudgedDay.rules(context);
    JudgedDay before = JudgedDay.written(lake, context, rules, anomalies);
    JudgedDay judged = before.waived(lake, context, rules);
    GateDecision decision = judged.decision();

    DayProblems unused = DayProblems.write(lake, context.asOf(), judged.results());
    writeWaivers(lake, before.results(), judged.results());
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

  /** Records an override, then judges the day with it. */
  public static StepSummary override(RunContext context, GateOverride override) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    GateOverrides.record(lake, override, context.clock().instant());
    return run(context);
  }

  /** Writes who waives a failure now into the rows of the batches for which that has changed. */
  private static void writeWaivers(Lake lake, List<RuleResult> before, List<RuleResult> now) {
    List<Slice> batches =
        IntStream.range(0, now.size())
            .filter(i -> !now.get(i).equals(before.get(i)))
            .mapToObj(i -> new Batch(now.get(i).source(), now.get(i).batch()))
            .distinct()
            .map(Batch::slice)
            .toList();
    if (!batches.isEmpty()) {
      Slice slice = Slice.anyOf(batches);
      Dataset<Row> rows = lake.read(QualityTables.RULE_RESULT, slice);
      lake.replace(QualityTables.RULE_RESULT, RuleResults.waived(rows, now), slice);
    }
  }

  private record Batch(String source, LocalDate day) {
    Slice slice() {
      return Slice.where("source", source).and(Slice.where("batch", day));
    }
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
