package canbao.jobs.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows go out of files that stay, and Delta's own reader sees the same. */
@ExtendWith(LocalSpark.class)
class PlacedTableTest {

  private static final TableHome RELATIONS =
      TableHome.of("test.relation", "Relations")
          .column("city STRING NOT NULL", "City")
          .column("relation INT NOT NULL", "Relation")
          .column("state STRING NOT NULL", "State")
          .partitionedBy("city")
          .keyedBy("relation")
          .markingRows();

  private static final String BEFORE =
      """
      city STRING | relation INT | state STRING
      440100 | 1 | open
      440100 | 2 | open
      440100 | 3 | open
      440100 | 4 | open
      440300 | 5 | open
      440300 | 6 | open
      """;

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;

  PlacedTableTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void aTableOfTwoFiles() {
    lake = new Lake(spark, folder.toString());
    lake.replace(RELATIONS, TextTable.table(spark, BEFORE).coalesce(1), Slice.everything());
  }

  @Test
  void rowsGoOutOfFilesThatStayNightAfterNight() throws IOException {
    Set<String> first = files();

    close("relation IN (2, 5)");
    assertThat(files()).containsAll(first);
    close("relation = 3");
    assertThat(files()).containsAll(first);

    assertThat(TextTable.drawn(lake.read(RELATIONS)))
        .isEqualTo(
            """
            city string | relation int | state string
            440100 | 1 | open
            440100 | 2 | ended
            440100 | 3 | ended
            440100 | 4 | open
            440300 | 5 | ended
            440300 | 6 | open""")
        .isEqualTo(TextTable.drawn(byDelta()));
  }

  @Test
  void aFileOfWhichNothingIsLeftGoesToo() {
    long before = live();

    close("city = '440300'");

    assertThat(live()).as("one file gone, one come").isEqualTo(before);
    assertThat(TextTable.drawn(lake.read(RELATIONS, Slice.where("city", "440300"))))
        .isEqualTo(
            """
            city string | relation int | state string
            440300 | 5 | ended
            440300 | 6 | ended""");
  }

  @Test
  void aSliceThatIsReplacedTakesItsMarkedFilesAlong() {
    close("relation = 2");
    lake.replace(
        RELATIONS,
        TextTable.table(spark, "city STRING | relation INT | state STRING\n440100 | 7 | open\n"),
        Slice.where("city", "440100"));

    assertThat(TextTable.drawn(lake.read(RELATIONS)))
        .isEqualTo(
            """
            city string | relation int | state string
            440100 | 7 | open
            440300 | 5 | open
            440300 | 6 | open""")
        .isEqualTo(TextTable.drawn(byDelta()));
  }

  @Test
  void whatAnotherWriterHasChangedMeanwhileIsNotTouched() {
    PlacedTable read = lake.placed(RELATIONS);
    close("relation = 1");

    assertThatThrownBy(() -> close(read, "relation = 2"))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT));
    assertThat(lake.read(RELATIONS).filter("state = 'ended'").count()).isEqualTo(1);
  }

  @Test
  void aFilterThatSkipsPartsOfAFileKeepsThePlaces() {
    close("relation = 2");
    Dataset<Row> rows = lake.placed(RELATIONS).read(Slice.where("city", "440100"));

    assertThat(TextTable.drawn(rows.filter("relation >= 3").select("relation", "state")))
        .isEqualTo("relation int | state string\n3 | open\n4 | open");
    close("relation = 4");
    assertThat(lake.read(RELATIONS).filter("state = 'open'").select("relation").collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactlyInAnyOrder(1, 3, 5, 6);
  }

  private void close(String which) {
    close(lake.placed(RELATIONS), which);
  }

  private static void close(PlacedTable table, String which) {
    table.exchange(
        table.read(Slice.everything()).filter(which).select(PlacedTable.PLACE),
        going -> going.withColumn("state", lit("ended")));
  }

  private Dataset<Row> byDelta() {
    return spark.read().format("delta").load(lake.path(RELATIONS));
  }

  private long live() {
    return byDelta().inputFiles().length;
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
