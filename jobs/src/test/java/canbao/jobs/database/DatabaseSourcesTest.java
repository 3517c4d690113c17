package canbao.jobs.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.run.DatabaseSource;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A province's batches are in a PostgreSQL database, and beside it exported as files. Its night is
 * run from both.
 */
@ExtendWith(LocalSpark.class)
class DatabaseSourcesTest {

  private static final String PASSWORD = "canbao's very own";

  /** Seconds and bytes are no results. */
  private static final String NO_RESULT = "quality/run_metric";

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static DatabaseProvince province;
  private static List<String> sources;

  @BeforeAll
  static void aProvinceInADatabase(SparkSession spark) throws Exception {
    server = new PostgresServer();
    Path landing = folder.resolve("sample");
    String what =
        "sample --persons 1000 --days 2 --last-day 2018-12-30 --seed 3 --dirt normal --out ";
    assertThat(new LocalCommand(spark, landing, folder.resolve("none")).run(what + landing).code())
        .isZero();
    province = new DatabaseProvince(server, landing);
    province.load();
    sources = province.sources();
    server.execute(
        "CREATE USER canbao PASSWORD '" + PASSWORD.replace("'", "''") + "'",
        "GRANT USAGE ON SCHEMA handover TO canbao",
        "GRANT SELECT ON ALL TABLES IN SCHEMA handover TO canbao");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void aNightFromTheDatabaseLeavesTheSameFilesAndTablesAsOneFromFiles(SparkSession spark)
      throws Exception {
    Path exported = folder.resolve("exported");
    Path extracted = folder.resolve("extracted");
    province.export(exported);
    LocalCommand ofFiles = new LocalCommand(spark, exported, folder.resolve("lake-of-files"));
    LocalCommand ofDatabase =
        new LocalCommand(spark, extracted, folder.resolve("lake-of-database"))
            .with(conf("both-roads", PASSWORD).folder());
    Heard heard = new Heard();
    spark.sparkContext().addSparkListener(heard);
    // Takes the full lists of one day and the changes of the next.
    assertThat(ofFiles.run("night --as-of 2018-12-30").code()).isZero();
    Outcome night = ofDatabase.run("night --as-of 2018-12-30");
    assertThat(night.code()).as(night.err() + night.log()).isZero();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(heard);

    assertThat(dataFiles(extracted)).isEqualTo(dataFiles(exported));
    assertThat(dataFiles(extracted).keySet())
        .contains("population/2018-12-29/part-00003.csv", "card/2018-12-30/part-00001.csv");
    Map<String, List<String>> tables = tables(spark, folder.resolve("lake-of-files"));
    assertThat(tables).hasSizeGreaterThan(25).containsKey("release/city_coverage");
    assertThat(tables.get("landing/enrolment_medical")).hasSizeGreaterThan(350);
    assertThat(tables.get("quality/rejected")).isNotEmpty();
    assertThat(tables(spark, folder.resolve("lake-of-database"))).isEqualTo(tables);

    assertThat(night.log())
        .contains("population 2018-12-29: ")
        .contains("from the database bureau in 3 files");
    assertThat(heard.said()).contains("ingest: extract batches from bureau");
    assertThat(night.log() + night.out() + heard.said())
        .doesNotContain(PASSWORD, "jdbc:postgresql");
  }

  @Test
  void allPartsOfABatchAreOfOneMomentWhateverIsWrittenMeanwhile(SparkSession spark)
      throws Exception {
    server.execute(
        "CREATE TABLE handover.moving AS SELECT DATE '2018-12-29' AS batch, i AS row_no,"
            + " i::text AS part_key, 'before' AS told FROM generate_series(1, 600) i",
        "GRANT SELECT ON handover.moving TO canbao");
    try (Snapshot snapshot = Snapshot.open(access())) {
      server.execute(
          "DELETE FROM handover.moving WHERE row_no > 300",
          "UPDATE handover.moving SET told = 'after'");

      assertThat(told(spark, snapshot, "earlier")).containsExactly(Map.entry("before", 600L));
    }
    try (Snapshot snapshot = Snapshot.open(access())) {
      assertThat(told(spark, snapshot, "later")).containsExactly(Map.entry("after", 300L));
    }
  }

  @Test
  void aSnapshotWhoseHolderHasEndedGivesNoRows(SparkSession spark) throws Exception {
    Snapshot ended = Snapshot.open(access());
    ended.close();
    PlannedBatch cards = planned("card", 10, folder.resolve("ended"), spark);

    List<PartFile> files =
        new SnapshotReader(spark, access(), ended).read(List.of(cards), 1).get(0);

    assertThat(files).hasSize(1).noneMatch(PartFile::isComplete);
  }

  @Test
  void aConnectionOfCanbaoCannotWrite() throws SQLException {
    server.execute("GRANT DELETE ON handover.card TO canbao");
    try (Connection connection = access().connect()) {
      assertThatThrownBy(
              () -> connection.createStatement().executeUpdate("DELETE FROM handover.card"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only transaction");
    }
  }

  @Test
  void whatAnInterruptedRunHasLeftIsReadAnewAndWhatIsCompleteIsNot(SparkSession spark)
      throws Exception {
    Path landing = folder.resolve("interrupted");
    Path batch = Files.createDirectories(landing.resolve("card/2018-12-29"));
    Files.writeString(batch.resolve("part-00001.csv"), "half a");
    Files.writeString(batch.resolve("part-00009.csv"), "of more parts");
    LocalCommand canbao = ingesting(spark, "interrupted", conf("interrupted", PASSWORD));

    assertThat(canbao.run("ingest --source card --as-of 2018-12-29").code()).isZero();
    assertThat(names(batch))
        .startsWith("manifest.json", "part-00001.csv")
        .doesNotContain("part-00009.csv");
    assertThat(batch.resolve("part-00001.csv")).content(UTF_8).startsWith("AAC003,");

    // The source has other rows of the day now, and what it had sent stays what it has sent.
    server.execute("CREATE VIEW handover.no_cards AS SELECT * FROM handover.card WHERE false");
    Outcome again = canbao.run("ingest --source card --as-of 2018-12-29");
    assertThat(again.code()).isZero();
    assertThat(again.log()).doesNotContain("from the database");
  }

  @Test
  void aDatabaseThatCannotBeReachedIsInputThatIsNotReady(SparkSession spark) {
    DatabaseConf conf =
        DatabaseConf.in(
            folder.resolve("far"),
            "jdbc:postgresql://127.0.0.1:1/far",
            PASSWORD,
            List.of("population"));

    Outcome ended =
        ingesting(spark, "far", conf).run("ingest --source population --as-of 2018-12-29");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith(
            "canbao: Input for 2018-12-29 is not ready: no batch of population was accepted yet (batch"
                + " 2018-12-29: the database bureau cannot be reached (SQLSTATE 08001)). Have");
    assertThat(folder.resolve("far/landing/population/2018-12-29")).doesNotExist();
  }

  @Test
  void aWrongPasswordIsAFaultOfSettingsAndIsNotTold(SparkSession spark) {
    DatabaseConf conf = conf("wrong-password", "not this one");

    Outcome ended = ingesting(spark, "wrong-password", conf).run("ingest --as-of 2018-12-29");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "canbao: The database bureau cannot be used as user canbao: it refuses the user or the"
                + " password (SQLSTATE 28P01). Correct databases in conf/env, database in conf/sources"
                + " or the rights of the user; nothing was taken.\n");
    assertThat(ended.log()).doesNotContain("not this one");
  }

  @Test
  void aPasswordThatEverybodyCanReadIsNotUsed() throws IOException {
    DatabaseConf conf = conf("open-file", PASSWORD);
    var bureau = Settings.load(conf.folder(), "local", Map.of()).databases().all().get(0);
    Files.setPosixFilePermissions(
        bureau.passwordFile().orElseThrow(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> Password.of(bureau, variable -> null))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("can be read by everybody on the machine")
        .hasMessageContaining("CANBAO_DATABASE_BUREAU");
    Password given = Password.of(bureau, Map.of("CANBAO_DATABASE_BUREAU", "of the variable")::get);
    assertThat(given.text()).isEqualTo("of the variable");
    assertThat(new Access("url", "canbao", given, 1).toString()).doesNotContain("of the variable");
  }

  /** What the view of a source is, and what its night ends with. */
  @Test
  void aViewThatDoesNotGiveTheBatchLeavesNothingOfIt(SparkSession spark) throws IOException {
    server.execute(
        "CREATE VIEW handover.nameless AS SELECT batch, row_no, part_key, aac058, aac147 FROM handover.population",
        "CREATE VIEW handover.fewer AS SELECT * FROM handover.population WHERE row_no <> 7",
        """
        CREATE VIEW handover.failing AS SELECT batch, row_no, part_key, aac058, aac147, aac003, aac004,
          CASE WHEN row_no = 390 THEN (aac003::int)::text ELSE aac006 END AS aac006,
          aac161, aac009, bac301, aac301, hjzt, aac060, aae037 FROM handover.population
        """,
        "GRANT SELECT ON handover.nameless, handover.fewer, handover.failing TO canbao",
        "CREATE VIEW handover.locked AS SELECT * FROM handover.population");
    assertThat(endOf(spark, "nameless"))
        .startsWith("3 ")
        .contains(
            "(batch 2018-12-29: handover.nameless lacks the columns [AAC003, AAC004, AAC006, AAC009,");
    assertThat(endOf(spark, "fewer"))
        .startsWith("3 ")
        .containsPattern("handover.fewer has 3\\d\\d rows of it, handover.batch says [34]\\d\\d");
    assertThat(endOf(spark, "failing"))
        .startsWith("3 ")
        .contains("(batch 2018-12-29: the database bureau did not give its rows (SQLSTATE 22P02))")
        .doesNotContainPattern("invalid input syntax");
    assertThat(endOf(spark, "locked"))
        .startsWith("2 ")
        .contains("the user may not read what conf/sources names (SQLSTATE 42501)");
    assertThat(endOf(spark, "absent"))
        .startsWith("2 ")
        .contains("a table or view that conf/sources names is not there (SQLSTATE 42P01)");
  }

  private static String endOf(SparkSession spark, String view) throws IOException {
    DatabaseConf conf =
        DatabaseConf.in(folder.resolve(view), server.url(), PASSWORD, List.of())
            .declare("population", "handover." + view);
    Outcome ended =
        ingesting(spark, view, conf).run("ingest --source population --as-of 2018-12-29");
    assertThat(folder.resolve(view).resolve("landing/population/2018-12-29")).doesNotExist();
    return ended.code() + " " + ended.err() + ended.log();
  }

  private static LocalCommand ingesting(SparkSession spark, String name, DatabaseConf conf) {
    Path place = folder.resolve(name);
    Path landing = name.equals("interrupted") ? place : place.resolve("landing");
    return new LocalCommand(spark, landing, place.resolve("lake")).with(conf.folder());
  }

  private static DatabaseConf conf(String name, String password) {
    return DatabaseConf.in(folder.resolve(name), server.url(), password, sources);
  }

  private static Access access() {
    DatabaseConf conf = conf("access-" + System.nanoTime(), PASSWORD);
    var bureau = Settings.load(conf.folder(), "local", Map.of()).databases().all().get(0);
    return new Access(bureau.url(), bureau.user(), Password.of(bureau, v -> null), 50);
  }

  /** How often each word is in the rows of four parts. */
  private static Map<String, Long> told(SparkSession spark, Snapshot snapshot, String place)
      throws Exception {
    PlannedBatch batch = planned("moving", 600, folder.resolve(place), spark);
    List<PartFile> files =
        new SnapshotReader(spark, access(), snapshot).read(List.of(batch), 2).get(0);
    assertThat(files).hasSize(4).allMatch(PartFile::isComplete);
    Map<String, Long> words = new TreeMap<>();
    for (PartFile file : files) {
      Path path = folder.resolve(place).resolve("moving/2018-12-29").resolve(file.file());
      List<String> lines = Files.readAllLines(path);
      assertThat(lines.size() - 1L).isEqualTo(file.rows()).isPositive();
      lines.subList(1, lines.size()).forEach(line -> words.merge(line, 1L, Long::sum));
    }
    return words;
  }

  private static PlannedBatch planned(String table, long rows, Path landing, SparkSession spark) {
    LocalDate day = LocalDate.of(2018, 12, 29);
    DatabaseSource where =
        new DatabaseSource(
            table,
            "bureau",
            "handover.batch",
            "handover." + table,
            "part_key",
            List.of("row_no"),
            150);
    var source = new canbao.jobs.source.SourceSpec(table, "card", List.of(), List.of(), 0, false);
    return new PlannedBatch(
        where,
        new DatabaseBatch(
            table,
            day,
            Optional.of("full"),
            List.of("440000"),
            Optional.empty(),
            Optional.of(rows)),
        new DatabaseColumns(where, source, List.of("batch", "row_no", "part_key", "told")),
        new LandedBatch(landing.toString(), table, day, spark.sessionState().newHadoopConf()));
  }

  private static List<String> names(Path batch) throws IOException {
    try (Stream<Path> files = Files.list(batch)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Text of all files but manifests, by their place. */
  private static Map<String, String> dataFiles(Path landing) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(landing)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".csv")).toList()) {
        files.put(landing.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  /** All rows of all tables as JSON, by the table's folder. */
  private static Map<String, List<String>> tables(SparkSession spark, Path lake)
      throws IOException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Stream<Path> all = Files.find(lake, 3, (path, unused) -> path.endsWith("_delta_log"))) {
      for (Path log : all.toList()) {
        String name = lake.relativize(log.getParent()).toString();
        if (!name.equals(NO_RESULT)) {
          List<String> rows =
              new ArrayList<>(
                  spark
                      .read()
                      .format("delta")
                      .load(log.getParent().toString())
                      .collectAsList()
                      .stream()
                      .map(Row::toString)
                      .toList());
          Collections.sort(rows);
          tables.put(name, rows);
        }
      }
    }
    return tables;
  }

  /** All that Spark's pages and event logs are told. */
  private static final class Heard extends SparkFirehoseListener {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onEvent(SparkListenerEvent event) {
      events.add(JsonProtocol.sparkEventToJsonString(event));
    }

    String said() {
      return String.join("\n", events);
    }
  }
}
