package canbao.jobs.coverage;

import java.util.Optional;

/**
 * How many people there are by two lists that each lack some: Chapman's form of the
 * Lincoln–Petersen estimate (Seber, <i>The Estimation of Animal Abundance</i>, 1982, chapter 3).
 *
 * <p>It assumes that the two lists lack people independently of each other, that nobody stands in
 * one wrongly, that everybody who is in both is known to be, and that all are of one place and day.
 * A population register and enrolment records keep none of these exactly: who is enrolled is more
 * likely registered (too low an estimate), a link that is missed or a dead person who still stands
 * in a list makes it too high. The figure is experimental and never judges.
 *
 * @param first people on the first list
 * @param second people on the second
 * @param both people on both
 */
record DualSystem(long first, long second, long both) {

  /** Normal deviate of an interval of 95 %. */
  private static final double DEVIATE_95 = 1.96;

  /** Lincoln and Petersen's estimate, of which Chapman's is the one with the smaller bias. */
  double petersen() {
    return first * (double) second / both;
  }

  /** Its standard error. */
  double petersenError() {
    double matched = both;
    return Math.sqrt(
        (double) first * first * second * (second - both) / (matched * matched * matched));
  }

  /**
   * Lincoln and Petersen's estimate without records of the first list that are suspected to be of
   * nobody (Zhang and Dunne, <i>Trimmed dual system estimation</i>, 2018). If it falls with more
   * and more of them taken out and then stays, these were erroneous. None where nobody is left on
   * both.
   *
   * @param records taken out of the first list
   * @param ofBoth how many of them are on the second one too
   */
  Optional<Double> trimmed(long records, long ofBoth) {
    DualSystem left = new DualSystem(first - records, second, both - ofBoth);
    return left.both > 0 ? Optional.of(left.petersen()) : Optional.empty();
  }

  /** People on either list or on none. */
  double people() {
    return (first + 1.0) * (second + 1.0) / (both + 1.0) - 1.0;
  }

  double standardError() {
    double onlyFirst = first - both;
    double onlySecond = second - both;
    double matched = both + 1.0;
    return Math.sqrt(
        (first + 1.0)
            * (second + 1.0)
            * onlyFirst
            * onlySecond
            / (matched * matched * (both + 2.0)));
  }

  double low() {
    return people() - DEVIATE_95 * standardError();
  }

  double high() {
    return people() + DEVIATE_95 * standardError();
  }

  /** Share of the people who are on the first list; none where nobody is on both. */
  Optional<Double> completeness() {
    return Optional.of(first / people()).filter(share -> both > 0);
  }
}
