package canbao.jobs.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** A suggested rule as an entry of a file in {@code conf/rules}. */
final class SuggestedYaml {

  /** A limit is so much above what the batch has, in basis points, and so many rows. */
  private static final long MARGIN_BP = 50;

  private static final int FEWEST_ROWS = 50;
  private static final int PLACES = 2;

  private SuggestedYaml() {}

  /**
   * The entry, with a warning as its severity.
   *
   * @param failed rows of the batch that break the rule
   * @param rows of the batch
   */
  static String of(String source, Suggestion rule, long failed, long rows) {
    return """

      - id: %s.%s
        severity: warn
        dimension: %s
        sentence:
          en: %s
          zh: %s
        predicate: "%s"
        limit: {rate: %s %%, count: %d}
        golden:
          pass:
            - {%s: %s}
          fail:
            - {%s: %s}
    """
        .formatted(
            source,
            rule.id(),
            rule.dimension().name().toLowerCase(Locale.ROOT),
            rule.en(),
            rule.zh(),
            rule.predicate().replace("\\", "\\\\").replace("\"", "\\\""),
            percent(failed, rows),
            FEWEST_ROWS,
            rule.column(),
            rule.kept(),
            rule.column(),
            rule.broken());
  }

  private static String percent(long failed, long rows) {
    long basisPoints = Math.min(10_000, failed * 10_000 / Math.max(1, rows) + MARGIN_BP);
    return BigDecimal.valueOf(basisPoints)
        .divide(BigDecimal.valueOf(100), PLACES, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
