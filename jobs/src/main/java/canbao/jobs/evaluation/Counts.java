package canbao.jobs.evaluation;

import canbao.jobs.run.Figure;
import java.util.Optional;

/**
 * The people that an indicator counts.
 *
 * @param people low ≤ point ≤ high
 * @param due of a rate, above 0; empty for a head count
 */
record Counts(Bounds people, Optional<Long> due) {

  private static final long PEOPLE_IN_TEN_THOUSAND = 10_000;
  private static final long PERCENT = 100;

  /** By exact valid numbers alone, by all certain links, with the probable ones. */
  record Bounds(long low, long point, long high) {}

  /** So many people in the plan's unit: per cent of those due, or 万人. */
  Ratio inUnit(long number) {
    return due.map(all -> Ratio.of(number, all).times(Ratio.of(PERCENT, 1)))
        .orElseGet(() -> Ratio.of(number, PEOPLE_IN_TEN_THOUSAND));
  }

  /** All that are counted in the plan's unit. */
  Ratio level() {
    return inUnit(people.point());
  }

  /**
   * The least number of people more that reaches a target; 0 if it is reached.
   *
   * @param target a number in the plan's unit
   */
  long gap(Figure target) {
    Ratio number = Ratio.of(target.number().orElseThrow());
    Ratio unitInPeople =
        due.map(all -> Ratio.of(all, PERCENT)).orElse(Ratio.of(PEOPLE_IN_TEN_THOUSAND, 1));
    return Math.max(0, number.times(unitInPeople).roundedUp() - people.point());
  }
}
