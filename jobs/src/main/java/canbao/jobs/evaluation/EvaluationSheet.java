package canbao.jobs.evaluation;

import canbao.jobs.lake.TableHome;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Cell.Look;
import canbao.jobs.workbook.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The standard sheet of an evaluation (年度考核, 中期评估): a line for each row of box 2, of the province.
 * A cell without a value has its reason as a comment; a thick line stands where a series is broken,
 * and the footnotes below say why.
 */
final class EvaluationSheet {

  static final String NAME = "评估表";

  private static final int FIRST_LINE = 3;
  private static final List<String> BEFORE_YEARS = List.of("序号", "指标", "单位", "2015年基数");
  private static final List<String> AFTER_YEARS =
      List.of(
          "2018年目标", "应达目标年份", "完成率", "时间进度", "结论", "差距人数", "达标区域", "2020年目标", "2020年预测", "预测下限",
          "预测上限", "定义", "数据来源", "版本", "原因", "措施", "责任单位", "脚注");
  private static final List<Integer> WIDTHS_BEFORE = List.of(6, 34, 10, 10);
  private static final List<Integer> WIDTHS_AFTER =
      List.of(16, 8, 10, 10, 14, 12, 18, 16, 12, 12, 12, 40, 12, 16, 24, 24, 16, 8);

  private final EvaluationContent content;
  private final List<List<Cell>> lines = new ArrayList<>();
  private final Traces traces = new Traces(NAME);

  EvaluationSheet(EvaluationContent content) {
    this.content = content;
    addTitle();
    content.indicators().forEach(this::addLine);
    addFootnotes();
  }

  Sheet sheet() {
    List<Integer> widths = new ArrayList<>(WIDTHS_BEFORE);
    content.years().forEach(unused -> widths.add(12));
    widths.addAll(WIDTHS_AFTER);
    return new Sheet(NAME, FIRST_LINE, widths, lines);
  }

  Traces traces() {
    return traces;
  }

  private void addTitle() {
    lines.add(List.of(Cell.of("广东省社会保障事业发展“十三五”规划 主要指标" + content.title(), Look.TITLE)));
    lines.add(List.of(Cell.of(content.basis())));
    List<String> header = new ArrayList<>(BEFORE_YEARS);
    content.years().forEach(year -> header.add(year + "年实际"));
    header.addAll(AFTER_YEARS);
    lines.add(header.stream().map(text -> Cell.of(text, Look.HEADER)).toList());
  }

  private void addLine(IndicatorKey key) {
    Row assessed = content.assessment(key);
    Row value = content.value(key);
    Line line = new Line();
    line.add(Cell.of(assessed.getAs("indicator")), assessed, "indicator");
    line.add(Cell.of(name(assessed), Look.TEXT), assessed, "indicator_name");
    line.add(Cell.of(assessed.getAs("unit")), assessed, "unit");
    line.add(Cell.of(assessed.getAs("base_2015")), assessed, "base_2015");
    content.years().forEach(year -> line.addYear(content.year(key, year)));
    line.add(Cell.of(assessed.getAs("target_2018"), Look.TEXT), assessed, "target_2018");
    for (String column : List.of("target_year", "completion", "time_share", "judgement", "gap")) {
      line.add(reasoned(assessed, column, "reason"), assessed, column);
    }
    line.add(Cell.of(areas(assessed).orElse(null)), assessed, "areas_met");
    line.add(Cell.of(assessed.getAs("target_2020"), Look.TEXT), assessed, "target_2020");
    for (String column : List.of("forecast_2020", "forecast_low", "forecast_high")) {
      line.add(reasoned(assessed, column, "forecast_reason"), assessed, column);
    }
    line.addOfValue(Cell.of(value.getAs("definition"), Look.TEXT), value, "definition");
    line.addOfValue(Cell.of(value.getAs("source")), value, "source");
    line.addOfValue(Cell.of(edition(value), Look.TEXT), value, "edition");
    for (String column : List.of("cause", "measure_taken", "responsible_unit")) {
      line.add(Cell.of(assessed.getAs(column), Look.TEXT), assessed, column);
    }
    line.cells.add(Cell.of(content.footnotes(key)));
    lines.add(line.cells);
  }

  /** The cells of a line, each traced when it is added. */
  private final class Line {

    private final List<Cell> cells = new ArrayList<>();

    void add(Cell cell, Row from, String column) {
      add(cell, EvaluationTables.ASSESSMENT, from, column);
    }

    void addOfValue(Cell cell, Row from, String column) {
      add(cell, EvaluationTables.INDICATOR_VALUE, from, column);
    }

    void addYear(Row point) {
      boolean isBreak = point.getAs("is_break");
      Cell cell = reasoned(point, "value", "reason");
      Cell shown = isBreak ? Cell.of(cell.value(), Look.NUMBER_AFTER_BREAK) : cell;
      add(
          isBreak ? shown.commented("脚注 " + EvaluationContent.footnotes(point)) : shown,
          EvaluationTables.SERIES,
          point,
          "value");
    }

    private void add(Cell cell, TableHome home, Row from, String column) {
      traces.add(lines.size(), cells.size(), home, from, column);
      cells.add(cell);
    }
  }

  private void addFootnotes() {
    lines.add(List.of());
    lines.add(List.of(Cell.of("空格之处的原因见批注 / an empty cell has its reason as a comment")));
    lines.add(List.of(Cell.of("2020年预测: " + Outlook.METHOD)));
    content.breaks().forEach(row -> lines.add(List.of(Cell.of(footnote(row)))));
    lines.add(List.of(Cell.of("每格的出处").leadingTo(Sheet.place(Traces.SHEET, 0, 0))));
  }

  private static String footnote(Row row) {
    String sub = row.getAs("sub");
    return "脚注%d (%d年, 指标%d%s): %s"
        .formatted(
            row.<Integer>getAs("footnote"),
            row.<Integer>getAs("year"),
            row.<Integer>getAs("indicator"),
            sub.isEmpty() ? "" : " " + sub,
            row.<String>getAs("note"));
  }

  /** A column with the reason as a comment where it is empty. */
  private static Cell reasoned(Row row, String column, String reason) {
    Cell cell = TableSheet.cell(row, column);
    String why = row.getAs(reason);
    return cell.value() == null && why != null ? cell.commented(Reason.explained(why)) : cell;
  }

  private static Optional<String> areas(Row assessed) {
    return Optional.ofNullable(assessed.<Integer>getAs("areas"))
        .map(
            all ->
                "%d/%d (已知%d)"
                    .formatted(
                        assessed.<Integer>getAs("areas_met"),
                        all,
                        assessed.<Integer>getAs("areas_known")));
  }

  private static String name(Row row) {
    return joined(" ", row.getAs("indicator_name"), row.getAs("sub"));
  }

  private static String edition(Row value) {
    return joined(
        "; ", value.getAs("source_release_id"), value.getAs("edition"), value.getAs("publisher"));
  }

  private static String joined(String between, String... parts) {
    return Stream.of(parts)
        .filter(Objects::nonNull)
        .filter(Predicate.not(String::isEmpty))
        .reduce((one, other) -> one + between + other)
        .orElse("");
  }
}
