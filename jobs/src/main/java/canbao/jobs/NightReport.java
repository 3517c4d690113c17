package canbao.jobs;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.metric.DayAnomalies;
import canbao.jobs.problem.DayProblems;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.run.Percent;
import canbao.jobs.run.Phase;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.RunContext;
import canbao.jobs.usability.UsabilityPage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a night ends with: the 21 cities and the province as they were released. */
final class NightReport {

  private static final int PERCENT_PLACES = 2;

  private NightReport() {}

  /**
   * One table a family that has a target, by the headline denominator, then which numbers are
   * unlike their past, how far they can be used, how many rules are broken and what was overridden
   * at the gate; a blank line stands between two.
   */
  static String of(RunContext context) {
    Phase.begin(context.spark(), "report of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    Dataset<Row> released = lastRelease(lake, context);
    List<String> pages = new ArrayList<>();
    for (String family : List.of("pension", "medical")) {
      String title = family + " by " + context.settings().denominators().headline();
      pages.add(title + "\n" + table(released.filter(col("family").equalTo(family))));
    }
    pages.add(DayAnomalies.on(lake, context.asOf()).drawn());
    pages.add(UsabilityPage.of(lake, context.asOf()));
    pages.add(DayProblems.on(lake, context.asOf()).drawn());
    GateOverrides.on(lake, context.asOf()).drawn().ifPresent(pages::add);
    return String.join("\n\n", pages);
  }

  private static Dataset<Row> lastRelease(Lake lake, RunContext context) {
    String last =
        lake.table("release.ledger", Slice.where("as_of", context.asOf()))
            .orElseThrow()
            .orderBy(col("revision").desc())
            .select("release_id")
            .head()
            .getString(0);
    return lake.table("release.city_coverage", Slice.where("release_id", last))
        .orElseThrow()
        .filter(col("denominator").equalTo(context.settings().denominators().headline()))
        .filter(col("basis").notEqual("enrolment"));
  }

  private static String table(Dataset<Row> rows) {
    ReportTable table =
        ReportTable.of(
            "division",
            "name",
            "due",
            "covered",
            "rate",
            "low",
            "high",
            "target",
            "gap",
            "verdict",
            "state");
    rows.orderBy("is_memo", "division").collectAsList().forEach(row -> add(table, row));
    return table.drawn();
  }

  private static void add(ReportTable table, Row row) {
    Long due = row.getAs("due");
    Integer target = row.getAs("target_bp");
    table.add(
        row.getAs("division"),
        row.getAs("division_name"),
        due,
        row.getAs("covered"),
        percent(row.getAs("covered"), due),
        percent(row.getAs("covered_low"), due),
        percent(row.getAs("covered_high"), due),
        target == null ? null : BigDecimal.valueOf(target, PERCENT_PLACES) + "%",
        row.getAs("gap"),
        row.getAs("verdict"),
        row.getAs("state"));
  }

  private static String percent(Long people, Long due) {
    return due == null || due == 0 ? null : Percent.of(people, due);
  }
}
