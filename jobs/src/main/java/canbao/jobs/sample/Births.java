package canbao.jobs.sample;

/**
 * Which people are born during the days: every so many numbers one, so that the birth's ordinal
 * tells a serial that no other newborn of the day has.
 *
 * <p>One in 28 000 a day is about 13 births a year among 1000 people, the model's choice.
 */
final class Births {

  static final int NEVER = -1;

  private static final int PERIOD = 28_000;
  private static final long OFFSET = 11_003;

  /** Spreads the births of one day and the next over the numbers; coprime with the period. */
  private static final long STEP = 4_177;

  private final int days;

  Births(int days) {
    this.days = days;
  }

  int dayIndex(long number) {
    long slot = (number + OFFSET) * STEP % PERIOD;
    return slot >= 1 && slot < days ? (int) slot : NEVER;
  }

  long ordinal(long number) {
    return number / PERIOD;
  }
}
