package canbao.jobs.disclosure;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Counts of which nothing but the total is known beside those that are shown: counties of a city,
 * values of the province. What is then known of a hidden one is that it is no more than all hidden
 * ones together.
 *
 * @param counts of each by measure
 * @param mayBeHidden whether a count is not published anyway
 */
record Line(List<long[]> counts, IntPredicate mayBeHidden) {

  /**
   * Those that have to be hidden: the small ones, and with them so many, the smallest first, that
   * they are two at least and together not below the threshold in any measure, or all that there
   * are. Hidden ones come before others, those of nobody last: they are of use only where all
   * together are small.
   *
   * @param isHidden whether one is hidden whatever comes
   */
  BitSet toHide(IntPredicate isHidden, int threshold) {
    BitSet hidden = new BitSet();
    IntStream.range(0, counts.size())
        .filter(mayBeHidden)
        .filter(number -> Small.isAnySmall(counts.get(number), threshold))
        .forEach(hidden::set);
    if (hidden.isEmpty()) {
      return hidden;
    }
    List<Integer> others =
        IntStream.range(0, counts.size())
            .filter(mayBeHidden)
            .filter(number -> !hidden.get(number))
            .boxed()
            .sorted(
                Comparator.comparing((Integer number) -> Small.sum(counts.get(number)) == 0)
                    .thenComparing(number -> !isHidden.test(number))
                    .thenComparing(number -> Small.sum(counts.get(number))))
            .toList();
    long[] all = sum(IntStream.range(0, counts.size()).filter(mayBeHidden));
    for (int number : others) {
      if (hidden.cardinality() >= 2 && Small.reaches(sum(hidden.stream()), all, threshold)) {
        break;
      }
      hidden.set(number);
    }
    return hidden;
  }

  private long[] sum(IntStream numbers) {
    long[] sum = new long[counts.get(0).length];
    numbers.forEach(number -> Small.add(counts.get(number), sum));
    return sum;
  }
}
