package canbao.jobs.lake;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a table that one write replaces, as a condition on its columns.
 *
 * <p>Values are typed, so nothing that came from outside becomes SQL.
 */
public record Slice(String condition) {

  private static final Slice EVERYTHING = new Slice("true");

  public static Slice everything() {
    return EVERYTHING;
  }

  public static Slice where(String column, LocalDate day) {
    return new Slice(String.format(Locale.ROOT, "%s = DATE'%s'", column, day));
  }

  public static Slice where(String column, String text) {
    return new Slice("%s = '%s'".formatted(column, text.replace("\\", "\\\\").replace("'", "\\'")));
  }

  public static Slice whereNone(String column) {
    return new Slice(column + " IS NULL");
  }

  public Slice and(Slice other) {
    return new Slice("(%s) AND (%s)".formatted(condition, other.condition));
  }

  /** The rows of any of the slices; none of them is no row. */
  public static Slice anyOf(List<Slice> slices) {
    return slices.isEmpty()
        ? new Slice("false")
        : new Slice(slices.stream().map(slice -> "(" + slice + ")").collect(joining(" OR ")));
  }

  public static Slice anyOf(Slice... slices) {
    return anyOf(Arrays.asList(slices));
  }

  @Override
  public String toString() {
    return condition;
  }
}
