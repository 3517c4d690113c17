package canbao.jobs.quality;

import java.math.BigDecimal;

/**
 * How many broken rows a rule bears in one division: the limit is exceeded when more rows than
 * {@code count} <em>and</em> a larger share than {@code rateBp} break it.
 *
 * <p>The count keeps tiny cities from failing by a handful of rows, the rate keeps large ones from
 * failing by their size. Decided in integers, so that no rounding hides a failure.
 *
 * @param rateBp share of the checked rows in basis points, 0 to 10 000
 * @param count rows
 */
public record Limit(int rateBp, long count) {

  /** Bears nothing: one broken row exceeds it. */
  public static final Limit NONE = new Limit(0, 0);

  private static final long WHOLE_BP = 10_000;
  private static final int DECIMALS_OF_PERCENT = 2;

  public boolean isExceededBy(long failed, long checked) {
    return failed > count
        && Math.multiplyExact(failed, WHOLE_BP) > Math.multiplyExact(checked, rateBp);
  }

  /** The most that may be wrong of some. */
  long mostOf(long checked) {
    return Math.max(count, Math.multiplyExact(checked, rateBp) / WHOLE_BP);
  }

  /** As the rules' files spell it: {@code 0.25 %, 50}. */
  public String drawn() {
    return "%s, %d".formatted(percent(rateBp), count);
  }

  /** Such as {@code 0.25 %}. */
  static String percent(long basisPoints) {
    BigDecimal percent = BigDecimal.valueOf(basisPoints, DECIMALS_OF_PERCENT).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }
}
