package canbao.jobs.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The counts of one division, and what follows from them; all decisions are made in integers.
 *
 * @param due empty for head counts
 * @param bounds people covered, with the bounds of what is certain
 * @param suspended people not covered who have a suspended relation
 */
record CoverageCell(Optional<Long> due, Bounds bounds, long suspended) {

  private static final long BASIS_POINTS = 10_000L;
  private static final int RATE_PLACES = 6;

  /**
   * People covered: by exact valid numbers alone, by all certain links, with the probable ones.
   *
   * <p>low ≤ covered ≤ high.
   */
  record Bounds(long low, long covered, long high) {
    static final Bounds NONE = new Bounds(0, 0, 0);
  }

  static final CoverageCell NOBODY = new CoverageCell(Optional.of(0L), Bounds.NONE, 0);

  CoverageCell withDue(Optional<Long> otherDue) {
    return new CoverageCell(otherDue, bounds, suspended);
  }

  /** Covered / due, rounded half up to six places; empty where nobody is due. */
  Optional<BigDecimal> rate() {
    return due.filter(people -> people > 0)
        .map(
            people ->
                BigDecimal.valueOf(bounds.covered())
                    .divide(BigDecimal.valueOf(people), RATE_PLACES, RoundingMode.HALF_UP));
  }

  /**
   * Share of those covered by the upper bound whose links are not certain: at most so many links
   * are missed. Empty where nobody is covered.
   */
  Optional<BigDecimal> missedLinkRate() {
    return Optional.of(bounds.high())
        .filter(people -> people > 0)
        .map(
            people ->
                BigDecimal.valueOf(people - bounds.covered())
                    .divide(BigDecimal.valueOf(people), RATE_PLACES, RoundingMode.HALF_UP));
  }

  /** Whether so many covered people reach a target; empty where nobody is due. */
  Optional<Boolean> isMet(int targetBp) {
    return reaches(bounds.covered(), targetBp);
  }

  /**
   * The least number of people more that reaches a target.
   *
   * @param targetBp basis points
   */
  long gap(int targetBp) {
    long needed = Math.floorDiv(due.orElse(0L) * targetBp + BASIS_POINTS - 1, BASIS_POINTS);
    return Math.max(0, needed - bounds.covered());
  }

  /** {@code met} if the lower bound reaches a target, {@code not_met} if the upper one does not. */
  Optional<String> verdict(int targetBp) {
    return reaches(bounds.low(), targetBp)
        .map(
            lowReaches -> {
              if (lowReaches) {
                return "met";
              }
              boolean highReaches = reaches(bounds.high(), targetBp).orElseThrow();
              return highReaches ? "undecided" : "not_met";
            });
  }

  /** {@code no_data} where somebody should be due and nobody is. */
  String state() {
    return due.isPresent() && due.get() == 0 ? "no_data" : "fresh";
  }

  private Optional<Boolean> reaches(long people, int targetBp) {
    return due.filter(all -> all > 0).map(all -> people * BASIS_POINTS >= all * targetBp);
  }
}
