package canbao.jobs.quality;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What a rule judges: rows one by one, or what the rows of a city come to together.
 *
 * <p>A kind collects the {@link Numbers} of a division and judges them by the limit; the second
 * step knows nothing but the numbers, so that a rule's {@code cases} show what it means.
 */
public sealed interface Kind
    permits Kind.ByRow,
        Uniqueness,
        Referential,
        Aggregate,
        Distribution,
        Reconciliation,
        Freshness,
        Volume,
        SchemaDrift {

  /** Names as {@code kind} in a rule's file spells them. */
  enum Name {
    ROW,
    UNIQUENESS,
    REFERENTIAL,
    AGGREGATE,
    DISTRIBUTION,
    RECONCILIATION,
    FRESHNESS,
    VOLUME,
    SCHEMA_DRIFT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Name name();

  /** What must hold besides the rule's predicate, for people to read; empty of rows. */
  String drawn();

  /**
   * The names of the numbers that it is judged by, in their order; rows by themselves have none.
   */
  default List<String> numbers() {
    return List.of();
  }

  /** What is borne, for people to read. */
  default String limit(Limit limit) {
    return limit.drawn();
  }

  /**
   * The numbers up to which something is borne, by their names in a file of rules. A larger number
   * bears more, but of one that begins with {@code at_least} a smaller one.
   */
  default Map<String, Long> borne(Limit limit) {
    return Map.of("rate_bp", (long) limit.rateBp(), "count", limit.count());
  }

  /** The numbers of a division that the batch speaks for. */
  default Numbers numbers(Rule rule, BatchFacts facts, String division) {
    throw new IllegalStateException(rule.id() + " judges rows one by one");
  }

  /** What the numbers mean. */
  default Measure measure(Limit limit, Numbers numbers) {
    throw new IllegalStateException(name() + " judges rows one by one");
  }

  /** What a later batch is compared with. */
  default Map<String, Long> parts(Rule rule, BatchFacts facts, String division) {
    return Map.of();
  }

  /** STRING, never NULL: into which part a row falls that the rule applies to; there are few. */
  default Optional<Column> cell(Rule rule) {
    return Optional.empty();
  }

  /** BIGINT, never NULL: hundredths of amounts that are summed up. */
  default List<Column> amounts(Rule rule) {
    return List.of();
  }

  /** Whether it asks which columns have values that cannot be read. */
  default boolean looksAtColumns() {
    return false;
  }

  /** Whether rows are judged one by one: counted by {@link DeequAdapter}, rejected, suspected. */
  default boolean isByRow() {
    return false;
  }

  /** Whether the day of the run decides and no batch: judged anew by every run. */
  default boolean isOfTheDay() {
    return false;
  }

  /** Every row by itself. */
  record ByRow() implements Kind {

    @Override
    public Name name() {
      return Name.ROW;
    }

    @Override
    public String drawn() {
      return "";
    }

    @Override
    public boolean isByRow() {
      return true;
    }
  }
}
