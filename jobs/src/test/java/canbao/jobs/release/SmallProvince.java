package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.TextTable;
import canbao.jobs.coverage.CoverageTables;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * A lake with the pensions of a province and two of its cities, of which only {@code city_coverage}
 * and {@code bridge} were counted unless more is asked for; a release notes the versions of all
 * tables below its numbers, so they are there.
 *
 * @param settings those delivered
 */
record SmallProvince(Lake lake, Settings settings) {

  SmallProvince(SparkSession spark, Path folder) {
    this(new Lake(spark, folder.resolve("lake").toString()), settings(folder));
    for (String table :
        List.of(
            "register.person", "register.enrolment", "register.status", "coverage.person_state")) {
      TableHome home = TableHome.of(table, "of the test").column("as_of DATE", "day");
      lake.replace(home, rows(home, List.of()), Slice.everything());
    }
  }

  private static Settings settings(Path folder) {
    return Settings.load(
        Path.of("../conf"), "local", Map.of("lake", folder.resolve("lake").toString()));
  }

  /** Covered people of the province and the two cities, of ten more; a bridge is one step. */
  void computed(LocalDate day, long province, long guangzhou, long shenzhen) {
    Dataset<Row> covered =
        TextTable.table(
                lake.spark(),
                """
                division STRING | covered BIGINT | running BIGINT
                440000 | %1$d | %1$d
                440100 | %2$d | %2$d
                440300 | %3$d | %3$d
                """
                    .formatted(province, guangzhou, shenzhen))
            .withColumn("as_of", lit(day))
            .withColumn("known_on", lit(day))
            .withColumn("basis", lit("residence"))
            .withColumn("denominator", lit("resident_due"))
            .withColumn("family", lit("pension"))
            .withColumn("due", col("covered").plus(10))
            .withColumn("covered_low", col("covered"))
            .withColumn("covered_high", col("covered"))
            .withColumn("state", lit("fresh"));
    for (TableHome home : List.of(CoverageTables.CITY_COVERAGE, CoverageTables.BRIDGE)) {
      lake.replace(home, completed(covered, home), Slice.where("as_of", day));
    }
  }

  /** Groups of some counties by the run of the day: each with the day until which it is hidden. */
  void grouped(LocalDate day, String hiddenUntilByCounty) {
    TableHome home = CoverageTables.GROUP_COVERAGE;
    Column isHidden = col("hidden_until").isNotNull();
    Dataset<Row> groups =
        TextTable.table(lake.spark(), "division STRING | hidden_until DATE\n" + hiddenUntilByCounty)
            .withColumn("as_of", lit(day))
            .withColumn("suppressed", isHidden)
            .withColumn("due", when(not(isHidden), lit(20L)))
            .withColumn("covered", col("due"))
            .withColumn("reason", when(isHidden, lit("few_in_cells")))
            .withColumn("run_id", lit(BatchLog.read(lake).runId(day, settings.fingerprint())));
    lake.replace(home, completed(groups, home), Slice.where("as_of", day));
  }

  /** Nothing but that the province goes on from so many covered people of an earlier day. */
  void changed(LocalDate from, LocalDate day, long covered) {
    TableHome home =
        CoverageTables.all().stream()
            .filter(table -> table.name().equals("change"))
            .findFirst()
            .orElseThrow();
    Dataset<Row> changes =
        lake.spark()
            .range(1)
            .select(
                lit(from).as("from_as_of"),
                lit(day).as("to_as_of"),
                lit("residence").as("basis"),
                lit("440000").as("division"),
                lit("pension").as("family"),
                lit(covered + 10).as("due_before"),
                lit(covered + 10).as("due_after"),
                lit(covered).as("covered_before"),
                lit(covered).as("covered_after"));
    lake.replace(home, completed(changes, home), Slice.where("to_as_of", day));
  }

  /**
   * Releases the day.
   *
   * @param held a city that the gate holds, or ""
   * @return whether there was something new to release
   */
  boolean released(LocalDate day, String held) {
    String runId = BatchLog.read(lake).runId(day, settings.fingerprint());
    List<Row> verdicts =
        List.of("440000", "440100", "440300").stream()
            .map(division -> verdict(day, runId, division, division.equals(held)))
            .toList();
    lake.replace(
        QualityTables.GATE_VERDICT,
        rows(QualityTables.GATE_VERDICT, verdicts),
        Slice.where("as_of", day));
    Clock clock = Clock.fixed(Instant.parse("2019-01-01T02:00:00Z"), ZoneOffset.UTC);
    return ReleaseJob.run(new RunContext(lake.spark(), settings, day, clock)).written() > 0;
  }

  private Dataset<Row> rows(TableHome home, List<Row> rows) {
    return lake.spark().createDataFrame(rows, home.columns());
  }

  private static Row verdict(LocalDate day, String runId, String division, boolean isHeld) {
    return isHeld
        ? RowFactory.create(day, runId, division, "held", new String[] {"a rule"})
        : RowFactory.create(day, runId, division, "released", new String[0]);
  }

  /** With anything lawful in the columns that no test looks at. */
  private static Dataset<Row> completed(Dataset<Row> rows, TableHome home) {
    Dataset<Row> all = rows;
    for (StructField field : home.columns().fields()) {
      if (!List.of(rows.columns()).contains(field.name())) {
        String value =
            switch (field.dataType().typeName()) {
              case "string" -> "x";
              case "date" -> "2018-12-31";
              default -> "0";
            };
        all =
            all.withColumn(
                field.name(), lit(field.nullable() ? null : value).cast(field.dataType()));
      }
    }
    return all;
  }
}
