package canbao.jobs.evaluation;

import static java.util.stream.Collectors.joining;

import canbao.jobs.lake.TableHome;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Cell.Look;
import canbao.jobs.workbook.Sheet;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/** A table of the lake as a sheet, a column a column: what it is called, and its name for SQL. */
final class TableSheet {

  /** Columns of shares of one. */
  private static final Set<String> SHARES = Set.of("completion", "time_share", "fulfilment");

  private static final int HEADER_ROWS = 3;
  private static final int WIDTH = 14;

  private TableSheet() {}

  /**
   * @param name of the sheet
   * @param rows of the table, in the order of the sheet
   */
  static Sheet of(String name, TableHome home, List<Row> rows) {
    List<StructField> columns = Arrays.asList(home.columns().fields());
    List<List<Cell>> cells = new ArrayList<>();
    cells.add(List.of(Cell.of(home.comment() + " — " + home.qualifiedName(), Look.TITLE)));
    cells.add(columns.stream().map(column -> Cell.of(title(column), Look.HEADER)).toList());
    cells.add(columns.stream().map(column -> Cell.of(column.name(), Look.HEADER)).toList());
    for (Row row : rows) {
      cells.add(columns.stream().map(column -> cell(row, column.name())).toList());
    }
    return new Sheet(name, HEADER_ROWS, columns.stream().map(unused -> WIDTH).toList(), cells);
  }

  /** The Chinese part of a comment. */
  private static String title(StructField column) {
    return column.metadata().getString("comment").split(" / ", 2)[0];
  }

  static Cell cell(Row row, String column) {
    int place = row.fieldIndex(column);
    Object value =
        row.schema().apply(place).dataType() instanceof ArrayType
            ? row.getList(place).stream().map(String::valueOf).collect(joining(", "))
            : row.get(place);
    Look look =
        SHARES.contains(column)
            ? Look.PERCENT
            : value instanceof BigDecimal ? Look.NUMBER : Look.PLAIN;
    return Cell.of(plain(value), look);
  }

  private static Object plain(Object value) {
    return value instanceof Date day ? day.toLocalDate() : value;
  }
}
