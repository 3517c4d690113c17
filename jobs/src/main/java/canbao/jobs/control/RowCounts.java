package canbao.jobs.control;

import static java.util.stream.Collectors.toMap;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * How many rows the tables of the register must have, by all that was written to them: {@code
 * quality.row_count}. Whoever reads them holds this against what their logs say; it costs no look
 * at a row.
 */
public final class RowCounts {

  private final Lake lake;
  private final Map<String, Long> expected;

  private RowCounts(Lake lake, Map<String, Long> expected) {
    this.lake = lake;
    this.expected = new TreeMap<>(expected);
  }

  /**
   * Of some tables.
   *
   * @param expected rows by table
   */
  public static RowCounts of(Lake lake, Map<String, Long> expected) {
    return new RowCounts(lake, expected);
  }

  /** As they were noted; a lake that was written to before may have none. */
  public static RowCounts read(Lake lake) {
    return new RowCounts(
        lake,
        lake
            .read(ControlTables.ROW_COUNT)
            .select("table_name", "row_count")
            .collectAsList()
            .stream()
            .collect(toMap(row -> row.getString(0), row -> row.getLong(1))));
  }

  /** One number a table: the rows that it must have, and those that it has. */
  public List<ControlNumber> held() {
    return expected.entrySet().stream()
        .map(table -> ControlNumber.of(table.getKey(), table.getValue(), lake.size(table.getKey())))
        .toList();
  }

  /** Rows by table. */
  public Map<String, Long> all() {
    return Map.copyOf(expected);
  }

  /** Notes the rows that some tables must have from now on. */
  public void note(Map<String, Long> rows) {
    expected.putAll(rows);
    List<Row> all =
        expected.entrySet().stream()
            .map(table -> RowFactory.create(table.getKey(), table.getValue()))
            .toList();
    lake.replace(
        ControlTables.ROW_COUNT,
        lake.spark().createDataFrame(all, ControlTables.ROW_COUNT.columns()),
        Slice.everything());
  }
}
