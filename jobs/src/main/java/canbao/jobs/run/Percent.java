package canbao.jobs.run;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares as people read them; nothing is decided by them. */
public final class Percent {

  private static final int PLACES = 2;

  private Percent() {}

  /**
   * A share such as {@code 95.09%}, rounded half up.
   *
   * @param whole not 0
   */
  public static String of(long part, long whole) {
    return BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(whole), PLACES, RoundingMode.HALF_UP)
        + "%";
  }
}
