package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What the accepted rows of a city come to in a full list, between two bounds. Decided in integers:
 * no quotient is rounded before it is compared.
 *
 * @param of what is measured
 * @param amount SQL expression that is a number of a row, for all but shares
 * @param over what the sum of amounts is divided by, for ratios
 * @param atBp which quantile, in basis points: the least amount that so many rows do not exceed
 * @param bounds in basis points for shares and ratios, else in whole units of the amount
 */
public record Aggregate(Of of, String amount, String over, long atBp, Bounds bounds)
    implements Kind {

  private static final String ROWS = "rows";
  private static final String HOLDING = "holding";
  private static final String SUM = "sum";
  private static final String OVER = "over";
  private static final String BELOW = "below";
  private static final String ABOVE = "above";
  private static final String UNKNOWN = "unknown";
  private static final String YES = "y";
  private static final String NO = "n";
  private static final long WHOLE_BP = 10_000;

  /** What is measured. */
  enum Of {
    /** Rows of which the predicate is true, of those of which it is true or false. */
    SHARE,
    /** The sum of one amount divided by that of another. */
    RATIO,
    SUM,
    QUANTILE;

    /** Whether its bounds are percentages. */
    boolean isQuotient() {
      return this == SHARE || this == RATIO;
    }
  }

  /**
   * What is borne.
   *
   * @param fewest cities with fewer rows are not judged
   */
  record Bounds(Optional<Long> least, Optional<Long> most, long fewest) {
    boolean isOutside(long value) {
      return least.filter(bound -> value < bound).isPresent()
          || most.filter(bound -> value > bound).isPresent();
    }
  }

  @Override
  public Map<String, Long> borne(Limit limit) {
    Map<String, Long> borne = new TreeMap<>(Map.of("fewest", bounds.fewest()));
    bounds.least().ifPresent(least -> borne.put("at_least", least));
    bounds.most().ifPresent(most -> borne.put("at_most", most));
    return borne;
  }

  @Override
  public Name name() {
    return Name.AGGREGATE;
  }

  @Override
  public String drawn() {
    String what =
        switch (of) {
          case SHARE -> "share of rows";
          case RATIO -> "sum of %s over sum of %s".formatted(amount, over);
          case SUM -> "sum of " + amount;
          case QUANTILE -> "quantile %s of %s".formatted(Limit.percent(atBp), amount);
        };
    return what
        + bounds.least().map(bound -> ", at least " + drawn(bound)).orElse("")
        + bounds.most().map(bound -> ", at most " + drawn(bound)).orElse("")
        + (bounds.fewest() > 0 ? ", in cities of %d rows or more".formatted(bounds.fewest()) : "");
  }

  private String drawn(long bound) {
    return of.isQuotient() ? Limit.percent(bound) : String.valueOf(bound);
  }

  @Override
  public String limit(Limit limit) {
    return Stream.of(bounds.least().map(this::drawn), bounds.most().map(this::drawn))
        .map(bound -> bound.orElse(""))
        .collect(joining(" … "))
        .strip();
  }

  @Override
  public List<String> numbers() {
    return switch (of) {
      case SHARE -> List.of(HOLDING, ROWS, UNKNOWN);
      case RATIO -> List.of(SUM, OVER, ROWS);
      case SUM -> List.of(SUM, ROWS);
      case QUANTILE -> List.of(BELOW, ABOVE, ROWS, UNKNOWN);
    };
  }

  /** A word for each row that the rule applies to. */
  @Override
  public Optional<Column> cell(Rule rule) {
    Column word =
        switch (of) {
          case SHARE -> whether(rule.predicate());
          case QUANTILE ->
              when(
                      expr("(%s) < %d".formatted(amount, bounds.least().orElse(Long.MIN_VALUE))),
                      BELOW)
                  .when(
                      expr("(%s) > %d".formatted(amount, bounds.most().orElse(Long.MAX_VALUE))),
                      ABOVE)
                  .when(expr(amount).isNotNull(), YES)
                  .otherwise(UNKNOWN);
          case RATIO, SUM -> lit(YES);
        };
    return Optional.of(word);
  }

  private static Column whether(String predicate) {
    Column isTrue = expr(predicate);
    return when(isTrue, YES).when(isTrue.isNull(), UNKNOWN).otherwise(NO);
  }

  @Override
  public List<Column> amounts(Rule rule) {
    return switch (of) {
      case SHARE, QUANTILE -> List.of();
      case SUM -> List.of(hundredths(amount, rule));
      case RATIO -> List.of(hundredths(amount, rule), hundredths(over, rule));
    };
  }

  /** Amounts have two decimals at most; of a row that the rule does not apply to there is none. */
  static Column hundredths(String amount, Rule rule) {
    Column value = expr("CAST((%s) * 100 AS BIGINT)".formatted(amount));
    return coalesce(
        rule.appliesTo().map(condition -> when(expr(condition), value)).orElse(value), lit(0L));
  }

  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    if (!facts.isFull()) {
      return Numbers.none();
    }
    Map<String, Long> cells = facts.portions().cells(rule.id(), division);
    long unknown = cells.getOrDefault(UNKNOWN, 0L);
    long rows = cells.values().stream().mapToLong(Long::longValue).sum() - unknown;
    Numbers numbers = Numbers.none().and(ROWS, rows);
    return switch (of) {
      case SHARE -> numbers.and(HOLDING, cells.getOrDefault(YES, 0L)).and(UNKNOWN, unknown);
      case RATIO ->
          numbers
              .and(SUM, facts.portions().amount(rule.id(), 0, division))
              .and(OVER, facts.portions().amount(rule.id(), 1, division));
      case SUM -> numbers.and(SUM, facts.portions().amount(rule.id(), 0, division) / 100);
      case QUANTILE ->
          numbers
              .and(BELOW, cells.getOrDefault(BELOW, 0L))
              .and(ABOVE, cells.getOrDefault(ABOVE, 0L))
              .and(UNKNOWN, unknown);
    };
  }

  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    long rows = numbers.count(ROWS);
    if (rows == 0 || rows < bounds.fewest()) {
      return of == Of.SUM && rows > 0 ? tooFew(numbers.count(SUM)) : Measure.none();
    }
    return switch (of) {
      case SHARE ->
          quotient(numbers.count(HOLDING), rows, rows).withUnknown(numbers.count(UNKNOWN));
      case RATIO ->
          numbers.count(OVER) == 0
              ? Measure.none()
              : quotient(numbers.count(SUM), numbers.count(OVER), rows);
      case SUM -> {
        long sum = numbers.count(SUM);
        yield Measure.of(bounds.isOutside(sum), rows, rows)
            .between(bounds.least(), sum, bounds.most());
      }
      case QUANTILE -> quantile(numbers, rows).withUnknown(numbers.count(UNKNOWN));
    };
  }

  /** Not judged, but others may be held against the sum. */
  private Measure tooFew(long sum) {
    return Measure.none().between(bounds.least(), sum, bounds.most());
  }

  /** Compared as products: {@code part × 10 000} with {@code whole × bound}. */
  private Measure quotient(long part, long whole, long rows) {
    long scaled = Math.multiplyExact(part, WHOLE_BP);
    boolean isOutside =
        bounds.least().filter(least -> scaled < Math.multiplyExact(whole, least)).isPresent()
            || bounds.most().filter(most -> scaled > Math.multiplyExact(whole, most)).isPresent();
    return Measure.of(isOutside, rows, rows)
        .between(bounds.least(), Math.floorDiv(scaled, whole), bounds.most());
  }

  /**
   * The quantile lies below the least bound if so many rows do, and above the most if too few do
   * not; the value told is the share of rows within the bounds.
   */
  private Measure quantile(Numbers numbers, long rows) {
    long below = numbers.count(BELOW);
    long notAbove = rows - numbers.count(ABOVE);
    boolean isBelow = below * WHOLE_BP >= rows * atBp;
    boolean isAbove = notAbove * WHOLE_BP < rows * atBp;
    return Measure.of(isBelow || isAbove, rows, isBelow ? below : rows - notAbove)
        .between(Optional.empty(), (notAbove - below) * WHOLE_BP / rows, Optional.empty());
  }
}
