package canbao.jobs.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * What rules that judge rows together need to know of each row, as few columns: rows that agree in
 * them are counted as one {@link Portions.Portion}.
 */
public final class PortionColumns {

  static final String SEPARATOR = "\u001F";

  /** Stands for the part of a row that the rule does not apply to. */
  static final String APART = "";

  private static final int MOST_BITS = 63;

  private final List<Rule> rules;
  private final SourceSpec source;
  private final StructType readSchema;

  /**
   * @param rules of one batch, those that judge single rows left out or not
   */
  public PortionColumns(List<Rule> rules, SourceSpec source, StructType readSchema) {
    this.rules = List.copyOf(rules);
    this.source = source;
    this.readSchema = readSchema;
  }

  /** STRING, never NULL: the part of each rule that has parts, in the rules' order. */
  public Column cells() {
    Column[] cells =
        withCells().stream()
            .map(
                rule -> {
                  Column part = rule.kind().cell(rule).orElseThrow();
                  return rule.appliesTo()
                      .map(condition -> when(expr(condition), part).otherwise(APART))
                      .orElse(part);
                })
            .toArray(Column[]::new);
    return cells.length == 0 ? lit(APART) : concat_ws(SEPARATOR, cells);
  }

  /** BIGINT each, never NULL; the same number of columns for every batch of a day. */
  public List<Column> amounts(int columns) {
    List<Column> amounts = new ArrayList<>();
    rules.forEach(rule -> amounts.addAll(rule.kind().amounts(rule)));
    while (amounts.size() < columns) {
      amounts.add(lit(0L));
    }
    return amounts;
  }

  public int amountCount() {
    return amounts(0).size();
  }

  /** BIGINT, never NULL: a bit for each of {@link #columnStates}. */
  public Column states() {
    List<ColumnState> states = columnStates();
    return IntStream.range(0, states.size())
        .mapToObj(i -> when(states.get(i).isSet(), lit(1L << i)).otherwise(lit(0L)))
        .reduce(Column::bitwiseOR)
        .orElse(lit(0L));
  }

  /** What may be true of a column in a row: it cannot be read, or has a value at all. */
  record ColumnState(String column, boolean isUnreadable, Column isSet) {}

  /** None if no rule asks. */
  List<ColumnState> columnStates() {
    if (rules.stream().noneMatch(rule -> rule.kind().looksAtColumns())) {
      return List.of();
    }
    return source.columns().stream().flatMap(this::states).limit(MOST_BITS).toList();
  }

  private Stream<ColumnState> states(ColumnSpec column) {
    List<String> names = List.of(readSchema.fieldNames());
    Optional<Column> isUnreadable =
        Stream.of("_unreadable", "_undeclared")
            .map(column.name()::concat)
            .filter(names::contains)
            .map(name -> col("`" + name + "`"))
            .reduce(Column::or);
    Column isGiven = col("`" + column.name() + "`").isNotNull().or(isUnreadable.orElse(lit(false)));
    return Stream.concat(
        isUnreadable
            .map(is -> new ColumnState(column.name(), true, coalesce(is, lit(false))))
            .stream(),
        column.required()
            ? Stream.empty()
            : Stream.of(new ColumnState(column.name(), false, isGiven)));
  }

  List<Rule> withCells() {
    return rules.stream().filter(rule -> rule.kind().cell(rule).isPresent()).toList();
  }

  /** Where the amounts of a rule begin. */
  int firstAmount(String rule) {
    int first = 0;
    for (Rule one : rules) {
      if (one.id().equals(rule)) {
        return first;
      }
      first += one.kind().amounts(one).size();
    }
    throw new IllegalArgumentException(rule);
  }
}
