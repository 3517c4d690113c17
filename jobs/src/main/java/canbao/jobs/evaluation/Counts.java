package canbao.jobs.evaluation;

import java.util.Optional;

/**
 * The people that an indicator counts.
 *
 * @param people low ≤ point ≤ high
 * @param due of a rate, above 0; empty for a head count
 */
record Counts(Bounds people, Optional<Long> due) implements Quantity {

  private static final long PEOPLE_IN_TEN_THOUSAND = 10_000;
  private static final long PERCENT = 100;

  /** By exact valid numbers alone, by all certain links, with the probable ones. */
  record Bounds(long low, long point, long high) {}

  /** So many people in the plan's unit: per cent of those due, or 万人. */
  Ratio inUnit(long number) {
    return due.map(all -> Ratio.of(number, all).times(PERCENT))
        .orElseGet(() -> Ratio.of(number, PEOPLE_IN_TEN_THOUSAND));
  }

  @Override
  public Ratio level() {
    return inUnit(people.point());
  }

  @Override
  public Ratio lowLevel() {
    return inUnit(people.low());
  }

  @Override
  public Ratio highLevel() {
    return inUnit(people.high());
  }

  @Override
  public Optional<Long> gap(Ratio target) {
    return Optional.of(Math.max(0, peopleAt(target) - people.point()));
  }

  /** The least number of people that reaches a level. */
  long peopleAt(Ratio level) {
    Ratio unitInPeople =
        due.map(all -> Ratio.of(all, PERCENT)).orElse(Ratio.of(PEOPLE_IN_TEN_THOUSAND, 1));
    return level.times(unitInPeople).roundedUp();
  }
}
