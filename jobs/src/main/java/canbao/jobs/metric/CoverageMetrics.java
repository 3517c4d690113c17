package canbao.jobs.metric;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.anomaly.Point;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** The numbers of a day's coverage by the headline denominator: due, covered, rate and links. */
final class CoverageMetrics {

  private CoverageMetrics() {}

  /**
   * The numbers that a run has counted; none if coverage was not counted by it.
   *
   * @param headline id of the denominator
   */
  static List<Metric> of(Lake lake, LocalDate day, String runId, String headline) {
    List<Metric> metrics = new ArrayList<>();
    lake.table("coverage.city_coverage", Slice.where("as_of", day)).stream()
        .flatMap(
            cells ->
                cells
                    .filter(
                        col("run_id")
                            .equalTo(runId)
                            .and(col("denominator").equalTo(headline))
                            .and(col("basis").notEqual("enrolment"))
                            .and(col("family").isin("pension", "medical"))
                            .and(col("is_memo").equalTo(false))
                            .and(col("due").isNotNull()))
                    .select("division", "family", "due", "covered_low", "covered", "covered_high")
                    .collectAsList()
                    .stream())
        .forEach(cell -> add(metrics, day, cell));
    return metrics;
  }

  private static void add(List<Metric> metrics, LocalDate day, Row cell) {
    String division = cell.getString(0);
    String family = cell.getString(1);
    long due = cell.getLong(2);
    long low = cell.getLong(3);
    long covered = cell.getLong(4);
    long high = cell.getLong(5);
    metrics.add(metric("due", family, division, Point.count(day, due)));
    metrics.add(metric("covered", family, division, Point.count(day, covered)));
    metrics.add(metric("links_exact", family, division, Point.count(day, low)));
    metrics.add(metric("links_certain", family, division, Point.count(day, covered - low)));
    metrics.add(metric("links_probable", family, division, Point.count(day, high - covered)));
    if (due > 0) {
      metrics.add(metric("coverage_rate", family, division, Point.rate(day, covered, due)));
    }
  }

  private static Metric metric(String kind, String family, String division, Point point) {
    return new Metric(MetricName.ofFamily(kind, family), division, point);
  }
}
