package canbao.jobs.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * The rules of one source as columns over its rows: which apply to a row and which it breaks, a bit
 * a rule in the rules' order.
 *
 * <p>Both are BIGINT, so that a row's whole judgement takes sixteen bytes until it is counted.
 */
public final class RowRules {

  /** The sign bit is left alone. */
  public static final int MOST_RULES = 63;

  /** Longer values are not shown: they are no codes, and may be a number out of another column. */
  private static final int LONGEST_SHOWN = 12;

  /** The number of that rule in the input contract. */
  private static final int CONFLICTING_ROWS = 8;

  private static final Column NO_BIT = lit(0L);

  private final List<Rule> rules;

  /**
   * @param rules all of one source, at most {@link #MOST_RULES}; {@link RuleCatalogue#of} gives
   *     them
   */
  public RowRules(List<Rule> rules) {
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException(rules.size() + " rules in one source");
    }
    this.rules = List.copyOf(rules);
  }

  /** In the order of the bits. */
  public List<Rule> rules() {
    return rules;
  }

  /** BIGINT, never NULL: bit i is set if the row breaks rule i. */
  public Column violations() {
    return bits(i -> isBroken(rules.get(i)));
  }

  /** BIGINT, never NULL: bit i is set if rule i applies to the row and its predicate is NULL. */
  public Column unknown() {
    return bits(i -> applies(rules.get(i)).and(expr(rules.get(i).predicate()).isNull()));
  }

  /** BIGINT, never NULL: bit i is set if rule i applies to the row. */
  public Column applicable() {
    return bits(i -> applies(rules.get(i)));
  }

  /** The bits of the rules that reject a row. */
  public long rejecting() {
    return bitsOf(rule -> rule.severity() == Severity.REJECT_ROW);
  }

  /** The bits of the rules whose broken rows are looked for again: findings, and what may hold. */
  public long suspecting() {
    return bitsOf(rule -> rule.check().isPresent() || rule.severity().withholds());
  }

  /**
   * The bits of the contract's rule on two different rows with one relation id: who judges rows one
   * by one sets them once he has seen the others.
   */
  public long conflicting() {
    return bitsOf(rule -> rule.contract().filter(number -> number == CONFLICTING_ROWS).isPresent());
  }

  /**
   * ARRAY of STRING, never NULL: the ids of the broken rules in their order.
   *
   * @param violations as {@link #violations} gives them, or part of them
   */
  public Column brokenRuleIds(Column violations) {
    return texts(violations, i -> lit(rules.get(i).id()));
  }

  /**
   * ARRAY of STRING, never NULL: the English sentences of the broken rules in their order, each
   * with the values its rule shows.
   */
  public Column reasons(Column violations) {
    return texts(violations, i -> reason(rules.get(i)));
  }

  /** The rules of one kind by their bit, in their order. */
  public Map<Long, Rule> ofKind(Kind.Name kind) {
    Map<Long, Rule> byBit = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).kind().name() == kind) {
        byBit.put(bit(i), rules.get(i));
      }
    }
    return byBit;
  }

  static long bit(int rule) {
    return 1L << rule;
  }

  /** STRING, never NULL: what a rule says of a row, as {@link Outcome} names it. */
  static Column outcome(Rule rule) {
    return when(not(coalesce(applies(rule), lit(false))), word(Outcome.NOT_APPLICABLE))
        .when(isBroken(rule), word(Outcome.FAIL))
        .when(expr(rule.predicate()).isNull(), word(Outcome.UNKNOWN))
        .otherwise(word(Outcome.PASS));
  }

  private static Column word(Outcome outcome) {
    return lit(outcome.name());
  }

  private long bitsOf(Predicate<Rule> isMeant) {
    return IntStream.range(0, rules.size())
        .filter(i -> isMeant.test(rules.get(i)))
        .mapToLong(RowRules::bit)
        .reduce(0L, (some, more) -> some | more);
  }

  private Column bits(IntFunction<Column> isSet) {
    return IntStream.range(0, rules.size())
        .mapToObj(i -> when(isSet.apply(i), lit(bit(i))).otherwise(NO_BIT))
        .reduce(Column::bitwiseOR)
        .orElse(NO_BIT);
  }

  private static Column applies(Rule rule) {
    return rule.appliesTo().map(condition -> expr(condition)).orElse(lit(true));
  }

  /** NULL where the predicate is: {@code when} takes that as not broken. */
  private static Column isBroken(Rule rule) {
    return applies(rule).and(not(expr(rule.predicate())));
  }

  private Column texts(Column violations, IntFunction<Column> textOfRule) {
    Column[] texts =
        IntStream.range(0, rules.size())
            .mapToObj(i -> when(hasBit(violations, i), textOfRule.apply(i)))
            .toArray(Column[]::new);
    return texts.length == 0 ? array().cast("array<string>") : array_compact(array(texts));
  }

  private static Column hasBit(Column bits, int rule) {
    return bits.bitwiseAND(bit(rule)).notEqual(NO_BIT);
  }

  private static Column reason(Rule rule) {
    if (rule.shows().isEmpty()) {
      return lit(rule.sentenceEn());
    }
    Column[] shown = rule.shows().stream().map(RowRules::shownValue).toArray(Column[]::new);
    return concat(lit(rule.sentenceEn() + " ("), concat_ws(", ", shown), lit(")"));
  }

  private static Column shownValue(String column) {
    Column text = col("`" + column + "`").cast("string");
    Column value =
        when(text.isNull(), lit("none"))
            .when(
                length(text).gt(LONGEST_SHOWN),
                concat(length(text).cast("string"), lit(" characters")))
            .otherwise(concat(lit("'"), text, lit("'")));
    return concat(lit(column + " = "), value);
  }
}
