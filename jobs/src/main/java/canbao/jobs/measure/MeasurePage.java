package canbao.jobs.measure;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.Percent;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.RunContext;
import org.apache.spark.sql.Row;

/** The measures of a day for people: those of the province that are true of anybody. */
public final class MeasurePage {

  private MeasurePage() {}

  /** The page, without a line break at its end. */
  public static String of(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    ReportTable table = ReportTable.of("measure", "subject", "numerator", "denominator", "share");
    lake.read(MeasureTables.STARTER_MEASURE, Slice.where("as_of", context.asOf()))
        .filter(col("division").equalTo(GateDecision.PROVINCE).and(col("numerator").gt(0)))
        .orderBy("measure", "subject")
        .select("measure", "subject", "numerator", "denominator")
        .collectAsList()
        .forEach(row -> add(table, row));
    return "Province on %s; cities: quality.starter_measure%n%s"
        .formatted(context.asOf(), table.drawn());
  }

  private static void add(ReportTable table, Row row) {
    long numerator = row.getLong(2);
    long denominator = row.getLong(3);
    table.add(
        row.getString(0),
        row.getString(1),
        numerator,
        denominator,
        Percent.of(numerator, denominator));
  }
}
