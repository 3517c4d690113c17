package canbao.jobs.linkage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model as a file of {@code conf/links}, with what it was estimated from.
 *
 * @param name of the file
 * @param asOf day of the register
 * @param asked people outside the population without a valid number
 * @param people in the population
 * @param randomPairs compared for u
 * @param blocks compared for m, by name
 */
public record LinkModelText(
    String name,
    LocalDate asOf,
    long asked,
    long people,
    long randomPairs,
    Map<String, Expectation> blocks) {

  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final double NEARLY_ALL = 0.99;
  private static final double MOST = 0.999999999;

  /**
   * The file's text.
   *
   * @param before the model in use, whose bounds and share of people in the population stay; the
   *     version goes on from it if it has the same name
   */
  public String of(LinkModel before, Shares m, Shares u) {
    int version = before.name().equals(name) ? before.version() + 1 : 1;
    StringBuilder text = new StringBuilder();
    line(
        text, "# Weights of likeness between people (README: How exact the links are), written by");
    line(
        text, "#   canbao estimate-links --as-of %s --out conf/links/%s.yml".formatted(asOf, name));
    line(
        text,
        "# m: how likely a likeness is of one person; u: of two. By m/u it multiplies the odds.");
    line(text, "version: " + version);
    line(text, "");
    line(text, "# What the weights were estimated from.");
    line(text, "estimated:");
    line(text, "  as_of: '%s'".formatted(asOf));
    line(text, "  people_asked: " + asked);
    line(text, "  people_in_population: " + people);
    line(text, "  random_pairs: " + randomPairs);
    line(text, "  blocks:");
    blocks.forEach((name, block) -> line(text, "    %s: %s".formatted(name, inWords(block))));
    line(text, "");
    line(
        text,
        "# Of 100 000 people asked about so many are in the population: chosen, not estimated.");
    line(text, "in_population: " + before.inPopulation());
    line(text, "");
    line(
        text,
        "# Chosen: bits of evidence from which a pair is certain, scores from which it is more than chance.");
    line(text, "bounds:");
    line(text, "  certain_bits: " + before.bounds().certainBits());
    line(text, "  probable: " + decimal(before.bounds().probable()));
    line(text, "  possible: " + decimal(before.bounds().possible()));
    line(text, "");
    line(text, "weights:");
    for (Comparison comparison : Comparison.values()) {
      line(text, "  %s:".formatted(comparison.word()));
      List<String> levels = comparison.levels();
      for (int i = 0; i < levels.size(); i++) {
        Weight weight = new Weight(m.of(comparison, i), u.of(comparison, i));
        line(
            text,
            String.format(
                Locale.ROOT,
                "    %s: {m: %s, u: %s}    # %.1f bits",
                levels.get(i),
                decimal(weight.m()),
                decimal(weight.u()),
                weight.bits()));
      }
    }
    return text.toString();
  }

  private static String inWords(Expectation block) {
    return "{pairs: %d, one_person: %d, steps: %d}"
        .formatted(block.pairs(), Math.round(block.expected()), block.likelihoods().size());
  }

  /** Four digits, of what is nearly all nine; a share is never written as 1 or as 0. */
  private static String decimal(double share) {
    BigDecimal digits =
        share < NEARLY_ALL
            ? new BigDecimal(share).round(FOUR_DIGITS)
            : new BigDecimal(Math.min(share, MOST)).setScale(9, RoundingMode.HALF_UP);
    return digits.stripTrailingZeros().toPlainString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
