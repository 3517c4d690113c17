package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What rows that are lost between two steps do to a night. Each test has a lake for itself. */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class ControlNumbersTest {

  private static final String LAST = TwoNights.DAYS.get(1);
  private static final String NEXT = "2018-12-31";

  private final SparkSession spark;
  private final TwoNights nights;

  @TempDir private Path folder;
  private Path lake;
  private LocalCommand canbao;

  ControlNumbersTest(SparkSession spark, TwoNights nights) {
    this.spark = LocalCommand.sessionForFewRows(spark);
    this.nights = nights;
  }

  @BeforeEach
  void aLake() {
    lake = nights.copy(folder);
    canbao = nights.on(spark, lake);
  }

  @Test
  void whatIsHandedOnBalancesFromTheFilesToTheCoveredPeople() {
    assertThat(numbers("as_of = '2018-12-30' AND step <> 'ingest'"))
        .isEqualTo(
            """
            step string | source string | batch date | rows_in bigint | accepted bigint | rejected bigint | duplicate bigint
            coverage | bridge |  | 44 | 44 | 0 | 0
            coverage | coverage.bridge |  | 528 | 528 | 0 | 0
            coverage | coverage.city_coverage |  | 711 | 711 | 0 | 0
            coverage | coverage.group_coverage |  | 4106 | 4106 | 0 | 0
            coverage | coverage.person_state |  | 1200 | 1200 | 0 | 0
            coverage | medical |  | 1149 | 1138 | 11 | 0
            coverage | pension |  | 827 | 820 | 7 | 0
            coverage | person |  | 1193 | 1193 | 0 | 0
            register | card | 2018-12-30 | 0 | 0 | 0 | 0
            register | enrolment_labour | 2018-12-30 | 1418 | 1418 | 0 | 0
            register | enrolment_medical | 2018-12-30 | 3 | 3 | 0 | 0
            register | enrolment_pension | 2018-12-30 | 1 | 1 | 0 | 0
            register | population | 2018-12-30 | 1 | 1 | 0 | 0
            register | register.card |  | 1107 | 1107 | 0 | 0
            register | register.enrolment |  | 3665 | 3665 | 0 | 0
            register | register.person |  | 1193 | 1193 | 0 | 0
            register | register.status |  | 101 | 101 | 0 | 0
            register | status | 2018-12-30 | 0 | 0 | 0 | 0
            worklist | city |  | 44 | 44 | 0 | 0
            worklist | medical |  | 1158 | 1138 | 20 | 0
            worklist | pension |  | 847 | 820 | 27 | 0
            worklist | street |  | 932 | 932 | 0 | 0""");
  }

  @Test
  void aBatchThatHasLandedWithoutARowIsNotTakenUp() {
    assertThat(canbao.run("ingest --as-of " + NEXT).code()).isZero();
    lose("landing/enrolment_labour", "batch = '2018-12-31' AND line_no = 2");

    LocalCommand.Outcome register = canbao.run("register --as-of " + NEXT);

    assertThat(register.code()).isEqualTo(4);
    assertThat(register.err())
        .isEqualTo(
            """
            canbao: Control numbers of step register on 2018-12-31 do not balance, nothing after it\
             was made: enrolment_labour 2018-12-31: 1418 in, 1417 accepted, 0 rejected, 0 duplicate.\
             Restore landing.* and quality.batch, which nothing can make again, then run the night\
             again.
            """);
    assertThat(numbers("NOT balanced"))
        .isEqualTo(
            """
            step string | source string | batch date | rows_in bigint | accepted bigint | rejected bigint | duplicate bigint
            register | enrolment_labour | 2018-12-31 | 1418 | 1417 | 0 | 0""");
    assertThat(table("register/applied").filter("batch = '2018-12-31'").isEmpty()).isTrue();
  }

  @Test
  void aRegisterWithoutARowIsNotCountedUntilItIsMadeAgain() {
    lose("register/enrolment", "source = 'enrolment_medical' AND line_no = 2");

    LocalCommand.Outcome coverage = canbao.run("coverage --as-of " + LAST);
    LocalCommand.Outcome gate = canbao.run("gate --as-of " + LAST);

    assertThat(coverage.code()).isEqualTo(4);
    assertThat(coverage.err())
        .isEqualTo(
            """
            canbao: Control numbers of step coverage on 2018-12-30 do not balance, nothing after it\
             was made: register.enrolment: 3665 in, 3663 accepted, 0 rejected, 0 duplicate. Run\
             register for the day; if it ends likewise, make it again from landing: rebuild\
             --replace.
            """);
    assertThat(gate.err()).contains("rules [control_numbers] failed");
    assertThat(gate.code()).isEqualTo(4);
    assertThat(canbao.run("gate --explain --as-of " + LAST).out())
        .contains(
            """
            Control numbers that do not balance; nothing of the day is published:
              register.enrolment: 3665 in, 3663 accepted, 0 rejected, 0 duplicate
            """);
    LocalCommand.Outcome release = canbao.run("release --as-of " + LAST);
    assertThat(release.err()).startsWith("canbao: The numbers of 2018-12-30 cannot be released: ");
    assertThat(release.code()).isEqualTo(4);
    assertThat(canbao.run("rebuild --replace").code()).isZero();
    assertThat(canbao.run("coverage --as-of " + LAST).code()).isZero();
    assertThat(canbao.run("gate --as-of " + LAST).code()).isZero();
  }

  @Test
  void peopleWhoAreLostAfterTheyWereCountedStopTheGate() {
    lose("coverage/person_state", "as_of = '2018-12-30' AND resident_city = 440300 AND age = 7");

    LocalCommand.Outcome gate = canbao.run("gate --as-of " + LAST);

    assertThat(gate.code()).isEqualTo(4);
    assertThat(canbao.run("gate --explain --as-of " + LAST).out())
        .startsWith(
            """
            Gate of 2018-12-30, run""")
        .contains(
            """
            The province is stopped; 21 of 21 cities are held.

            Control numbers that do not balance; nothing of the day is published:
              coverage.person_state: 1200 in, 1199 accepted, 0 rejected, 0 duplicate
              To do: run register and coverage for the day again, which say what to restore.
            """);
  }

  private void lose(String table, String rows) {
    DeltaTable.forPath(spark, lake.resolve(table).toString()).delete(rows);
  }

  private String numbers(String which) {
    return TextTable.drawn(
        table("quality/control_number")
            .filter(which)
            .select("step", "source", "batch", "rows_in", "accepted", "rejected", "duplicate"));
  }

  private Dataset<Row> table(String name) {
    return spark.read().format("delta").load(lake.resolve(name).toString());
  }
}
