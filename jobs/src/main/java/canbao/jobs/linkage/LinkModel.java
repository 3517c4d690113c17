package canbao.jobs.linkage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much each likeness of two descriptions weighs, and from where on they are one person.
 *
 * @param name of the file in {@code conf/links}
 * @param version counted up when the weights or the bounds are changed
 * @param inPopulation how many in a hundred thousand of the people asked about are in the
 *     population at all
 * @param bounds from where on a pair is certain, probable, possible
 * @param weights by level, in the order of {@link Comparison#levels()}
 */
public record LinkModel(
    String name,
    int version,
    int inPopulation,
    Bounds bounds,
    Map<Comparison, List<Weight>> weights) {

  /**
   * From where on a pair is what.
   *
   * @param certainBits of evidence that make a pair certain; chance must not make it among all
   *     people of the province
   * @param probable score from which a pair is probable though others are possible
   * @param possible score from which somebody is one of those it may be
   */
  public record Bounds(int certainBits, double probable, double possible) {}

  public LinkModel {
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
  }

  /** The same with other weights. */
  public LinkModel with(Shares m, Shares u) {
    Map<Comparison, List<Weight>> others = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      others.put(
          comparison,
          IntStream.range(0, comparison.levels().size())
              .mapToObj(level -> new Weight(m.of(comparison, level), u.of(comparison, level)))
              .toList());
    }
    return new LinkModel(name, version, inPopulation, bounds, others);
  }

  /** Bits of evidence of one comparison, in the order of its levels. */
  public List<Double> bits(Comparison comparison) {
    return weights.get(comparison).stream().map(Weight::bits).toList();
  }

  /** Bits of evidence of all comparisons of a pair together. */
  public double bits(Pattern pattern) {
    double bits = 0;
    for (Comparison comparison : Comparison.values()) {
      int level = pattern.level(comparison);
      bits += level == Pattern.MISSING ? 0 : weights.get(comparison).get(level).bits();
    }
    return bits;
  }

  /**
   * Odds against everybody of whom there is no evidence, before the first comparison.
   *
   * <p>Somebody is one of the people or nobody, so that the score of a pair is its odds beside the
   * sum of those of all pairs of the one asked about and this.
   *
   * @param people in the population
   */
  public double againstAll(long people) {
    return people * 100_000.0 / inPopulation;
  }
}
