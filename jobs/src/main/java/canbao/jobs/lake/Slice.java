package canbao.jobs.lake;

import io.delta.kernel.expressions.AlwaysFalse;
import io.delta.kernel.expressions.AlwaysTrue;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a table that one write replaces, as a condition on its columns.
 *
 * <p>Values are typed, so nothing that came from outside becomes SQL.
 */
public final class Slice {

  private static final Slice EVERYTHING = new Slice("true", AlwaysTrue.ALWAYS_TRUE);
  private static final Slice NOTHING = new Slice("false", AlwaysFalse.ALWAYS_FALSE);

  private final String condition;
  private final Predicate predicate;

  /**
   * @param condition in SQL
   * @param predicate the same for Delta Kernel
   */
  private Slice(String condition, Predicate predicate) {
    this.condition = condition;
    this.predicate = predicate;
  }

  public static Slice everything() {
    return EVERYTHING;
  }

  public static Slice where(String column, LocalDate day) {
    return new Slice(
        String.format(Locale.ROOT, "%s = DATE'%s'", column, day),
        new Predicate("=", new Column(column), Literal.ofDate(Math.toIntExact(day.toEpochDay()))));
  }

  public static Slice where(String column, String text) {
    return new Slice(
        "%s = '%s'".formatted(column, text.replace("\\", "\\\\").replace("'", "\\'")),
        new Predicate("=", new Column(column), Literal.ofString(text)));
  }

  /** The rows of later days. */
  public static Slice after(String column, LocalDate day) {
    return new Slice(
        String.format(Locale.ROOT, "%s > DATE'%s'", column, day),
        new Predicate(">", new Column(column), Literal.ofDate(Math.toIntExact(day.toEpochDay()))));
  }

  public static Slice whereNone(String column) {
    return new Slice(column + " IS NULL", new Predicate("IS_NULL", new Column(column)));
  }

  public Slice and(Slice other) {
    return new Slice(
        "(%s) AND (%s)".formatted(condition, other.condition), new And(predicate, other.predicate));
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

  Predicate predicate() {
    return predicate;
  }

  @Override
  public String toString() {
    return condition;
  }

  private Slice or(Slice other) {
    return new Slice(
        "(%s) OR (%s)".formatted(condition, other.condition), new Or(predicate, other.predicate));
  }
}
