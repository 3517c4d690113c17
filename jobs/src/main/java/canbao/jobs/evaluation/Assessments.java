package canbao.jobs.evaluation;

import canbao.jobs.run.TargetKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Judges the values of one evaluation, those of areas with limits of their own before the sums. */
final class Assessments {

  private final Statistics statistics;
  private final EvaluationKind kind;
  private final LocalDate day;

  Assessments(Statistics statistics, EvaluationKind kind, LocalDate day) {
    this.statistics = statistics;
    this.kind = kind;
    this.day = day;
  }

  /** One for each value, in their order. */
  List<AssessedIndicator> of(List<IndicatorValue> values) {
    List<AssessedIndicator> assessed = new ArrayList<>();
    for (IndicatorValue value : values) {
      assessed.add(
          hasAreas(value) ? AssessedIndicator.of(value, areas(value, values)) : one(value));
    }
    return assessed;
  }

  private AssessedIndicator one(IndicatorValue value) {
    return AssessedIndicator.of(
        value,
        statistics.localAmount(value.indicator(), value.division(), day.getYear()),
        kind,
        day);
  }

  private Areas areas(IndicatorValue value, List<IndicatorValue> values) {
    return Areas.of(
        values.stream()
            .filter(area -> area.key().equals(value.key()))
            .filter(area -> isArea(area) && area.division().isIn(value.division()))
            .map(this::one)
            .toList());
  }

  private static boolean hasAreas(IndicatorValue value) {
    return value.indicator().goal().kind().isRelative() && !isArea(value);
  }

  /** Whether the division has a limit of its own. */
  private static boolean isArea(IndicatorValue value) {
    return value.indicator().goal().kind() == TargetKind.RELATIVE_BY_CITY
        ? value.division().isCity()
        : Division.COUNTY_AREAS.contains(value.division());
  }
}
