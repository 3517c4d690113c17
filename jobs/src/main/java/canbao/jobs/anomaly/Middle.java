package canbao.jobs.anomaly;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The middle of some whole numbers and how far they lie from it: median and median absolute
 * deviation, which a few wild ones among them do not move. Both are kept as whole multiples, so
 * that a machine's fractions decide nothing.
 *
 * @param twiceMedian two times the median
 * @param fourTimesDeviation four times the median of the distances from it
 */
record Middle(long twiceMedian, long fourTimesDeviation) {

  /** Of at least one number. */
  static Middle of(long... values) {
    long twiceMedian = twiceMedian(values);
    long[] twiceDistances =
        LongStream.of(values).map(value -> Math.abs(2 * value - twiceMedian)).toArray();
    return new Middle(twiceMedian, twiceMedian(twiceDistances));
  }

  double median() {
    return twiceMedian / 2.0;
  }

  double deviation() {
    return fourTimesDeviation / 4.0;
  }

  private static long twiceMedian(long... values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2];
  }
}
