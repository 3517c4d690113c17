package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Statistics.LocalAmount;
import canbao.jobs.run.Indicator.Goal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An indicator in a division with its judgement.
 *
 * @param localAmount whose share the target is, of a relative one in its own area
 * @param areas of a relative one in a division of several areas
 * @param isCertain whether the bounds of the counts are judged the same; empty without a judgement
 */
record AssessedIndicator(
    IndicatorValue value,
    Assessment assessment,
    Optional<LocalAmount> localAmount,
    Optional<Areas> areas,
    Optional<Boolean> isCertain) {

  /** Judges a value; one that is missing has no judgement, for the same reason. */
  static AssessedIndicator of(
      IndicatorValue value, Optional<LocalAmount> localAmount, EvaluationKind kind, LocalDate day) {
    Assessor assessor = new Assessor(goal(value), localAmount, kind, day);
    Optional<Assessment> assessment = value.level().map(assessor::of);
    return new AssessedIndicator(
        value,
        assessment.orElseGet(() -> Assessment.none(value.reason().orElseThrow())),
        localAmount,
        Optional.empty(),
        assessment
            .flatMap(Assessment::judgement)
            .map(unused -> isCertain(value.quantity().orElseThrow(), assessor)));
  }

  /** Of a division whose areas have limits of their own. */
  static AssessedIndicator of(IndicatorValue value, Areas areas) {
    return new AssessedIndicator(
        value, Assessment.of(areas), Optional.empty(), Optional.of(areas), Optional.empty());
  }

  /** The plan's base is the province's: a city is judged by its level alone. */
  static Goal goal(IndicatorValue value) {
    Goal goal = value.indicator().goal();
    return value.division().isProvince() ? goal : goal.withoutBase();
  }

  private static boolean isCertain(Quantity quantity, Assessor assessor) {
    Optional<Judgement> low = assessor.of(quantity.lowLevel()).judgement();
    return low.equals(assessor.of(quantity.highLevel()).judgement());
  }

  /** Whether there is no judgement, for this reason. */
  boolean isWithout(Reason reason) {
    return assessment.judgement().isEmpty() && assessment.reason().equals(Optional.of(reason));
  }

  /** People lacking to the target that is due. */
  Optional<Long> gap() {
    return assessment
        .milestone()
        .flatMap(due -> value.quantity().flatMap(quantity -> quantity.gap(due.target())));
  }
}
