package canbao.jobs.gate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.DayControl;
import canbao.jobs.lake.Lake;
import canbao.jobs.metric.Anomaly;
import canbao.jobs.metric.DayAnomalies;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchFacts;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.quality.GroupRules;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.Waivers;
import canbao.jobs.run.RunContext;
import canbao.udfs.Places;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A day as the gate sees it: how the rules came out for the batches that are in force on it, which
 * of its numbers are unlike their past, and nothing else.
 *
 * @param runId of the run that rests on these batches and on the settings as they are
 * @param results one a rule, batch and division
 * @param broken control numbers that do not balance
 * @param anomalies of the day's numbers, but those that hold and are overridden
 */
record JudgedDay(
    String runId, List<RuleResult> results, List<ControlNumber> broken, DayAnomalies anomalies) {

  JudgedDay {
    broken = List.copyOf(broken);
    results = List.copyOf(results);
  }

  /** The day with what is waived and overridden on it, whatever the gate last decided. */
  static JudgedDay of(Lake lake, RunContext context, List<Rule> rules) {
    DayAnomalies anomalies = DayAnomalies.on(lake, context.asOf());
    return written(lake, context, rules, anomalies).waived(lake, context, rules);
  }

  /** The rules as they are for a run of the day. */
  static List<Rule> rules(RunContext context) {
    return RuleCatalogue.load(context.settings().conf(), context.asOf()).all();
  }

  /**
   * The day as the results stand, with whoever waived them when the gate last decided. What the day
   * itself decides, such as the age of a batch, is judged here: no run may have done so yet.
   */
  static JudgedDay written(
      Lake lake, RunContext context, List<Rule> rules, DayAnomalies anomalies) {
    BatchLog log = BatchLog.read(lake);
    List<BatchEntry> inForce =
        context.settings().sources().stream()
            .flatMap(source -> log.inForce(source.name(), context.asOf()).stream())
            .toList();
    List<RuleResult> ofDay =
        GroupRules.ofDay(
            rules, BatchFacts.newest(log, context.settings().sources(), context.asOf()));
    Set<String> daysRules = ofDay.stream().map(RuleResult::rule).collect(toSet());
    Stream<RuleResult> ofBatches =
        RuleResults.read(lake.read(QualityTables.RULE_RESULT).filter(isOf(inForce))).stream()
            .filter(result -> !daysRules.contains(result.rule()));
    String runId = log.runId(context.asOf(), context.settings().fingerprint());
    return new JudgedDay(
        runId,
        Stream.concat(ofBatches, ofDay.stream()).toList(),
        new DayControl(lake, context.asOf(), runId).broken(),
        anomalies);
  }

  /** The same with what the rules waive on the day, and what is overridden on it. */
  JudgedDay waived(Lake lake, RunContext context, List<Rule> rules) {
    GateOverrides overrides = GateOverrides.on(lake, context.asOf());
    return new JudgedDay(
        runId, overrides.applied(new Waivers(rules).applied(results)), broken, without(overrides));
  }

  GateDecision decision() {
    Map<String, List<String>> holding =
        anomalies.holding().stream()
            .collect(groupingBy(Anomaly::division, mapping(Anomaly::rule, toList())));
    List<String> stopping = broken.isEmpty() ? List.of() : List.of(DayControl.NAME);
    return GateDecision.of(
        results, stopping, holding, Places.cities().stream().map(Places.City::code).toList());
  }

  /** The anomalies that withhold the numbers of a division. */
  List<Anomaly> holding(String division) {
    return anomalies.holding().stream().filter(one -> one.division().equals(division)).toList();
  }

  private DayAnomalies without(GateOverrides overrides) {
    return new DayAnomalies(
        anomalies.found().stream()
            .filter(one -> !one.holds() || !overrides.cover(one.rule(), one.division()))
            .toList(),
        anomalies.coldStarts());
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
