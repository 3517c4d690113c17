package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some tables of a lake of two nights, to which nobody has written for forty days, are maintained
 * twice. That a night follows well is seen by the nights on Airflow's scheduler.
 */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class MaintainTest {

  /** One of each kind: rows as they came, counts, histories, results, releases. */
  private static final List<String> KEPT =
      List.of(
          "landing/population",
          "quality/rule_result",
          "register/person",
          "register/enrolment",
          "coverage/city_coverage",
          "release/city_coverage",
          "release/bridge",
          "release/ledger",
          "supervision/finding");

  /** Tables of which a row has ended while its file stayed; readers must know how it is marked. */
  private static final Set<String> MARKED = Set.of("register/enrolment");

  @TempDir private static Path folder;
  private static Path lake;
  private static Map<String, String> rowsBefore;
  private static Map<String, String> rowsAfter;
  private static long filesBefore;
  private static long filesAfter;
  private static Map<String, String> released;
  private static Map<String, String> releasedAfter;
  private static LocalCommand.Outcome first;
  private static LocalCommand.Outcome second;
  private static List<Long> versionsBetween;
  private static List<Long> versionsAtLast;

  @BeforeAll
  static void maintained(SparkSession spark, TwoNights nights) throws Exception {
    lake = nights.copy(folder);
    removeAllBut(KEPT);
    AgedLake.age(lake, Duration.ofDays(40));
    LocalCommand canbao = nights.on(spark, lake);
    rowsBefore = rows(spark);
    released = released(spark);
    filesBefore = AgedLake.dataFiles(lake);

    first = canbao.run("maintain");
    versionsBetween = versions();
    second = canbao.run("maintain");

    versionsAtLast = versions();
    filesAfter = AgedLake.dataFiles(lake);
    rowsAfter = rows(spark);
    releasedAfter = released(spark);
  }

  @Test
  void everyTableOfTheLakeIsKnownAndHasTheSameRowsAfterwards() {
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("all " + rowsBefore.size() + " tables")
        .doesNotContain("left alone");
    assertThat(rowsAfter).isEqualTo(rowsBefore);
  }

  @Test
  void whatWasPublishedAnswersTheSameAsOfItsFirstAndItsLastRelease() {
    assertThat(released).hasSize(4).doesNotContainValue("");
    assertThat(releasedAfter).isEqualTo(released);
  }

  @Test
  void aPartitionHasOneFileAndWhatNobodyCanAskForIsGone(SparkSession spark) {
    Dataset<Row> cities = spark.read().format("delta").load(lake + "/coverage/city_coverage");

    assertThat(cities.filter("as_of <= '2018-12-30'").inputFiles()).hasSize(2);
    assertThat(first.out())
        .containsPattern("coverage.city_coverage +[0-9]+ +2 +0\n")
        .containsPattern("supervision.finding +[0-9]+ +[0-9]+ +[1-9]");
    assertThat(filesAfter).isNotEqualTo(filesBefore);
    assertThat(first.log())
        .containsPattern("maintain done: [0-9]+ files before, [0-9]+ files after");
  }

  @Test
  void aSecondRunFindsNothingToDoAndMakesNoCommit() {
    assertThat(second.code()).isZero();
    assertThat(second.out().lines()).hasSize(3);
    assertThat(second.out()).containsPattern("all [0-9]+ tables +([0-9]+) +\\1 +0\n");
    assertThat(versionsAtLast).isEqualTo(versionsBetween);
  }

  @Test
  void tablesKeepTheirPromises(SparkSession spark) throws IOException {
    for (String table : rowsBefore.keySet()) {
      Row detail = spark.sql("DESCRIBE DETAIL delta.`%s/%s`".formatted(lake, table)).head();
      boolean isMarked = MARKED.contains(table);
      assertThat(detail.<Integer>getAs("minReaderVersion")).as(table).isEqualTo(isMarked ? 3 : 1);
      assertThat(detail.<scala.collection.Seq<String>>getAs("tableFeatures").mkString(" "))
          .as(table)
          .doesNotContain("columnMapping", "v2Checkpoint", "typeWidening", "clustering");
      assertThat(detail.<scala.collection.Map<String, String>>getAs("properties").mkString(" "))
          .as(table)
          .contains("delta.enableDeletionVectors -> " + isMarked)
          .contains("delta.enableInCommitTimestamps -> true")
          .contains("parquet.enable.dictionary -> false")
          .contains("delta.deletedFileRetentionDuration -> interval 30 days");
    }
    assertThat(encodings("coverage/city_coverage"))
        .isNotEmpty()
        .noneMatch(Encoding::usesDictionary);
  }

  private static List<Encoding> encodings(String table) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(lake.resolve(table))) {
      files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
    List<Encoding> encodings = new ArrayList<>();
    for (Path file : files) {
      var input =
          HadoopInputFile.fromPath(
              new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
        reader
            .getFooter()
            .getBlocks()
            .forEach(
                block ->
                    block.getColumns().forEach(column -> encodings.addAll(column.getEncodings())));
      }
    }
    return encodings;
  }

  private static void removeAllBut(List<String> tables) throws IOException {
    for (Path log : logs()) {
      if (!tables.contains(lake.relativize(log.getParent()).toString())) {
        FileUtils.deleteDirectory(log.getParent().toFile());
      }
    }
  }

  /** All tables, drawn. */
  private static Map<String, String> rows(SparkSession spark) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (Path log : logs()) {
      String table = lake.relativize(log.getParent()).toString();
      rows.put(table, TextTable.drawn(spark.read().format("delta").load(lake + "/" + table)));
    }
    return rows;
  }

  /** The views of releases on this lake, drawn. */
  private static Map<String, String> released(SparkSession spark) throws IOException {
    Map<String, String> views = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("../conf/sql"))) {
      for (Path file : files.toList()) {
        String query =
            Files.readString(file, StandardCharsets.UTF_8)
                .replaceAll("release\\.(\\w+)", "delta.`" + lake + "/release/$1`");
        views.put(file.getFileName().toString(), TextTable.drawn(spark.sql(query)));
      }
    }
    return views;
  }

  private static List<Long> versions() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (Path log : logs()) {
      try (Stream<Path> files = Files.list(log)) {
        versions.add(files.filter(file -> file.toString().endsWith(".json")).count());
      }
    }
    return versions;
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.walk(lake, 3)) {
      return all.filter(path -> path.endsWith("_delta_log")).sorted().toList();
    }
  }
}
