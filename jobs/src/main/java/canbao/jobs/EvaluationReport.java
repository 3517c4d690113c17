package canbao.jobs;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.evaluation.EvaluationKind;
import canbao.jobs.evaluation.EvaluationTables;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.run.Phase;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.RunContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an evaluation ends with: the province's judged indicators with the plan's notes on them,
 * those without a judgement, how many cities and counties are judged how, and what was overridden
 * at the gate.
 */
final class EvaluationReport {

  private static final String PROVINCE = "440000";
  private static final int SHOWN_PLACES = 2;

  private EvaluationReport() {}

  /** Paragraphs with a blank line between them. */
  static String of(RunContext context, EvaluationKind kind) {
    Phase.begin(context.spark(), "report of the evaluation of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    Dataset<Row> rows =
        lake.read(
            EvaluationTables.ASSESSMENT,
            Slice.where("as_of", context.asOf()).and(Slice.where("kind", kind.word())));
    List<Row> ofProvince =
        rows.filter(col("division").equalTo(PROVINCE)).orderBy("indicator", "sub").collectAsList();
    List<Row> judged = ofProvince.stream().filter(EvaluationReport::isJudged).toList();
    List<Row> others = ofProvince.stream().filter(row -> !isJudged(row)).toList();

    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(
        "Plan as of %s, %s\n".formatted(context.asOf(), kind.word()) + judgedTable(judged));
    paragraphs.add(notes(judged));
    paragraphs.add("Not judged\n" + othersTable(others));
    paragraphs.add(
        "Cities and counties\n" + citiesTable(rows.filter(col("division").notEqual(PROVINCE))));
    GateOverrides.on(lake, context.asOf()).drawn().ifPresent(paragraphs::add);
    return paragraphs.stream().filter(text -> !text.isEmpty()).collect(joining("\n\n"));
  }

  private static boolean isJudged(Row row) {
    return row.getAs("judgement") != null;
  }

  private static String judgedTable(List<Row> rows) {
    ReportTable table =
        ReportTable.of(
            "no",
            "indicator",
            "unit",
            "base",
            "target",
            "of",
            "value",
            "gap",
            "completion",
            "time",
            "judgement",
            "2020",
            "forecast",
            "state");
    for (Row row : rows) {
      Integer year = row.getAs("target_year");
      table.add(
          row.getAs("indicator"),
          name(row),
          row.getAs("unit"),
          row.getAs("base_2015"),
          year == null ? null : row.getAs("target_" + year),
          Objects.toString(year, null),
          shown(row.getAs("value")),
          row.getAs("gap"),
          percent(row.getAs("completion")),
          percent(row.getAs("time_share")),
          row.getAs("judgement"),
          row.getAs("target_2020"),
          shown(row.getAs("forecast_2020")),
          row.getAs("state"));
    }
    return table.drawn();
  }

  /** What the plan leaves open or contradicts, as the settings say it. */
  private static String notes(List<Row> rows) {
    return rows.stream()
        .filter(row -> !row.<String>getAs("note").isEmpty())
        .map(row -> row.getAs("indicator") + ": " + row.getAs("note"))
        .collect(joining("\n"));
  }

  private static String othersTable(List<Row> rows) {
    ReportTable table = ReportTable.of("no", "indicator", "state", "reason");
    for (Row row : rows) {
      table.add(row.getAs("indicator"), name(row), row.getAs("state"), row.getAs("reason"));
    }
    return table.drawn();
  }

  private static String citiesTable(Dataset<Row> rows) {
    ReportTable table = ReportTable.of("no", "indicator", "judgement", "state", "areas", "reason");
    String[] key = {"indicator", "indicator_name", "sub", "judgement", "state", "reason"};
    rows.groupBy(Stream.of(key).map(name -> col(name)).toArray(Column[]::new))
        .count()
        .orderBy("indicator", "sub", "judgement", "state", "reason")
        .collectAsList()
        .forEach(
            row ->
                table.add(
                    row.getAs("indicator"),
                    name(row),
                    row.getAs("judgement"),
                    row.getAs("state"),
                    row.getAs("count"),
                    isJudged(row) ? null : row.getAs("reason")));
    return table.drawn();
  }

  private static String name(Row row) {
    return Stream.<String>of(row.getAs("indicator_name"), row.getAs("sub"))
        .filter(part -> !part.isEmpty())
        .collect(joining(" "));
  }

  private static BigDecimal shown(BigDecimal value) {
    return value == null ? null : value.setScale(SHOWN_PLACES, RoundingMode.HALF_UP);
  }

  private static String percent(BigDecimal share) {
    return share == null ? null : shown(share.movePointRight(2)) + "%";
  }
}
