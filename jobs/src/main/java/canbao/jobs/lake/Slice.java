package canbao.jobs.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.delta.kernel.expressions.AlwaysFalse;
import io.delta.kernel.expressions.AlwaysTrue;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rows of a table that one write replaces, as a condition on its columns.
 *
 * <p>Values are typed, so nothing that came from outside becomes SQL.
 */
public final class Slice {

  private static final Slice EVERYTHING = new Slice("true", AlwaysTrue.ALWAYS_TRUE, Set.of());
  private static final Slice NOTHING = new Slice("false", AlwaysFalse.ALWAYS_FALSE, Set.of());

  private final String condition;
  private final Predicate predicate;
  private final Set<String> columns;

  /**
   * @param condition in SQL
   * @param predicate the same for Delta Kernel
   * @param columns that it speaks of
   */
  private Slice(String condition, Predicate predicate, Set<String> columns) {
    this.condition = condition;
    this.predicate = predicate;
    this.columns = columns;
  }

  public static Slice everything() {
    return EVERYTHING;
  }

  public static Slice where(String column, LocalDate day) {
    return new Slice(
        String.format(Locale.ROOT, "%s = DATE'%s'", column, day),
        new Predicate("=", new Column(column), Literal.ofDate(Math.toIntExact(day.toEpochDay()))),
        Set.of(column));
  }

  public static Slice where(String column, String text) {
    return new Slice(
        "%s = '%s'".formatted(column, text.replace("\\", "\\\\").replace("'", "\\'")),
        new Predicate("=", new Column(column), Literal.ofString(text)),
        Set.of(column));
  }

  /** The rows of later days. */
  public static Slice after(String column, LocalDate day) {
    return new Slice(
        String.format(Locale.ROOT, "%s > DATE'%s'", column, day),
        new Predicate(">", new Column(column), Literal.ofDate(Math.toIntExact(day.toEpochDay()))),
        Set.of(column));
  }

  /** The rows of the days from one to another, both among them. */
  public static Slice within(String column, LocalDate first, LocalDate last) {
    Column days = new Column(column);
    return new Slice(
        String.format(Locale.ROOT, "%s BETWEEN DATE'%s' AND DATE'%s'", column, first, last),
        new And(
            new Predicate(">=", days, Literal.ofDate(Math.toIntExact(first.toEpochDay()))),
            new Predicate("<=", days, Literal.ofDate(Math.toIntExact(last.toEpochDay())))),
        Set.of(column));
  }

  public static Slice where(String column, long number) {
    return new Slice(
        "%s = %dL".formatted(column, number),
        new Predicate("=", new Column(column), Literal.ofLong(number)),
        Set.of(column));
  }

  public static Slice where(String column, boolean is) {
    return new Slice(
        "%s = %s".formatted(column, is),
        new Predicate("=", new Column(column), Literal.ofBoolean(is)),
        Set.of(column));
  }

  public static Slice whereNone(String column) {
    return new Slice(
        column + " IS NULL", new Predicate("IS_NULL", new Column(column)), Set.of(column));
  }

  public Slice and(Slice other) {
    if (this == EVERYTHING) {
      return other;
    }
    return new Slice(
        "(%s) AND (%s)".formatted(condition, other.condition),
        new And(predicate, other.predicate),
        columnsWith(other));
  }

  /** The rows of any of the slices; none of them is no row. */
  public static Slice anyOf(List<Slice> slices) {
    return slices.stream().reduce(Slice::or).orElse(NOTHING);
  }

  public static Slice anyOf(Slice... slices) {
    return anyOf(Arrays.asList(slices));
  }

  /** In SQL. */
  public String condition() {
    return condition;
  }

  /** On a row: whether it does not belong to the slice. */
  org.apache.spark.sql.Column isOutside() {
    return not(coalesce(expr(condition), lit(false)));
  }

  /** Whether the partition of a row tells if it belongs to the slice. */
  boolean isWholePartitions(TableHome home) {
    return isWhole(Set.copyOf(home.partitions()));
  }

  /** Whether files partitioned by some columns lie inside or outside, each whole. */
  boolean isWhole(Set<String> partitions) {
    return partitions.containsAll(columns);
  }

  Predicate predicate() {
    return predicate;
  }

  @Override
  public String toString() {
    return condition;
  }

  private Slice or(Slice other) {
    return new Slice(
        "(%s) OR (%s)".formatted(condition, other.condition),
        new Or(predicate, other.predicate),
        columnsWith(other));
  }

  private Set<String> columnsWith(Slice other) {
    Set<String> all = new HashSet<>(columns);
    all.addAll(other.columns);
    return all;
  }
}
