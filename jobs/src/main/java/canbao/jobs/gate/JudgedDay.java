package canbao.jobs.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.Waivers;
import canbao.jobs.run.RunContext;
import canbao.udfs.Places;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A day as the gate sees it: how the rules came out for the batches that are in force on it, and
 * nothing else.
 *
 * @param runId of the run that rests on these batches and on the settings as they are
 * @param results one a rule, batch and division
 */
record JudgedDay(String runId, List<RuleResult> results) {

  JudgedDay {
    results = List.copyOf(results);
  }

  static JudgedDay of(Lake lake, RunContext context) {
    BatchLog log = BatchLog.read(lake);
    List<BatchEntry> inForce =
        context.settings().sources().stream()
            .flatMap(source -> log.inForce(source.name(), context.asOf()).stream())
            .toList();
    return new JudgedDay(
        log.runId(context.asOf(), context.settings().fingerprint()),
        RuleResults.read(lake.read(QualityTables.RULE_RESULT).filter(isOf(inForce))));
  }

  /**
   * The day with what its rules waive and what is overridden now, whoever waived what when the gate
   * last decided.
   */
  JudgedDay waived(List<Rule> rules, GateOverrides overrides) {
    return new JudgedDay(runId, overrides.applied(new Waivers(rules).applied(results)));
  }

  GateDecision decision() {
    return GateDecision.of(results, Places.cities().stream().map(Places.City::code).toList());
  }

  private static Column isOf(List<BatchEntry> batches) {
    return batches.stream()
        .map(
            entry ->
                col("source").equalTo(entry.source()).and(col("batch").equalTo(lit(entry.batch()))))
        .reduce(Column::or)
        .orElse(lit(false));
  }
}
