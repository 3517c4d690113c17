package canbao.jobs.evaluation;

import canbao.jobs.run.Indicator.Goal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An indicator in a division with its judgement.
 *
 * @param isCertain whether the bounds of the counts are judged the same; empty without a judgement
 */
record AssessedIndicator(IndicatorValue value, Assessment assessment, Optional<Boolean> isCertain) {

  /** Judges a value; one that is missing has no judgement, for the same reason. */
  static AssessedIndicator of(IndicatorValue value, EvaluationKind kind, LocalDate day) {
    Assessor assessor = new Assessor(goal(value), kind, day);
    Optional<Assessment> assessment = value.level().map(assessor::of);
    return new AssessedIndicator(
        value,
        assessment.orElseGet(() -> Assessment.none(value.reason().orElseThrow())),
        assessment
            .flatMap(Assessment::judgement)
            .map(judgement -> isCertain(value.counts().orElseThrow(), assessor)));
  }

  /** The plan's base is the province's: a city is judged by its level alone. */
  private static Goal goal(IndicatorValue value) {
    Goal goal = value.indicator().goal();
    return value.division().isProvince() ? goal : goal.withoutBase();
  }

  private static boolean isCertain(Counts counts, Assessor assessor) {
    Optional<Judgement> low = assessor.of(counts.inUnit(counts.people().low())).judgement();
    return low.equals(assessor.of(counts.inUnit(counts.people().high())).judgement());
  }

  /** People lacking to the target that is due. */
  Optional<Long> gap() {
    return assessment
        .milestone()
        .flatMap(due -> value.counts().map(counts -> counts.gap(due.target())));
  }
}
