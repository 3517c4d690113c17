package canbao.jobs.evaluation;

import canbao.jobs.run.Contradiction;
import java.util.Optional;

/**
 * What becomes of two readings of the plan.
 *
 * @param difference of the second result to the first
 * @param reason why there is no effect to tell
 */
record ContradictionEffect(
    Contradiction contradiction,
    Optional<Result> first,
    Optional<Result> second,
    Optional<Ratio> difference,
    Optional<Reason> reason) {

  /**
   * What one reading gives.
   *
   * @param value in {@code unit}
   * @param text what it means
   */
  record Result(Ratio value, String unit, String text) {}

  static ContradictionEffect of(Contradiction contradiction, Result first, Result second) {
    return new ContradictionEffect(
        contradiction,
        Optional.of(first),
        Optional.of(second),
        Optional.of(second.value().minus(first.value())),
        Optional.empty());
  }

  static ContradictionEffect none(Contradiction contradiction, Reason reason) {
    return new ContradictionEffect(
        contradiction, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
