package canbao.jobs.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Slices of a small table, written and read back, here and by Delta's own reader. */
@ExtendWith(LocalSpark.class)
class LakeTest {

  private static final TableHome COUNTS =
      TableHome.of("test.counts", "Counts of a day by city")
          .column("as_of DATE NOT NULL", "Day")
          .column("city STRING NOT NULL", "City")
          .column("people INT", "People")
          .keyedBy("as_of", "city")
          .check("people_are_counted", "people >= 0");

  private static final Slice DAY_30 = day("2018-12-30");
  private static final Slice DAY_31 = day("2018-12-31");

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;

  LakeTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void aLake() {
    lake = new Lake(spark, folder.toString());
  }

  @Test
  void aTableOfWhichNothingWasWrittenIsEmptyEvenIfAWriteWasBegun() throws Exception {
    Path log = Files.createDirectories(folder.resolve("test/counts/_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.cut-off.tmp"), "{");

    assertThat(lake.exists(COUNTS)).isFalse();
    assertThat(lake.read(COUNTS).isEmpty()).isTrue();
    assertThat(lake.table("test.counts")).isEmpty();

    lake.replace(COUNTS, rows("2018-12-30 | 440100 | 1\n"), DAY_30);
    assertThat(lake.read(COUNTS).count()).isEqualTo(1);
    assertThat(byDelta(COUNTS).count()).isEqualTo(1);
  }

  @Test
  void aSliceComesInPlaceOfWhatStoodThereAndOfNothingElse() {
    TableHome byDay = COUNTS.partitionedBy("as_of");
    for (TableHome home : new TableHome[] {COUNTS, byDay}) {
      lake = new Lake(spark, folder.resolve("a [lake] by " + home.partitions()).toString());
      lake.replace(
          home,
          rows(
              """
              2018-12-30 | 440100 | 1
              2018-12-31 | 440100 | 2
              2018-12-31 | 440300 | 3
              """),
          Slice.everything());

      lake.replace(home, rows("2018-12-31 | 440100 | 4\n"), DAY_31);
      lake.replace(home, rows("2018-12-31 | 440100 | 4\n"), DAY_31);

      assertThat(TextTable.drawn(lake.read(home)))
          .isEqualTo(
              """
              as_of date | city string | people int
              2018-12-30 | 440100 | 1
              2018-12-31 | 440100 | 4""")
          .isEqualTo(TextTable.drawn(byDelta(home)));
    }
  }

  @Test
  void aSliceMayBecomeEmpty() {
    lake.replace(COUNTS, rows("2018-12-30 | 440100 | 1\n"), DAY_30);
    lake.replace(COUNTS, rows(""), DAY_30);

    assertThat(lake.exists(COUNTS)).isTrue();
    assertThat(lake.read(COUNTS).isEmpty()).isTrue();
    assertThat(byDelta(COUNTS).isEmpty()).isTrue();
  }

  @Test
  void aRowOutsideTheSliceFailsTheWriteWhole() {
    lake.replace(COUNTS, rows("2018-12-30 | 440100 | 1\n"), DAY_30);
    Dataset<Row> ofTwoDays =
        rows(
            """
            2018-12-30 | 440100 | 2
            2018-12-31 | 440100 | 3
            """);

    assertThatThrownBy(() -> lake.replace(COUNTS, ofTwoDays, DAY_30))
        .hasStackTraceContaining("slice of the write");

    assertThat(TextTable.drawn(lake.read(COUNTS)))
        .isEqualTo(
            """
            as_of date | city string | people int
            2018-12-30 | 440100 | 1""");
  }

  @Test
  void aRowThatBreaksAConditionOfTheTableFailsTheWriteWhole() {
    assertThatThrownBy(() -> lake.add(COUNTS, rows("2018-12-30 | 440100 | -1\n")))
        .hasStackTraceContaining("people_are_counted");
    assertThatThrownBy(
            () -> lake.add(COUNTS, rows("2018-12-30 | 440100 | 1\n").withColumn("city", lit(null))))
        .hasStackTraceContaining("city");

    assertThat(lake.exists(COUNTS)).isFalse();
  }

  @Test
  void aTableThatAnotherWriterHasChangedIsAConflict() {
    lake.replace(COUNTS, rows("2018-12-30 | 440100 | 1\n"), DAY_30);
    TableCommit slow = new TableCommit(spark, COUNTS, lake.path(COUNTS), 0);
    lake.replace(COUNTS, rows("2018-12-31 | 440100 | 2\n"), DAY_31);

    assertConflict(
        () -> slow.add(rows("2018-12-30 | 440100 | 3\n"), DAY_30).remove(List.of()).end());
    assertConflict(
        () -> {
          var unused = new TableCommit(spark, COUNTS, lake.path(COUNTS), 0);
        });
  }

  @Test
  void aTableWithOtherColumnsIsNeitherReadNorWritten() {
    lake.replace(COUNTS, rows("2018-12-30 | 440100 | 1\n"), DAY_30);
    TableHome next = COUNTS.column("households INT", "Households");

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> lake.read(next),
            () -> lake.add(next, rows("").withColumn("households", lit(1))))) {
      assertThatThrownBy(use)
          .isInstanceOfSatisfying(
              JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining("Table test.counts at", "has other columns");
    }
  }

  private static void assertConflict(Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT))
        .hasMessageContaining("Table test.counts was changed by another writer");
  }

  private static Slice day(String day) {
    return Slice.where("as_of", LocalDate.parse(day));
  }

  private Dataset<Row> rows(String lines) {
    return TextTable.table(spark, "as_of DATE | city STRING | people INT\n" + lines);
  }

  private Dataset<Row> byDelta(TableHome home) {
    return spark.read().format("delta").load(lake.path(home));
  }
}
