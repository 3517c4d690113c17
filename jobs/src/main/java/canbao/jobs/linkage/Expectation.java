package canbao.jobs.linkage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expectation maximization over the patterns of the pairs of one block.
 *
 * <p>How likely a level is of two people is given; found are how likely it is of one person, and
 * how many of the pairs are one. What the pairs are blocked by says nothing of them and is left
 * out. The same patterns give the same result in any order.
 *
 * @param pairs of the block
 * @param matches share of them that is one person
 * @param ofOne pairs that are expected to be one person, by level, for each comparison that the
 *     block is not blocked by
 * @param likelihoods logarithm of the likelihood before each step; it never falls
 */
public record Expectation(
    long pairs, double matches, Map<Comparison, List<Double>> ofOne, List<Double> likelihoods) {

  private static final int MOST_STEPS = 500;
  private static final double ENOUGH = 1e-10;

  public Expectation {
    ofOne = Collections.unmodifiableMap(new EnumMap<>(ofOne));
    likelihoods = List.copyOf(likelihoods);
  }

  /**
   * Searches until the likelihood rises no more.
   *
   * @param pairs of one block, grouped by pattern
   * @param u shares by level among pairs that are two people
   * @param blockedBy what all pairs of the block have alike
   */
  public static Expectation of(List<Pattern> pairs, Shares u, Set<Comparison> blockedBy) {
    List<Pattern> patterns = pairs.stream().sorted(Pattern.ORDER).toList();
    Set<Comparison> asked = EnumSet.allOf(Comparison.class);
    asked.removeAll(blockedBy);
    Belief belief = new Belief(asked, u, guess(), 0.5);
    List<Double> likelihoods = new ArrayList<>();
    do {
      likelihoods.add(belief.likelihood(patterns));
      belief = belief.after(patterns);
    } while (likelihoods.size() < MOST_STEPS && !isSettled(likelihoods));
    Map<Comparison, List<Double>> ofOne = Shares.counts(patterns, belief::ofOne);
    ofOne.keySet().retainAll(asked);
    return new Expectation(count(patterns), belief.share(), ofOne, likelihoods);
  }

  /** Pairs that are one person. */
  public double expected() {
    return matches * pairs;
  }

  private static boolean isSettled(List<Double> likelihoods) {
    int last = likelihoods.size() - 1;
    return last > 0
        && likelihoods.get(last) - likelihoods.get(last - 1)
            <= ENOUGH * Math.abs(likelihoods.get(last));
  }

  private static long count(List<Pattern> patterns) {
    return patterns.stream().mapToLong(Pattern::pairs).sum();
  }

  /** Where the search begins: one person is mostly described alike. */
  private static Shares guess() {
    Map<Comparison, List<Double>> guess = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      int others = comparison.levels().size() - 1;
      List<Double> levels = new ArrayList<>(Collections.nCopies(others, 0.1 / others));
      levels.add(0, 0.9);
      guess.put(comparison, levels);
    }
    return new Shares(guess);
  }

  /** What is believed at one step. */
  private record Belief(Set<Comparison> asked, Shares u, Shares m, double share) {

    /** What is believed when each pair counts as one person as far as this belief says. */
    Belief after(List<Pattern> patterns) {
      long all = count(patterns);
      double ofOne = patterns.stream().mapToDouble(this::ofOne).sum();
      Shares shares = Shares.of(Shares.counts(patterns, this::ofOne), 0);
      // Where all pairs are of one person their sum may be rounded to more than all.
      return new Belief(asked, u, shares, all == 0 ? share : Math.min(1, ofOne / all));
    }

    /** Pairs of a pattern that are one person. */
    double ofOne(Pattern pattern) {
      double one = share * likely(pattern, m);
      double either = one + (1 - share) * likely(pattern, u);
      return either == 0 ? 0 : pattern.pairs() * one / either;
    }

    double likelihood(List<Pattern> patterns) {
      return patterns.stream()
          .mapToDouble(pattern -> pattern.pairs() * Math.log(likely(pattern)))
          .sum();
    }

    private double likely(Pattern pattern) {
      return share * likely(pattern, m) + (1 - share) * likely(pattern, u);
    }

    private double likely(Pattern pattern, Shares shares) {
      double likely = 1;
      for (Comparison comparison : asked) {
        int level = pattern.level(comparison);
        likely *= level == Pattern.MISSING ? 1 : shares.of(comparison, level);
      }
      return likely;
    }
  }
}
