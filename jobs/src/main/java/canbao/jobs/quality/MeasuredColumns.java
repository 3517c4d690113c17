package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * What is measured of the columns of a source, as few narrow columns over its rows: which are
 * filled, a bit each, and the numbers.
 *
 * @param all names of the columns in their order; those beyond the 63rd are not measured
 * @param numbers names of those that are numbers
 */
public record MeasuredColumns(List<String> all, List<String> numbers) {

  /** BIGINT, never NULL: bit i is set if column i has a value that can be read. */
  public static final String FILLED = "filled";

  private static final String NUMBER = "number_";

  public MeasuredColumns {
    all = all.subList(0, Math.min(all.size(), RowRules.MOST_RULES));
    numbers = List.copyOf(numbers);
  }

  public static MeasuredColumns of(SourceSpec source) {
    return new MeasuredColumns(
        source.columns().stream().map(ColumnSpec::name).toList(),
        source.columns().stream()
            .filter(column -> column.kind() == ColumnKind.AMOUNT)
            .map(ColumnSpec::name)
            .toList());
  }

  /**
   * The columns {@code filled} and {@code number_0}, {@code number_1}, … (DOUBLE).
   *
   * @param slots how many numbers there are to be; those that the source has not are NULL
   */
  public List<Column> columns(int slots) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        IntStream.range(0, all.size())
            .mapToObj(i -> when(quoted(all.get(i)).isNotNull(), lit(bit(i))).otherwise(lit(0L)))
            .reduce(Column::bitwiseOR)
            .orElse(lit(0L))
            .as(FILLED));
    for (int i = 0; i < slots; i++) {
      Column number = i < numbers.size() ? quoted(numbers.get(i)) : lit(null);
      columns.add(number.cast("double").as(number(i)));
    }
    return columns;
  }

  /** Whether a column is one of {@link #columns}. */
  public static boolean isOne(String name) {
    return name.equals(FILLED) || name.startsWith(NUMBER);
  }

  static String number(int slot) {
    return NUMBER + slot;
  }

  static long bit(int column) {
    return 1L << column;
  }

  private static Column quoted(String column) {
    return col("`" + column + "`");
  }
}
