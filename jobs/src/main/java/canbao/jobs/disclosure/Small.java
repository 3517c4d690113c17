package canbao.jobs.disclosure;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  /** Whether each count is as large as the threshold, or as the most that it can be. */
  static boolean reaches(long[] counts, long[] most, int threshold) {
    return IntStream.range(0, counts.length)
        .allMatch(measure -> counts[measure] >= Math.min(threshold, most[measure]));
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
