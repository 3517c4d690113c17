package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of officers about two findings that were open on the last night of 2018. */
@ExtendWith(LocalSpark.class)
class DecisionRecordTest {

  private static final Decision SENT = decision("one", "sent", 2);
  private static final Decision SETTLED = decision("one", "settled", 3);

  @TempDir private Path folder;

  @Test
  void decisionsAreRecordedOnceAndTheLastOneHolds(SparkSession spark) {
    Settings settings =
        Settings.load(Path.of("../conf"), "local", Map.of("lake", folder + "/lake"));
    Lake lake = new Lake(spark, settings.lake());
    lake.replace(SupervisionTables.FINDING, findings(spark), Slice.everything());

    assertThat(DecisionRecord.add(spark, settings, List.of(SENT)).written()).isEqualTo(1);
    assertThat(DecisionRecord.add(spark, settings, List.of(SENT, SETTLED, SETTLED)).written())
        .isEqualTo(1);
    assertThatThrownBy(
            () ->
                DecisionRecord.add(
                    spark,
                    settings,
                    List.of(decision("two", "sent", 4), decision("three", "sent", 4))))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("supervision.finding has no row of three");

    assertThat(
            TextTable.drawn(
                lake.read(SupervisionTables.DECISION)
                    .select("decision_no", "finding_id", "state", "decided_on")))
        .isEqualTo(
            """
            decision_no bigint | finding_id string | state string | decided_on date
            1 | one | sent | 2019-01-02
            2 | one | settled | 2019-01-03""");
    assertThat(
            TextTable.drawn(
                lake.read(SupervisionTables.FINDING)
                    .select("finding_id", "state", "since", "settled_by", "last_seen")))
        .isEqualTo(
            """
            finding_id string | state string | since date | settled_by string | last_seen date
            one | settled | 2019-01-03 | officer | 2018-12-31
            two | open | 2018-12-31 |  | 2018-12-31""");
  }

  private static Decision decision(String finding, String state, int day) {
    return new Decision(finding, state, "officer_7", LocalDate.of(2019, 1, day), "");
  }

  private static Dataset<Row> findings(SparkSession spark) {
    Dataset<Row> drawn =
        TextTable.table(
            spark,
            """
            finding_id STRING | night DATE
            one | 2018-12-31
            two | 2018-12-31
            """);
    return drawn
        .withColumn("check_id", lit("Q07"))
        .withColumn("kind", lit("twice_in_a_line"))
        .withColumn("severity", lit("high"))
        .withColumn("division", lit("440100"))
        .withColumn("person_keys", array(lit(7L)))
        .withColumn("first_seen", col("night"))
        .withColumn("last_seen", col("night"))
        .withColumn("state", lit("open"))
        .withColumn("since", col("night"))
        .withColumn("settled_by", lit(null).cast("string"))
        .withColumn("evidence", lit("110 in 440100"))
        .withColumn("places", Found.nowhere())
        .withColumn(
            "seen",
            array(
                struct(
                    col("night").as("from_night"),
                    col("night").as("last_night"),
                    lit(null).cast("date").as("missed_night"))));
  }
}
