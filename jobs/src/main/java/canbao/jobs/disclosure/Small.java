package canbao.jobs.disclosure;

import java.util.Arrays;

/** What is said of the counts of one cell. */
final class Small {

  private Small() {}

  /** Nobody is not few. */
  static boolean isSmall(long count, int threshold) {
    return count > 0 && count < threshold;
  }

  static boolean isAnySmall(long[] counts, int threshold) {
    return Arrays.stream(counts).anyMatch(count -> isSmall(count, threshold));
  }

  static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  static void add(long[] counts, long[] to) {
    for (int i = 0; i < counts.length; i++) {
      to[i] += counts[i];
    }
  }
}
