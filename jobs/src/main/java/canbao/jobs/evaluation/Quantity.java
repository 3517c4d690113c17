package canbao.jobs.evaluation;

import java.util.Optional;

/** How much of something an indicator has found, exactly. */
sealed interface Quantity permits Counts, Spending, PublishedFigure {

  /** In the plan's unit. */
  Ratio level();

  /** By what is certain without doubt alone. */
  default Ratio lowLevel() {
    return level();
  }

  /** With what is only probable. */
  default Ratio highLevel() {
    return level();
  }

  /**
   * The least number of people more that reaches a target; 0 if it is reached, none if it is not
   * people that are counted.
   *
   * @param target in the plan's unit
   */
  default Optional<Long> gap(Ratio target) {
    return Optional.empty();
  }
}
