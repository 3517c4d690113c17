package canbao.jobs.evaluation;

/**
 * A share of money in per cent.
 *
 * @param part in 分, hundredths of a yuan
 * @param whole likewise, above 0
 */
record Spending(long part, long whole) implements Quantity {

  private static final long PERCENT = 100;

  @Override
  public Ratio level() {
    return Ratio.of(part, whole).times(PERCENT);
  }
}
