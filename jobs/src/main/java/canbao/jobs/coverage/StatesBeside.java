package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What two tables of {@code person_state} say of people of whom they say different things, side by
 * side: person_key, then the asked columns with the prefixes {@link #BEFORE} and {@link #AFTER}.
 * Who has no state on one side has nothing there.
 */
final class StatesBeside {

  static final String BEFORE = "before_";
  static final String AFTER = "after_";

  /** INT that can be asked for beside the columns of the table: lines with a live relation. */
  static final String LINES = "lines";

  private static final String KEY = "person_key";

  private StatesBeside() {}

  /**
   * Compares two tables.
   *
   * @param compared columns in which people must differ to be there
   * @param shown more columns, which do not count for that
   */
  static Dataset<Row> differing(
      Dataset<Row> before, Dataset<Row> after, List<String> compared, List<String> shown) {
    List<String> asked = Stream.of(compared, shown).flatMap(List::stream).toList();
    Column isAlike =
        compared.stream()
            .map(name -> before(name).eqNullSafe(after(name)))
            .reduce(Column::and)
            .orElseThrow();
    return side(before, asked, BEFORE)
        .join(side(after, asked, AFTER), KEY, "full_outer")
        .filter(not(isAlike));
  }

  static Column before(String name) {
    return col(BEFORE + name);
  }

  static Column after(String name) {
    return col(AFTER + name);
  }

  private static Dataset<Row> side(Dataset<Row> states, List<String> asked, String prefix) {
    Column[] columns =
        Stream.concat(Stream.of(col(KEY)), asked.stream().map(name -> said(name).as(prefix + name)))
            .toArray(Column[]::new);
    return states.select(columns);
  }

  private static Column said(String name) {
    return name.equals(LINES) ? PersonGroups.linesAnywhere() : col(name);
  }
}
