package canbao.jobs.group;

import java.util.List;

/**
 * The counts of a cell: covered and uncovered people of each family, of those who are due. What is
 * published, due people too, is a count or the sum of two; a cell hides all of them or none, in
 * both families, because who is due for a pension is due for medical cover too.
 */
public final class Measures {

  /** In the order of the counts. */
  public static final List<String> FAMILIES = List.of("pension", "medical");

  /** Counts of a cell. */
  public static final int SIZE = 2 * FAMILIES.size();

  private Measures() {}

  /** Where the covered people of a family stand; the uncovered ones stand behind them. */
  public static int covered(int family) {
    return 2 * family;
  }

  static long due(long[] counts, int family) {
    return counts[covered(family)] + counts[covered(family) + 1];
  }
}
