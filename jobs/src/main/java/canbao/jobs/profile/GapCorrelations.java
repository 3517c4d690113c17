package canbao.jobs.profile;

import java.util.Map;
import java.util.function.LongPredicate;

/**
 * How far the gaps of two columns go together: the correlation of <i>is missing</i> over the rows
 * (the phi coefficient), 1 if they are always missing together, −1 if always one of them is.
 *
 * @param gaps how many rows lack which columns: bit i is the i-th
 */
record GapCorrelations(Map<Long, Long> gaps, long rows) {

  /** Zero if one of the columns is always or never missing. */
  double between(int one, int other) {
    double both = rowsOf(gap -> has(gap, one) && has(gap, other));
    double ofOne = rowsOf(gap -> has(gap, one));
    double ofOther = rowsOf(gap -> has(gap, other));
    double spread = Math.sqrt(ofOne * (rows - ofOne) * ofOther * (rows - ofOther));
    return spread == 0 ? 0 : (rows * both - ofOne * ofOther) / spread;
  }

  private double rowsOf(LongPredicate gap) {
    return gaps.entrySet().stream()
        .filter(entry -> gap.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean has(long gap, int column) {
    return (gap & 1L << column) != 0;
  }
}
