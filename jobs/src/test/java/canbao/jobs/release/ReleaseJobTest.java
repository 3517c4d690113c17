package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.coverage.CoverageTables;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.GateOverrides;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two cities and the province on two days; the second city, 440300, is held now and then. */
@ExtendWith(LocalSpark.class)
class ReleaseJobTest {

  private static final LocalDate DAY_30 = LocalDate.of(2018, 12, 30);
  private static final LocalDate DAY_31 = LocalDate.of(2018, 12, 31);
  private static final String NOBODY = "";
  private static final String SHENZHEN = "440300";

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;
  private Settings settings;

  ReleaseJobTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @Test
  void aHeldCityRepeatsWhatWasLastReleasedOfItAndNothingIsReleasedTwice() {
    aLake();

    computed(DAY_30, 300, 190, 95);
    assertThat(released(DAY_30, SHENZHEN)).isTrue();
    assertThat(released(DAY_30, SHENZHEN)).isFalse();
    assertThat(released(DAY_30, NOBODY)).isTrue();

    computed(DAY_31, 301, 191, 60);
    assertThat(released(DAY_31, SHENZHEN)).isTrue();
    assertThat(released(DAY_31, SHENZHEN)).isFalse();

    computed(DAY_31, 302, 191, 96);
    assertThat(released(DAY_31, NOBODY)).isTrue();

    computed(DAY_31, 303, 192, 61);
    assertThat(released(DAY_31, SHENZHEN)).isTrue();
    assertThat(released(DAY_31, SHENZHEN)).isFalse();

    assertThat(TextTable.drawn(releases()))
        .isEqualTo(
            """
            release_id string | as_of date | division string | covered bigint | bridge bigint | state string | stale_since date
            2018-12-30-r1 | 2018-12-30 | 440000 | 300 | 300 | fresh |\s
            2018-12-30-r1 | 2018-12-30 | 440100 | 190 | 190 | fresh |\s
            2018-12-30-r1 | 2018-12-30 | 440300 | 0 | 0 | no_data |\s
            2018-12-30-r2 | 2018-12-30 | 440000 | 300 | 300 | fresh |\s
            2018-12-30-r2 | 2018-12-30 | 440100 | 190 | 190 | fresh |\s
            2018-12-30-r2 | 2018-12-30 | 440300 | 95 | 95 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440000 | 301 | 301 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440100 | 191 | 191 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440300 | 95 | 95 | stale | 2018-12-30
            2018-12-31-r2 | 2018-12-31 | 440000 | 302 | 302 | fresh |\s
            2018-12-31-r2 | 2018-12-31 | 440100 | 191 | 191 | fresh |\s
            2018-12-31-r2 | 2018-12-31 | 440300 | 96 | 96 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440000 | 303 | 303 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440100 | 192 | 192 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440300 | 96 | 96 | stale | 2018-12-31""");
  }

  @Test
  void theLedgerKeepsWhatWasOverriddenOnTheDay() {
    aLake();
    computed(DAY_30, 300, 190, 95);
    computed(DAY_31, 301, 191, 60);
    GateOverrides.record(
        lake,
        new GateOverride("population.holding", SHENZHEN, DAY_31, DAY_31, "letter 117", "zhang"),
        Instant.parse("2019-01-01T02:00:00Z"));
    boolean before = released(DAY_30, NOBODY);
    boolean that = released(DAY_31, NOBODY);

    assertThat(before && that).isTrue();
    assertThat(
            TextTable.drawn(
                lake.table("release.ledger")
                    .orElseThrow()
                    .selectExpr("release_id", "to_json(overrides) AS overrides")))
        .isEqualTo(
            """
            release_id string | overrides string
            2018-12-30-r1 | []
            2018-12-31-r1 | [{"rule":"population.holding","division":"440300","until_day":"2018-12-31","reason":"letter 117","who":"zhang"}]""");
  }

  /** Whether a release was made while the gate holds a city. */
  private boolean released(LocalDate day, String held) {
    String runId = BatchLog.read(lake).runId(day, settings.fingerprint());
    List<Row> verdicts =
        List.of("440000", "440100", "440300").stream()
            .map(division -> verdict(day, runId, division, division.equals(held)))
            .toList();
    lake.replace(
        QualityTables.GATE_VERDICT,
        spark.createDataFrame(verdicts, QualityTables.GATE_VERDICT.columns()),
        Slice.where("as_of", day));
    Clock clock = Clock.fixed(Instant.parse("2019-01-01T02:00:00Z"), ZoneOffset.UTC);
    return ReleaseJob.run(new RunContext(spark, settings, day, clock)).written() > 0;
  }

  private static Row verdict(LocalDate day, String runId, String division, boolean isHeld) {
    return isHeld
        ? RowFactory.create(day, runId, division, "held", new String[] {"a rule"})
        : RowFactory.create(day, runId, division, "released", new String[0]);
  }

  /** Covered people of the province and the two cities; a bridge is one step to them. */
  private void computed(LocalDate day, long province, long guangzhou, long shenzhen) {
    Dataset<Row> covered =
        TextTable.table(
                spark,
                """
                division STRING | covered BIGINT | running BIGINT
                440000 | %1$d | %1$d
                440100 | %2$d | %2$d
                440300 | %3$d | %3$d
                """
                    .formatted(province, guangzhou, shenzhen))
            .withColumn("as_of", lit(day))
            .withColumn("covered_low", col("covered"))
            .withColumn("covered_high", col("covered"))
            .withColumn("state", lit("fresh"));
    for (TableHome home : List.of(CoverageTables.CITY_COVERAGE, CoverageTables.BRIDGE)) {
      lake.replace(home, completed(covered, home), Slice.where("as_of", day));
    }
  }

  /** With anything lawful in the columns that the test does not look at. */
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

  private Dataset<Row> releases() {
    Dataset<Row> bridge =
        lake.table("release.bridge")
            .orElseThrow()
            .filter("step = 'held'")
            .select(col("release_id"), col("as_of"), col("division"), col("running").as("bridge"));
    return lake.table("release.city_coverage")
        .orElseThrow()
        .join(bridge, new String[] {"release_id", "as_of", "division"}, "left")
        .select("release_id", "as_of", "division", "covered", "bridge", "state", "stale_since");
  }

  /** A release notes the versions of all tables below its numbers, so they must be there. */
  private void aLake() {
    String place = folder.resolve("lake").toString();
    settings = Settings.load(Path.of("../conf"), "local", Map.of("lake", place));
    lake = new Lake(spark, place);
    for (String table :
        List.of(
            "register.person", "register.enrolment", "register.status", "coverage.person_state")) {
      TableHome home = TableHome.of(table, "of the test").column("as_of DATE", "day");
      lake.replace(home, spark.createDataFrame(List.of(), home.columns()), Slice.everything());
    }
  }
}
