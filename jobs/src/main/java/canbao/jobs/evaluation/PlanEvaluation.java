package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Breaks.Footnote;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Plan;
import canbao.jobs.run.Remark;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Everything that an evaluation says, from its numbers to the rows of its tables. */
final class PlanEvaluation {

  private final Plan plan;
  private final EvaluationRun run;
  private final List<IndicatorValue> values;
  private final List<AssessedIndicator> assessed;
  private final Breaks breaks;
  private final List<Series> series;
  private final List<WhatIf> whatIfs;
  private final List<ContradictionEffect> contradictions;

  PlanEvaluation(Plan plan, EvaluationNumbers numbers, WhatIfs whatIfs, EvaluationRun run) {
    LocalDate day = run.asOf();
    this.plan = plan;
    this.run = run;
    this.values = numbers.ofDay().values(plan.indicators());
    this.assessed = new Assessments(numbers.ofDay().statistics(), run.kind(), day).of(values);
    this.breaks = new Breaks(plan.breaks());
    this.series = numbers.series(values, breaks);
    this.whatIfs = whatIfs.of(assessed);
    this.contradictions =
        new Contradictions(plan, assessed, numbers.ofDay().costs(), run.kind(), day).effects();
  }

  /** How many of the values are known. */
  long known() {
    return values.stream().filter(value -> value.quantity().isPresent()).count();
  }

  long indicators() {
    return values.size();
  }

  /** The rows of each table. */
  Map<TableHome, List<Row>> tables() {
    IndicatorRows rows = new IndicatorRows(run);
    PlanRows planRows = new PlanRows(run);
    Map<TableHome, List<Row>> tables = new LinkedHashMap<>();
    tables.put(EvaluationTables.INDICATOR_VALUE, values.stream().map(rows::value).toList());
    tables.put(
        EvaluationTables.ASSESSMENT,
        assessed.stream().map(one -> rows.assessment(one, outlook(one), remark(one))).toList());
    tables.put(
        EvaluationTables.SERIES,
        series.stream().flatMap(one -> rows.series(one).stream()).toList());
    tables.put(
        CityTables.CITY_ASSESSMENT,
        CityAssessment.all(assessed, series, run.kind(), run.asOf()).stream()
            .map(city -> rows.city(city, whatIfs(city.assessed())))
            .toList());
    tables.put(CityTables.WHAT_IF, whatIfs.stream().map(rows::whatIf).toList());
    tables.put(
        PlanTables.SERIES_BREAK,
        breaks.footnotes().stream()
            .map(footnote -> planRows.seriesBreak(footnote, isMetWith(footnote)))
            .toList());
    tables.put(
        PlanTables.CONTRADICTION, contradictions.stream().map(planRows::contradiction).toList());
    tables.put(
        PlanTables.FINISHED_INDICATOR,
        FinishedAssessment.all(plan.finished()).stream().map(planRows::finished).toList());
    return tables;
  }

  private Outlook outlook(AssessedIndicator one) {
    return series.stream()
        .filter(own -> own.key().equals(one.value().key()))
        .filter(own -> own.division().equals(one.value().division()))
        .map(own -> Outlook.of(own, run.kind(), run.asOf()))
        .findFirst()
        .orElseThrow();
  }

  private List<WhatIf> whatIfs(AssessedIndicator one) {
    return whatIfs.stream().filter(whatIf -> whatIf.assessed().equals(one)).toList();
  }

  private boolean isMetWith(Footnote footnote) {
    return series.stream()
        .flatMap(own -> own.points().stream())
        .anyMatch(point -> point.footnotes().contains(footnote.number()));
  }

  private Optional<Remark> remark(AssessedIndicator one) {
    IndicatorKey key = one.value().key();
    return plan.remarks().stream()
        .filter(unused -> one.value().division().isProvince())
        .filter(remark -> remark.year() == run.asOf().getYear())
        .filter(remark -> remark.kind().equals(run.kind().word()))
        .filter(remark -> new IndicatorKey(remark.indicator(), remark.sub()).equals(key))
        .findFirst();
  }
}
