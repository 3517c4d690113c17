package canbao.jobs.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.run.Database;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a night whose source is in a database, and the database does not give it. */
@ExtendWith({LocalSpark.class, Bureau.Given.class})
class DatabaseSourcesTest {

  @Test
  void whatAnInterruptedRunHasLeftIsReadAnewAndWhatIsCompleteIsNot(
      SparkSession spark, Bureau bureau) throws Exception {
    bureau
        .server()
        .execute(
            "CREATE TABLE handover.cards AS SELECT * FROM handover.card",
            "GRANT SELECT ON handover.cards TO canbao");
    DatabaseConf conf = bureau.conf("interrupted", List.of()).declare("card", "handover.cards");
    LocalCommand canbao = bureau.canbao(spark, "interrupted", conf);
    Path batch = bureau.folder("interrupted").resolve("landing/card/2018-12-29");
    Path first = Files.createDirectories(batch).resolve("part-00001.csv");
    Files.writeString(first, "half a");
    Files.writeString(batch.resolve("part-00099.csv"), "of more parts");

    assertThat(canbao.run("ingest --source card --as-of 2018-12-29").code()).isZero();
    String read = Files.readString(first);
    assertThat(read).startsWith("AAC003,AAC058,AAC147,AAB301,CARD_STATE,ISSUED\n");
    assertThat(batch.resolve("part-00099.csv")).doesNotExist();

    // Taken, or only laid down so far: what was read stays what the source has sent.
    bureau.server().execute("DELETE FROM handover.cards WHERE row_no % 2 = 0");
    FileUtils.deleteDirectory(bureau.folder("interrupted").resolve("lake").toFile());
    assertThat(canbao.run("ingest --source card --as-of 2018-12-29").code()).isZero();
    assertThat(first).content(UTF_8).isEqualTo(read);
    FileUtils.deleteDirectory(bureau.folder("interrupted").resolve("landing").toFile());
    assertThat(canbao.run("ingest --source card --as-of 2018-12-29").code()).isZero();
    assertThat(first).doesNotExist();
  }

  @Test
  void aRefusedBatchIsReadOnceMoreWhenThatIsAskedForAndItsFirstReadingIsKept(
      SparkSession spark, Bureau bureau) throws Exception {
    bureau
        .server()
        .execute(
            "CREATE TABLE handover.keyless AS SELECT * FROM handover.settlement",
            "UPDATE handover.keyless SET stay_id = ''",
            "GRANT SELECT ON handover.keyless TO canbao");
    DatabaseConf conf = bureau.conf("again", List.of()).declare("settlement", "handover.keyless");
    LocalCommand canbao = bureau.canbao(spark, "again", conf);
    String ingest = "ingest --source settlement --as-of 2018-12-29";
    Path landing = bureau.folder("again").resolve("landing/settlement");
    assertThat(canbao.run(ingest).log()).contains("settlement 2018-12-29 is refused: ");
    String refused = Files.readString(landing.resolve("2018-12-29/part-00001.csv"));

    bureau
        .server()
        .execute(
            "UPDATE handover.keyless k SET stay_id = s.stay_id FROM handover.settlement s"
                + " WHERE k.batch = s.batch AND k.row_no = s.row_no");
    assertThat(canbao.run(ingest).log())
        .contains("settlement 2018-12-29 was read before", "settlement 2018-12-29 is refused: ");

    Outcome again = canbao.run(ingest + " --read-again");
    assertThat(again.log())
        .contains("settlement 2018-12-29 was refused: it is kept as ")
        .containsPattern("settlement 2018-12-29: (\\d+) rows, \\d+ accepted");
    assertThat(landing.resolve("2018-12-29.refused-1/part-00001.csv"))
        .content(UTF_8)
        .isEqualTo(refused);
    assertThat(canbao.run(ingest + " --read-again").log()).doesNotContain("refused");
    assertThat(landing.resolve("2018-12-29.refused-2")).doesNotExist();
  }

  @Test
  void aDatabaseIsAskedWhetherTheBatchOfTheDayIsThereYetAndNothingIsTaken(
      SparkSession spark, Bureau bureau) {
    DatabaseConf conf = bureau.conf("asked", List.of("card"));
    LocalCommand canbao = bureau.canbao(spark, "asked", conf);
    String ask = "ingest --source card --is-in-database --as-of ";

    Outcome there = canbao.run(ask + "2018-12-29");
    assertThat(there.code()).isZero();
    assertThat(there.out()).isEqualTo("card 2018-12-29 is in the database bureau\n");
    Outcome notYet = canbao.run(ask + "2018-12-31");
    assertThat(notYet.code()).isEqualTo(3);
    assertThat(notYet.err())
        .isEqualTo(
            "canbao: The batch 2018-12-31 of card is not there yet: handover.batch of the database"
                + " bureau does not name it. Ask again later, or call the office that owns the"
                + " data.\n");
    assertThat(bureau.folder("asked").resolve("landing")).doesNotExist();
    assertThat(bureau.folder("asked").resolve("lake")).doesNotExist();
  }

  @Test
  void aDatabaseThatCannotBeReachedIsInputThatIsNotReady(SparkSession spark, Bureau bureau) {
    DatabaseConf conf =
        DatabaseConf.in(
            bureau.folder("far"),
            "jdbc:postgresql://127.0.0.1:1/far",
            Bureau.PASSWORD,
            List.of("population"));

    Outcome ended =
        bureau.canbao(spark, "far", conf).run("ingest --source population --as-of 2018-12-29");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith(
            "canbao: Input for 2018-12-29 is not ready: no batch of population was accepted yet (batch"
                + " 2018-12-29: the database bureau cannot be reached (SQLSTATE 08001)). Have");
    assertThat(bureau.folder("far").resolve("landing/population/2018-12-29")).doesNotExist();
    Outcome asked =
        bureau
            .canbao(spark, "far", conf)
            .run("ingest --source population --is-in-database --as-of 2018-12-29");
    assertThat(asked.code() + " " + asked.err())
        .startsWith(
            "3 canbao: The batch 2018-12-29 of population is not there yet: the database bureau"
                + " cannot be reached (SQLSTATE 08001).");
  }

  @Test
  void aWrongPasswordIsAFaultOfSettingsAndIsNotTold(SparkSession spark, Bureau bureau) {
    DatabaseConf conf =
        DatabaseConf.in(
            bureau.folder("wrong-password"),
            bureau.server().url(),
            "not this one",
            List.of("card"));

    Outcome ended = bureau.canbao(spark, "wrong-password", conf).run("ingest --as-of 2018-12-29");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "canbao: The database bureau cannot be used as user canbao: it refuses the user or the"
                + " password (SQLSTATE 28P01). Correct databases in conf/env, database in conf/sources"
                + " or the rights of the user; nothing was taken.\n");
    assertThat(
            bureau
                .canbao(spark, "wrong-password", conf)
                .run("ingest --source card --is-in-database --as-of 2018-12-29")
                .code())
        .isEqualTo(2);
    assertThat(ended.log()).doesNotContain("not this one");
  }

  @Test
  void aPasswordThatEverybodyCanReadIsNotUsed(Bureau bureau) throws IOException {
    DatabaseConf conf = bureau.conf("open-file", List.of());
    Database declared = Bureau.declared(conf);
    Files.setPosixFilePermissions(
        declared.passwordFile().orElseThrow(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> Password.of(declared, variable -> null))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("can be read by everybody on the machine")
        .hasMessageContaining("CANBAO_DATABASE_BUREAU");
    Password given =
        Password.of(declared, Map.of("CANBAO_DATABASE_BUREAU", "of the variable")::get);
    assertThat(given.text()).isEqualTo("of the variable");
    assertThat(new Access("url", "canbao", given, 1).toString()).doesNotContain("of the variable");
  }

  @Test
  void aViewThatDoesNotGiveTheBatchLeavesNothingOfIt(SparkSession spark, Bureau bureau)
      throws IOException {
    bureau
        .server()
        .execute(
            "CREATE VIEW handover.nameless AS SELECT batch, row_no, part_key, aac058, aac147 FROM handover.population",
            "CREATE VIEW handover.fewer AS SELECT * FROM handover.population WHERE row_no <> 7",
            """
        CREATE VIEW handover.failing AS SELECT batch, row_no, part_key, aac058, aac147, aac003, aac004,
          CASE WHEN row_no = 390 THEN (aac003::int)::text ELSE aac006 END AS aac006,
          aac161, aac009, bac301, aac301, hjzt, aac060, aae037 FROM handover.population
        """,
            "GRANT SELECT ON handover.nameless, handover.fewer, handover.failing TO canbao",
            "CREATE VIEW handover.locked AS SELECT * FROM handover.population");
    assertThat(endOf(spark, bureau, "nameless"))
        .startsWith("3 ")
        .contains(
            "(batch 2018-12-29: handover.nameless lacks the columns [AAC003, AAC004, AAC006, AAC009,");
    assertThat(endOf(spark, bureau, "fewer"))
        .startsWith("3 ")
        .containsPattern("handover.fewer has 9\\d\\d rows of it, handover.batch says 9\\d\\d");
    assertThat(endOf(spark, bureau, "failing"))
        .startsWith("3 ")
        .contains("(batch 2018-12-29: the database bureau did not give its rows (SQLSTATE 22P02))")
        .doesNotContainPattern("invalid input syntax");
    assertThat(endOf(spark, bureau, "locked"))
        .startsWith("2 ")
        .contains("the user may not read what conf/sources names (SQLSTATE 42501)");
    assertThat(endOf(spark, bureau, "absent"))
        .startsWith("2 ")
        .contains("a table or view that conf/sources names is not there (SQLSTATE 42P01)");
  }

  /** Exit code, message and log of a night whose population is a view. */
  private static String endOf(SparkSession spark, Bureau bureau, String view) throws IOException {
    DatabaseConf conf = bureau.conf(view, List.of()).declare("population", "handover." + view);
    Outcome ended =
        bureau.canbao(spark, view, conf).run("ingest --source population --as-of 2018-12-29");
    assertThat(bureau.folder(view).resolve("landing/population/2018-12-29")).doesNotExist();
    return ended.code() + " " + ended.err() + ended.log();
  }
}
