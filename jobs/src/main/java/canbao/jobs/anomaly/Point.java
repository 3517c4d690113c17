package canbao.jobs.anomaly;

import java.time.LocalDate;

/**
 * A number of one day: a count, or a rate in basis points with what it was divided from.
 *
 * @param value the count, or {@code numerator / denominator} in basis points, rounded half up
 * @param denominator more than 0 for a rate; 0 for a count
 */
public record Point(LocalDate day, long value, long numerator, long denominator) {

  private static final long BASIS_POINTS = 10_000;

  public static Point count(LocalDate day, long value) {
    return new Point(day, value, 0, 0);
  }

  /**
   * A rate.
   *
   * @param denominator more than 0
   */
  public static Point rate(LocalDate day, long numerator, long denominator) {
    return new Point(day, basisPoints(numerator, denominator), numerator, denominator);
  }

  public boolean isRate() {
    return denominator > 0;
  }

  private static long basisPoints(long numerator, long denominator) {
    return Math.floorDiv(2 * BASIS_POINTS * numerator + denominator, 2 * denominator);
  }
}
