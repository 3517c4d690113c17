package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps what officers decided in {@code supervision.decision}, and brings the states of findings up
 * to date. Recording the same decisions twice changes nothing the second time.
 */
public final class DecisionRecord {

  private DecisionRecord() {}

  /**
   * Records decisions.
   *
   * @throws JobFailure USAGE if one is about a finding that is not there; then none is recorded
   */
  public static StepSummary add(SparkSession spark, Settings settings, List<Decision> decisions) {
    Lake lake = new Lake(spark, settings.lake());
    refuseUnknown(lake, decisions);
    Dataset<Row> recorded = lake.read(SupervisionTables.DECISION);
    Set<Decision> known = new HashSet<>(known(recorded));
    List<Decision> news =
        new LinkedHashSet<>(decisions).stream().filter(one -> !known.contains(one)).toList();
    if (!news.isEmpty()) {
      lake.add(
          SupervisionTables.DECISION,
          spark.createDataFrame(
              rows(news, lastNumber(recorded)), SupervisionTables.DECISION.columns()));
    }
    // Also when nothing is new: a run before may have been killed between the two tables.
    lake.replace(
        SupervisionTables.FINDING,
        LifeCycle.withState(
            lake.read(SupervisionTables.FINDING), lake.read(SupervisionTables.DECISION)),
        Slice.everything());
    return new StepSummary("mark", decisions.size(), news.size(), 0, news.size());
  }

  private static List<Decision> known(Dataset<Row> recorded) {
    return recorded
        .select(
            col("finding_id"),
            col("state"),
            col("officer"),
            col("decided_on").cast("string"),
            col("note"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Decision(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    java.time.LocalDate.parse(row.getString(3)),
                    row.getString(4)))
        .toList();
  }

  private static long lastNumber(Dataset<Row> recorded) {
    return recorded.agg(coalesce(max("decision_no"), lit(0L))).head().getLong(0);
  }

  private static List<Row> rows(List<Decision> news, long last) {
    List<Row> rows = new ArrayList<>();
    for (Decision one : news) {
      rows.add(
          RowFactory.create(
              last + rows.size() + 1,
              one.findingId(),
              one.state(),
              one.decidedOn(),
              one.officer(),
              one.note()));
    }
    return rows;
  }

  private static void refuseUnknown(Lake lake, List<Decision> decisions) {
    Set<String> asked = decisions.stream().map(Decision::findingId).collect(Collectors.toSet());
    Set<String> there =
        lake
            .read(SupervisionTables.FINDING)
            .filter(col("finding_id").isin(asked.toArray()))
            .select("finding_id")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
    List<String> unknown = asked.stream().filter(id -> !there.contains(id)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new JobFailure(
          ExitCode.USAGE,
          "No decision was recorded",
          "supervision.finding has no row of " + String.join(", ", unknown),
          "Correct these ids and give the file again");
    }
  }
}
