package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.TextTable;
import canbao.jobs.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A province whose lists of 2018-12-29 and 2018-12-31 were taken, counted for the 30th and the 31st
 * and released, though the last run of the register was killed before its end. On the first of
 * January the pension list of 2018-12-30 comes: four people of Guangzhou, one of them a student,
 * were not insured that day.
 *
 * <p>A test that changes the lake takes a copy.
 */
final class LateList extends RunFolder {

  static final String BEFORE = "2018-12-29";
  static final String LATE = "2018-12-30";
  static final String AFTER = "2018-12-31";
  static final String NOW = "2019-01-01";

  /**
   * People with a pension in Guangzhou, Shenzhen and the province as the lists of AFTER have it.
   */
  static final String ALL =
      """
      440000 | 67
      440100 | 59
      440300 | 8""";

  /** The same as the late list has it. */
  static final String THREE_LESS =
      """
      440000 | 64
      440100 | 56
      440300 | 8""";

  private static final String COVERED =
      "SELECT division, covered FROM coverage.city_coverage WHERE as_of = '%s'"
          + " AND family = 'pension' AND denominator = 'resident_due' AND basis = 'residence'"
          + " AND division IN ('440100', '440300', '440000')";

  private final SparkSession shared;
  private final SparkSession session;
  private LocalCommand canbao;

  private LateList(SparkSession spark, Path folder) {
    super(folder);
    this.shared = spark;
    this.session = LocalCommand.sessionForFewRows(spark);
    this.canbao = new LocalCommand(spark, landing(), lake());
  }

  static LateList run(SparkSession spark) {
    try {
      LateList list = new LateList(spark, Files.createTempDirectory("late-list"));
      list.takeAll();
      return list;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy; the key of the pseudonyms goes with it. */
  LateList copied(Path to) {
    try {
      FileUtils.copyDirectory(folder().toFile(), to.toFile());
      return new LateList(shared, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takeAll() throws IOException {
    SmallProvince.deliver(landing(), BEFORE);
    run(0, "ingest --as-of " + BEFORE);
    run(0, "register --as-of " + BEFORE);
    copy("lake", "kept");
    SmallProvince.deliver(landing(), AFTER);
    run(0, "ingest --as-of " + AFTER);
    run(0, "register --as-of " + AFTER);
    at(NOW + "T02:00:00");
    release(LATE);
    release(AFTER);
    killedBeforeItsEnd();

    at("2019-01-02T02:00:00");
    new BatchWriter(landing(), "enrolment_pension", LATE)
        .file("part.csv", SmallProvince.linesWithout("enrolment_pension", 0, 4))
        .write();
    // The lists of the day itself have not come: that is told, and what has come is taken.
    run(3, "ingest --as-of " + NOW);
    run(0, "register --as-of " + NOW);
  }

  /** The run of the last day has written its rows, but not that the register holds them. */
  private void killedBeforeItsEnd() throws IOException {
    for (String table : List.of("register/applied", "quality/registration")) {
      FileUtils.deleteDirectory(lake().resolve(table).toFile());
      copy("kept/" + table, "lake/" + table);
    }
    String batches =
        Stream.concat(SmallProvince.DAILY.stream(), Stream.of("status"))
            .map(source -> source + " " + AFTER + "\n")
            .collect(Collectors.joining());
    Files.writeString(
        lake().resolve("register/_taking"), AFTER + "\n" + batches + "end", StandardCharsets.UTF_8);
  }

  private void copy(String from, String to) throws IOException {
    FileUtils.copyDirectory(folder().resolve(from).toFile(), folder().resolve(to).toFile());
  }

  /** Counts a day by what is known, and publishes it. */
  void release(String day) {
    for (String step : List.of("coverage", "gate", "release")) {
      run(0, step + " --as-of " + day);
    }
  }

  LocalCommand canbao() {
    return canbao;
  }

  /** Commands are given at another moment from now on. */
  void at(String moment) {
    canbao = canbao.at(moment);
  }

  void run(int code, String line) {
    Outcome outcome = canbao.run(line);
    assertThat(outcome.code()).as("%s: %s", line, outcome.err()).isEqualTo(code);
  }

  /** The answer of the command {@code sql}, or why there is none. */
  String asked(String query) {
    // A command's words are separated by blanks, and the query is one of them.
    Outcome outcome = canbao.run("sql " + query.replace(' ', '\n'));
    return outcome.code() == 0 ? outcome.out().stripTrailing() : outcome.err();
  }

  /** The catalogue that {@link #asked} fills is the JVM's, and other tests have other lakes. */
  void forgetTables() {
    for (String schema : List.of("landing", "quality", "register", "coverage", "release")) {
      Dataset<Row> unused = session.sql("DROP DATABASE IF EXISTS " + schema + " CASCADE");
    }
  }

  /** People with a pension on a day as they were counted last. */
  String covered(String day) {
    return sql(COVERED.formatted(day));
  }

  /** The rows of a query, sorted, without the line of names. */
  String sql(String query) {
    String onFiles = query.replaceAll("FROM (\\w+)\\.(\\w+)", "FROM delta.`" + lake() + "/$1/$2`");
    return TextTable.drawn(session.sql(onFiles)).lines().skip(1).collect(Collectors.joining("\n"));
  }

  SparkSession session() {
    return session;
  }

  Lake tables() {
    return new Lake(session, lake().toString());
  }
}
