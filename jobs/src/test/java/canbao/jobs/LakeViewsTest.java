package canbao.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.release.ReleaseTables;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A lake with two days, the second of which was released twice and copied once more in vain. */
@ExtendWith(LocalSpark.class)
@ResourceLock("catalogue")
class LakeViewsTest {

  private static final Path CONF = Path.of("../conf");

  private final SparkSession spark;

  @TempDir private Path folder;

  LakeViewsTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  /** The catalogue is the JVM's; the tables lie in the test's folder. */
  @AfterEach
  void forgetTables() {
    Dataset<Row> unused = spark.sql("DROP DATABASE IF EXISTS release CASCADE");
  }

  @Test
  void theLastReleaseOfEachDayIsShown() {
    releases();

    assertThat(
            answer("SELECT release_id, as_of, division, covered FROM v_city_coverage ORDER BY 2"))
        .isEqualTo(
            """
            release_id     as_of       division  covered
            -------------  ----------  --------  -------
            2018-12-30-r1  2018-12-30    440100        7
            2018-12-31-r2  2018-12-31    440100        9""");
    assertThat(answer("SELECT release_id, as_of, running FROM v_bridge ORDER BY 2"))
        .isEqualTo(
            """
            release_id     as_of       running
            -------------  ----------  -------
            2018-12-30-r1  2018-12-30        7
            2018-12-31-r2  2018-12-31        9""");
  }

  @Test
  void whatWasPublishedFirstStaysVisible() {
    releases();

    assertThat(answer("SELECT * FROM v_city_coverage_as_published ORDER BY as_of"))
        .isEqualTo(
            """
            release_id     as_of       division  covered
            -------------  ----------  --------  -------
            2018-12-30-r1  2018-12-30    440100        7
            2018-12-31-r1  2018-12-31    440100        8""");
    assertThat(answer("SELECT running FROM v_bridge_as_published ORDER BY as_of"))
        .isEqualTo(
            """
            running
            -------
                  7
                  8""");
  }

  @Test
  void aLakeWithoutReleasesHasNoViewsAndCanBeAsked() {
    assertThat(answer("SELECT 1 AS one")).isEqualTo("one\n---\n  1");
    assertThatThrownBy(() -> answer("SELECT * FROM v_city_coverage"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("v_city_coverage");
  }

  @Test
  void aViewThatCannotBeUnderstoodIsNamed() throws IOException {
    Path file = folder.resolve("conf/sql/v_mine.sql");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "SELECT nothing FROM VALUES (1) AS rows (one)", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LakeQuery.on(spark, folder.toString(), folder.resolve("conf")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("The view " + file + " cannot be made")
        .hasMessageContaining("`nothing`");
  }

  @Test
  void aViewChangesNothing() throws IOException {
    Path file = folder.resolve("conf/sql/v_mine.sql");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "DROP DATABASE release", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LakeQuery.on(spark, folder.toString(), folder.resolve("conf")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("The view " + file + " cannot be made");
  }

  private String answer(String query) {
    return LakeQuery.on(spark, folder.resolve("lake").toString(), CONF).drawn(query, 100);
  }

  private void releases() {
    ledger(
        """
        release_id STRING | as_of DATE | revision INT
        2018-12-30-r1     | 2018-12-30 | 1
        2018-12-31-r1     | 2018-12-31 | 1
        2018-12-31-r2     | 2018-12-31 | 2
        """);
    copies(
        "city_coverage",
        """
        release_id STRING | as_of DATE | division STRING | covered BIGINT
        2018-12-30-r1     | 2018-12-30 | 440100          | 7
        2018-12-31-r1     | 2018-12-31 | 440100          | 8
        2018-12-31-r2     | 2018-12-31 | 440100          | 9
        2018-12-31-r3     | 2018-12-31 | 440100          | 10
        """);
    copies(
        "bridge",
        """
        release_id STRING | as_of DATE | running BIGINT
        2018-12-30-r1     | 2018-12-30 | 7
        2018-12-31-r1     | 2018-12-31 | 8
        2018-12-31-r2     | 2018-12-31 | 9
        2018-12-31-r3     | 2018-12-31 | 10
        """);
  }

  /** Columns that the views do not ask for hold anything lawful. */
  private void ledger(String drawing) {
    Dataset<Row> rows = TextTable.table(spark, drawing);
    for (StructField field : ReleaseTables.LEDGER.columns().fields()) {
      if (List.of(rows.columns()).contains(field.name())) {
        continue;
      }
      rows =
          rows.withColumn(
              field.name(),
              switch (field.dataType().typeName()) {
                case "array" -> array().cast(field.dataType());
                case "date" -> lit("2018-12-31").cast(field.dataType());
                case "timestamp" -> lit("2019-01-01 02:00:00").cast(field.dataType());
                default -> lit("released").cast(field.dataType());
              });
    }
    rows = rows.withColumn("rows", lit(1L));
    new Lake(spark, folder.resolve("lake").toString())
        .replace(ReleaseTables.LEDGER, rows, Slice.everything());
  }

  private void copies(String table, String drawing) {
    TextTable.table(spark, drawing)
        .write()
        .format("delta")
        .save(folder.resolve("lake/release").resolve(table).toString());
  }
}
