package canbao.jobs.linkage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs that are alike in the same way.
 *
 * @param levels number of the level by comparison, in the order of {@link Comparison}; {@link
 *     #MISSING} where one of the two says nothing
 * @param pairs how many there are
 */
public record Pattern(List<Integer> levels, long pairs) {

  public static final int MISSING = -1;

  /** The order in which sums are made, so that they are the same whatever order pairs came in. */
  static final Comparator<Pattern> ORDER =
      Comparator.comparing(pattern -> pattern.levels().toString());

  public Pattern {
    levels = List.copyOf(levels);
    if (levels.size() != Comparison.values().length) {
      throw new IllegalArgumentException("A pattern has a level for each comparison");
    }
  }

  /** The level of a comparison, or {@link #MISSING}. */
  int level(Comparison comparison) {
    return levels.get(comparison.place());
  }

  /**
   * Whether two of name, birth and number are alike: random pairs of two people hardly are, so that
   * among few people those that are alike are mostly one person.
   */
  boolean isAlikeTwice() {
    int alike = level(Comparison.BIRTH) == 0 ? 1 : 0;
    alike += isWithin(Comparison.NAME, "near") ? 1 : 0;
    alike += isWithin(Comparison.NUMBER, "three") ? 1 : 0;
    return alike > 1;
  }

  private boolean isWithin(Comparison comparison, String level) {
    return level(comparison) != MISSING && level(comparison) <= comparison.level(level);
  }

  @Override
  public String toString() {
    return Arrays.toString(levels.toArray()) + " × " + pairs;
  }
}
