package canbao.jobs.coverage;

import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;

/**
 * Which bit of {@code due_bits} says what: two for each denominator, pension before medical; first
 * those of people (who is due), then those of published figures (who is counted off).
 */
record DueBits(Denominators denominators) {

  private static final int FAMILIES = 2;

  int of(Denominator denominator, Family family) {
    return bit(denominators.denominators().indexOf(denominator), family);
  }

  int countedOff(PublishedDenominator published, Family family) {
    int place = denominators.published().indexOf(published);
    return bit(denominators.denominators().size() + place, family);
  }

  private static int bit(int place, Family family) {
    return FAMILIES * place + (family == Family.PENSION ? 0 : 1);
  }
}
