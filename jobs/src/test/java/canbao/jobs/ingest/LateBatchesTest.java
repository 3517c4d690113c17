package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.RowsCompared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A province whose lists of 2018-12-29 and 2018-12-31 were taken and counted, though the last run
 * of the register was killed before its end. On the first of January the pension list of 2018-12-30
 * comes: four people of Guangzhou, one of them a student, were not insured that day.
 */
@ExtendWith(LocalSpark.class)
@TestMethodOrder(OrderAnnotation.class)
class LateBatchesTest {

  private static final String BEFORE = "2018-12-29";
  private static final String LATE = "2018-12-30";
  private static final String AFTER = "2018-12-31";
  private static final String NOW = "2019-01-01";

  /** People with a pension in Guangzhou, Shenzhen and the province. */
  private static final String COVERED =
      """
      SELECT division, covered FROM coverage.city_coverage
      WHERE as_of = '%s' AND family = 'pension' AND denominator = 'resident_due'
        AND basis = 'residence' AND division IN ('440100', '440300', '440000')""";

  private static final String ALL =
      """
      440000 | 67
      440100 | 59
      440300 | 8""";

  private static final String THREE_LESS =
      """
      440000 | 64
      440100 | 56
      440300 | 8""";

  @TempDir private static Path folder;
  private static Path landing;
  private static LocalCommand canbao;
  private static SparkSession session;

  @BeforeAll
  static void aListComesLate(SparkSession spark) throws IOException {
    session = LocalCommand.sessionForFewRows(spark);
    landing = folder.resolve("province");
    canbao = new LocalCommand(spark, landing, folder.resolve("lake"));
    SmallProvince.deliver(landing, BEFORE);
    run(0, "ingest --as-of " + BEFORE);
    run(0, "register --as-of " + BEFORE);
    copy("lake", "kept");
    SmallProvince.deliver(landing, AFTER);
    run(0, "ingest --as-of " + AFTER);
    run(0, "register --as-of " + AFTER);
    run(0, "coverage --as-of " + LATE);
    run(0, "coverage --as-of " + AFTER);
    assertThat(covered(LATE)).isEqualTo(ALL);
    killedBeforeItsEnd();

    new BatchWriter(landing, "enrolment_pension", LATE)
        .file("part.csv", SmallProvince.linesWithout("enrolment_pension", 0, 4))
        .write();
    // The lists of the day itself have not come: that is told, and what has come is taken.
    run(3, "ingest --as-of " + NOW);
    run(0, "register --as-of " + NOW);
  }

  /** The run of the last day has written its rows, but not that the register holds them. */
  private static void killedBeforeItsEnd() throws IOException {
    for (String table : List.of("register/applied", "quality/registration")) {
      FileUtils.deleteDirectory(folder.resolve("lake").resolve(table).toFile());
      copy("kept/" + table, "lake/" + table);
    }
    String batches =
        Stream.concat(SmallProvince.DAILY.stream(), Stream.of("status"))
            .map(source -> source + " " + AFTER + "\n")
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("lake/register/_taking"),
        AFTER + "\n" + batches + "end",
        StandardCharsets.UTF_8);
  }

  private static void copy(String from, String to) throws IOException {
    FileUtils.copyDirectory(folder.resolve(from).toFile(), folder.resolve(to).toFile());
  }

  /** The catalogue is the JVM's; the tables lie in the test's folder. */
  @AfterAll
  static void forgetTables() {
    for (String schema : List.of("landing", "quality", "register", "coverage")) {
      Dataset<Row> unused = session.sql("DROP DATABASE IF EXISTS " + schema + " CASCADE");
    }
  }

  @Test
  @Order(1)
  void theBatchIsAcceptedAndWasLearnedWhenItCame() {
    assertThat(
            sql(
                "SELECT batch, known_on, run_no FROM quality.registration"
                    + " WHERE source = 'enrolment_pension'"))
        .isEqualTo(
            """
            2018-12-29 | 2018-12-29 | 1
            2018-12-30 | 2019-01-01 | 3
            2018-12-31 | 2018-12-31 | 2""");
  }

  @Test
  @Order(2)
  void rowsAreAddedForItsDayAloneAndNoneIsChanged() {
    assertThat(
            sql(
                "SELECT valid_from, valid_to, known_from, known_to, is_absent, count(*) AS relations"
                    + " FROM register.enrolment WHERE source = 'enrolment_pension'"
                    + " GROUP BY ALL"))
        .isEqualTo(
            """
             |  | 2018-12-29 |  | false | 68
            2018-12-30 | 2018-12-31 | 2019-01-01 | 2019-01-01 | true | 4""");
  }

  @Test
  @Order(3)
  void whatWasCountedBeforeStaysAndCanBeFoundAgain() {
    assertThat(covered(LATE)).isEqualTo(ALL);
    run(0, "audit --as-of " + LATE);
    run(0, "audit --as-of " + AFTER);
  }

  @Test
  @Order(4)
  void countedAgainItsDayIsOtherwiseAndTheNewerOneIsNot() {
    run(0, "coverage --as-of " + LATE);
    run(0, "coverage --as-of " + AFTER);

    assertThat(covered(LATE)).isEqualTo(THREE_LESS);
    assertThat(covered(AFTER)).isEqualTo(ALL);
  }

  @Test
  @Order(5)
  void bothQuestionsCanBeAskedInSql() {
    assertThat(asked("'2018-12-30', DATE'2018-12-31'")).isEqualTo("68");
    assertThat(asked("'2018-12-30', '2019-01-01'")).isEqualTo("64");
    assertThat(asked("'2018-12-30'")).isEqualTo("64");
    assertThat(asked("DATE'2018-12-31', NULL")).isEqualTo("68");
    assertThat(asked("date_sub(DATE'2018-12-31', 1)")).isEqualTo("64");
    assertThat(asked("'2018-12-32'"))
        .startsWith(
            "canbao: The query cannot be run: register_enrolment needs days that are known when the"
                + " query is read, such as DATE'2018-12-31'; it was given '2018-12-32'");
  }

  /** The functions give the columns of their tables as History does. */
  @Test
  @Order(6)
  void theFunctionsAnswerLikeTheHistory() {
    for (String known : List.of(AFTER, NOW)) {
      assertAlike("person", "source, person_key", "birth, sex, death_date", known);
      assertAlike(
          "enrolment", "source, relation_id", "start_date, end_date, insurance_year", known);
      assertAlike("status", "source, person_key, kind, from_date", "to_date", known);
    }
  }

  private static void assertAlike(String table, String key, String dated, String known) {
    Dataset<Row> inSql =
        session.sql("SELECT * FROM register_%s('%s', '%s')".formatted(table, LATE, known));
    Dataset<Row> rows =
        new Lake(session, folder.resolve("lake").toString())
            .table("register." + table)
            .orElseThrow();
    Dataset<Row> byHistory =
        new History(List.of(key.split(", ")))
            .on(
                History.asKnown(rows, LocalDate.parse(known)),
                LocalDate.parse(LATE),
                List.of(dated.split(", ")))
            .drop("row_digest", "correction", "is_absent");
    assertThat(inSql.columns()).containsExactlyInAnyOrder(byHistory.columns());
    RowsCompared compared = RowsCompared.of(byHistory, inSql);
    assertThat(compared.areAlike()).as("%s at %s", table, known).isTrue();
    assertThat(compared.rows()).isPositive();
  }

  @Test
  @Order(7)
  void aChangeListMayComeLateIfTheBatchIsThereThatItBuildsOn() {
    labour("2018-12-28", "2018-12-27", "L1");
    labour("2019-01-01", "2018-12-30", "L2");
    labour("2018-12-30", "2018-12-29", "L3");
    run(3, "ingest --as-of " + NOW);
    run(0, "register --as-of " + NOW);

    assertThat(
            sql(
                "SELECT batch, state, reason FROM quality.batch"
                    + " WHERE source = 'enrolment_labour'"))
        .isEqualTo(
            """
            2018-12-28 | waiting | it builds on 2018-12-27, which was not accepted; the last accepted batch is 2018-12-31
            2018-12-29 | accepted |\s
            2018-12-30 | accepted |\s
            2018-12-31 | accepted |\s
            2019-01-01 | accepted |\s""");

    assertThat(
            sql(
                "SELECT relation_id, employer, valid_from, valid_to, known_from"
                    + " FROM register.enrolment WHERE source = 'enrolment_labour'"
                    + " AND relation_id IN ('L2', 'L3')"))
        .isEqualTo(
            """
            L2 | E1 |  | 2019-01-01 | 2018-12-29
            L2 | E2 | 2019-01-01 |  | 2019-01-01
            L3 | E1 |  |  | 2018-12-29
            L3 | E2 | 2018-12-30 | 2018-12-31 | 2019-01-01""");
  }

  @Test
  @Order(8)
  void aChangeListThatWaitsIsTakenOnceTheOtherComesAndNothingASecondTime() {
    new BatchWriter(landing, "enrolment_labour", "2018-12-27")
        .file("part.csv", SmallProvince.lines("enrolment_labour"))
        .write();
    run(3, "ingest --as-of " + NOW);
    run(0, "register --as-of " + NOW);
    assertThat(
            sql(
                "SELECT employer, valid_from, valid_to, known_from FROM register.enrolment"
                    + " WHERE source = 'enrolment_labour' AND relation_id = 'L1'"))
        .isEqualTo(
            """
            E1 |  |  | 2018-12-29
            E2 | 2018-12-28 | 2018-12-29 | 2019-01-01""");

    run(3, "ingest --as-of " + NOW);
    Outcome register = canbao.run("register --as-of " + NOW);

    assertThat(register.out()).containsPattern("register +0 +0 +0 +0 ");
  }

  @Test
  @Order(9)
  void theRegisterCanBeMadeAgainFromWhatWasAccepted() throws IOException {
    Outcome rebuild = canbao.run("rebuild");
    assertThat(rebuild.err()).isEmpty();
    assertThat(rebuild.out()).containsPattern("register.enrolment +(\\d+) +\\1 +0 +0\n");
    assertThat(folder.resolve("lake/rebuilt")).doesNotExist();
    String before = everything();

    FileUtils.deleteDirectory(folder.resolve("lake/register").toFile());
    assertThat(canbao.run("register --as-of " + NOW).err())
        .startsWith("canbao: The register in file:" + folder.resolve("lake") + " has lost what it")
        .contains("rebuild --replace");
    run(0, "rebuild --replace");

    assertThat(everything()).isEqualTo(before);
    run(0, "register --as-of " + NOW);
    run(0, "coverage --as-of " + AFTER);
    assertThat(covered(AFTER)).isEqualTo(ALL);
  }

  @Test
  @Order(10)
  void aRegisterThatWasChangedByHandIsFound() {
    Dataset<Row> unused =
        session.sql(
            "UPDATE delta.`%s/register/status` SET kind = 'PRISON'"
                .formatted(folder.resolve("lake")));
    Outcome rebuild = canbao.run("rebuild");
    assertThat(rebuild.code()).isEqualTo(1);
    assertThat(rebuild.out()).containsPattern("register.status +1 +1 +1 +1\n");
    assertThat(rebuild.err()).startsWith("canbao: The register is not what landing, quality.batch");
  }

  /** A change list of labour relations: one has another employer. */
  private static void labour(String day, String previous, String relation) {
    new BatchWriter(landing, "enrolment_labour", day)
        .changesOf(previous)
        .file(
            "part.csv",
            List.of(
                "OP," + SmallProvince.lines("enrolment_labour").get(0),
                "变更,01,%s,%s,%s,410,440103,E2,10,11,1,1,0,20100101,,"
                    .formatted(SmallProvince.number(1), SmallProvince.NAME, relation)))
        .write();
  }

  private static String everything() {
    StringBuilder all = new StringBuilder();
    Lake lake = new Lake(session, folder.resolve("lake").toString());
    for (String table : List.of("person", "enrolment", "status", "identity", "link", "applied")) {
      all.append(TextTable.drawn(lake.table("register." + table).orElseThrow())).append('\n');
    }
    return all.toString();
  }

  /** Relations of pensions that were there, or why it cannot be told. */
  private static String asked(String arguments) {
    String query =
        "SELECT count(*) AS n FROM register_enrolment(%s) WHERE source = 'enrolment_pension'"
            .formatted(arguments);
    // A command's words are separated by blanks, and the query is one of them.
    Outcome outcome = canbao.run("sql " + query.replace(' ', '\n'));
    return outcome.code() == 0
        ? outcome.out().lines().skip(2).findFirst().orElse("").strip()
        : outcome.err();
  }

  private static String covered(String day) {
    return sql(COVERED.formatted(LocalDate.parse(day)).replace("\n", " "));
  }

  private static void run(int code, String line) {
    Outcome outcome = canbao.run(line);
    assertThat(outcome.code()).as("%s: %s", line, outcome.err()).isEqualTo(code);
  }

  /** The rows of a query, sorted, without the line of names. */
  private static String sql(String query) {
    String lake = folder.resolve("lake").toString();
    String onFiles = query.replaceAll("FROM (\\w+)\\.(\\w+)", "FROM delta.`" + lake + "/$1/$2`");
    return TextTable.drawn(session.sql(onFiles)).lines().skip(1).collect(Collectors.joining("\n"));
  }
}
