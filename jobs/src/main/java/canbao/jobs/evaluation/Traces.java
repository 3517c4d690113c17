package canbao.jobs.evaluation;

import canbao.jobs.lake.TableHome;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Cell.Look;
import canbao.jobs.workbook.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Where each cell of a sheet comes from: table, row and column, and what that row rests on. */
final class Traces {

  static final String SHEET = "来源";

  private static final List<String> HEADER =
      List.of("单元格", "表", "行 (键)", "列", "发布编号", "数值来源", "版本", "运行编号");
  private static final List<Integer> WIDTHS = List.of(14, 28, 70, 20, 18, 12, 16, 26);

  private final String ofSheet;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * @param ofSheet name of the sheet whose cells are traced
   */
  Traces(String ofSheet) {
    this.ofSheet = ofSheet;
    rows.add(HEADER.stream().map(text -> Cell.of(text, Look.HEADER)).toList());
  }

  /**
   * A cell that shows a column of a row.
   *
   * @param row from 0, of the sheet
   * @param column from 0, of the sheet
   * @param from the row of the table
   */
  void add(int row, int column, TableHome home, Row from, String name) {
    String place = Sheet.place(ofSheet, row, column);
    rows.add(
        List.of(
            Cell.of(Sheet.place(row, column)).leadingTo(place),
            Cell.of(home.qualifiedName()),
            Cell.of(key(home, from)),
            Cell.of(name),
            Cell.of(text(from, "release_id")),
            Cell.of(text(from, "source")),
            Cell.of(edition(from)),
            Cell.of(text(from, "run_id"))));
  }

  /** The release or publication that a value is of. */
  private static String edition(Row row) {
    return Stream.of("source_release_id", "edition", "local_amount_edition")
        .map(column -> text(row, column))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String key(TableHome home, Row row) {
    return home.key().stream()
        .map(column -> column + "=" + text(row, column))
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }

  /** Empty if the row has no such column or nothing in it. */
  private static String text(Row row, String column) {
    boolean has = List.of(row.schema().fieldNames()).contains(column);
    return has ? Objects.toString(row.getAs(column), "") : "";
  }

  Sheet sheet() {
    return new Sheet(SHEET, 1, WIDTHS, rows);
  }
}
