package canbao.jobs.linkage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How pairs of one kind are spread over the levels of each comparison.
 *
 * @param byComparison shares that sum to one, in the order of {@link Comparison#levels()}
 */
public record Shares(Map<Comparison, List<Double>> byComparison) {

  /**
   * As so many pairs counts a level that no pair has: what was not seen is rare, not impossible.
   */
  private static final double UNSEEN = 0.5;

  public Shares {
    byComparison = Collections.unmodifiableMap(new EnumMap<>(byComparison));
  }

  /** Shares of random pairs without those that are seen to be one person. */
  public static Shares ofRandomPairs(List<Pattern> patterns) {
    List<Pattern> sorted =
        patterns.stream().filter(pattern -> !pattern.isAlikeTwice()).sorted(Pattern.ORDER).toList();
    return of(counts(sorted, Pattern::pairs), UNSEEN);
  }

  /** Shares of the pairs that are expected to be one person in all of the blocks together. */
  public static Shares ofBlocks(List<Expectation> blocks) {
    Map<Comparison, List<Double>> counts = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      double[] sums = new double[comparison.levels().size()];
      for (Expectation block : blocks) {
        List<Double> ofBlock = block.ofOne().getOrDefault(comparison, List.of());
        for (int level = 0; level < ofBlock.size(); level++) {
          sums[level] += ofBlock.get(level);
        }
      }
      counts.put(comparison, listOf(sums));
    }
    return of(counts, UNSEEN);
  }

  /** Weighed pairs by level; pairs without a level are in none. */
  static Map<Comparison, List<Double>> counts(
      List<Pattern> patterns, ToDoubleFunction<Pattern> weight) {
    Map<Comparison, List<Double>> counts = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      double[] sums = new double[comparison.levels().size()];
      for (Pattern pattern : patterns) {
        int level = pattern.level(comparison);
        if (level != Pattern.MISSING) {
          sums[level] += weight.applyAsDouble(pattern);
        }
      }
      counts.put(comparison, listOf(sums));
    }
    return counts;
  }

  /** The shares that counts have of their sum; alike for all levels if there are none. */
  static Shares of(Map<Comparison, List<Double>> counts, double unseen) {
    Map<Comparison, List<Double>> shares = new EnumMap<>(Comparison.class);
    counts.forEach(
        (comparison, levels) -> {
          double all = levels.stream().mapToDouble(count -> count + unseen).sum();
          double alike = 1.0 / levels.size();
          shares.put(
              comparison,
              levels.stream().map(count -> all == 0 ? alike : (count + unseen) / all).toList());
        });
    return new Shares(shares);
  }

  double of(Comparison comparison, int level) {
    return byComparison.get(comparison).get(level);
  }

  private static List<Double> listOf(double[] numbers) {
    List<Double> list = new ArrayList<>();
    for (double number : numbers) {
      list.add(number);
    }
    return List.copyOf(list);
  }
}
