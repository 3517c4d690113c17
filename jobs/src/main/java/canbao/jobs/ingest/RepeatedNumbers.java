package canbao.jobs.ingest;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/**
 * Which numbers occur more than once among many of which nearly all occur once.
 *
 * <p>GROUP BY would keep each of them in a hash table twice, before and after the shuffle; here
 * they are shuffled as they are, and those of one partition are sorted in an array, eight bytes
 * each.
 */
final class RepeatedNumbers {

  private static final int FIRST_CAPACITY = 1 << 16;

  private RepeatedNumbers() {}

  /** Each number that occurs more than once, once. */
  static Dataset<Long> in(Dataset<Long> numbers) {
    MapPartitionsFunction<Long, Long> repeated = RepeatedNumbers::repeated;
    return numbers
        .repartition(new Column(numbers.columns()[0]))
        .mapPartitions(repeated, Encoders.LONG());
  }

  /** The same of all numbers that are equal to one another, and others. */
  static Iterator<Long> repeated(Iterator<Long> numbers) {
    long[] sorted = sorted(numbers);
    return IntStream.range(1, sorted.length)
        .filter(i -> sorted[i] == sorted[i - 1])
        .mapToLong(i -> sorted[i])
        .distinct()
        .iterator();
  }

  private static long[] sorted(Iterator<Long> numbers) {
    long[] all = new long[FIRST_CAPACITY];
    int count = 0;
    while (numbers.hasNext()) {
      if (count == all.length) {
        all = Arrays.copyOf(all, count * 2);
      }
      all[count++] = numbers.next();
    }
    long[] exact = Arrays.copyOf(all, count);
    Arrays.sort(exact);
    return exact;
  }
}
