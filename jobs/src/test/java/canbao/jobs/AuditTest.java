package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Audits of two nights, on a lake that each test has for itself. */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class AuditTest {

  private static final String FIRST = TwoNights.DAYS.get(0);
  private static final String LAST = TwoNights.DAYS.get(1);

  private final SparkSession spark;
  private final TwoNights nights;

  @TempDir private Path folder;
  private Path lake;
  private LocalCommand canbao;

  AuditTest(SparkSession spark, TwoNights nights) {
    this.spark = LocalCommand.sessionForFewRows(spark);
    this.nights = nights;
  }

  @BeforeEach
  void aLake() {
    lake = nights.copy(folder);
    canbao = nights.on(spark, lake);
  }

  @Test
  void aNumberThatWasChangedByHandIsNamedByItsKeyPeopleAreOnlyCountedAndTheStepsPutItRight() {
    assertThat(audit(LAST).out()).startsWith("step   rows in").contains("\naudit ");
    change("coverage/city_coverage", cell("family = 'pension'"), "due", "due + 1");
    change(
        "coverage/bridge",
        "as_of = '%s' AND step = 'dead' AND division = '440300' AND family = 'medical'"
            .formatted(LAST),
        "people",
        "people - 1");
    change(
        "coverage/group_coverage",
        cell("family = 'medical' AND dimension = 'total'"),
        "covered",
        "covered - 1");
    change("release/city_coverage", cell("family = 'any'"), "covered_high", "covered_high + 2");
    String key = onePersonOf("440100");
    change(
        "coverage/person_state",
        "person_key = %s AND as_of = '%s'".formatted(key, LAST),
        "due_bits",
        "0");

    LocalCommand.Outcome audit = canbao.run("audit --as-of " + LAST);

    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.err())
        .startsWith(
            "canbao: The stored numbers of 2018-12-30 are not what the audit finds: they differ:"
                + " coverage.person_state in people: 1 of 440100;"
                + " coverage.city_coverage (as_of/basis/division/family/denominator) in"
                + " 2018-12-30/residence/440100/pension/resident_due;"
                + " coverage.group_coverage"
                + " (as_of/basis/division/family/denominator/dimension/value) in"
                + " 2018-12-30/residence/440100/medical/resident_due/total/all;"
                + " coverage.bridge (as_of/family/division/step_no) in 2018-12-30/medical/440300/9;"
                + " release.city_coverage of release 2018-12-30-r1"
                + " (as_of/basis/division/family/denominator) in")
        .contains(" 2018-12-30/residence/440100/any/resident_due")
        .doesNotContain(key)
        .doesNotContain("bug in Canbao,");
    assertThat(audit(FIRST).code()).isZero();

    for (String step : List.of("coverage", "gate", "release")) {
      assertThat(canbao.run(step + " --as-of " + LAST).code()).isZero();
    }
    assertThat(audit(LAST).code()).isZero();
  }

  @Test
  void aCorrectionThatCameLaterDoesNotMakeItFailUntilTheDayIsCountedAgain() {
    String before = numbers();
    LateCorrection.ofBirths(new Lake(spark, lake.toString()), LocalDate.parse(LAST));

    assertThat(audit(FIRST).code()).isZero();
    assertThat(numbers()).isEqualTo(before);

    assertThat(canbao.run("coverage --as-of " + FIRST).code()).isZero();
    assertThat(numbers()).isNotEqualTo(before);
    assertThat(canbao.run("audit --as-of " + FIRST).err()).isEmpty();
  }

  @Test
  void whatCannotBeAuditedIsSaidAndIsNoAlarm() {
    assertThat(told("audit --as-of 2018-12-28"))
        .isEqualTo(
            "3 canbao: There are no numbers of 2018-12-28 to audit: coverage.city_coverage of the"
                + " lake file:%s has no row of the day. Run the night of the day first: night"
                    .formatted(lake)
                + " --as-of 2018-12-28.\n");
    assertThat(told("audit --as-of 2018-12-30 --set count_suspended=true"))
        .startsWith(
            "2 canbao: The numbers of 2018-12-30 cannot be audited with these settings: they were"
                + " computed with other definitions");
    DeltaTable.forPath(spark, lake.resolve("quality/batch").toString())
        .delete(expr("source = 'card' AND batch = '2018-12-30'"));
    assertThat(told("audit --as-of 2018-12-30"))
        .startsWith("3 canbao: The numbers of 2018-12-30 cannot be audited: their run 2018-12-30-")
        .contains("rests on other batches than the register has taken up to 2018-12-30");
  }

  private LocalCommand.Outcome audit(String day) {
    LocalCommand.Outcome outcome = canbao.run("audit --as-of " + day);
    assertThat(outcome.err()).isEmpty();
    return outcome;
  }

  private String told(String line) {
    LocalCommand.Outcome outcome = canbao.run(line);
    return outcome.code() + " " + outcome.err();
  }

  private static String cell(String family) {
    return "as_of = '%s' AND basis = 'residence' AND division = '440100' AND denominator = 'resident_due' AND %s"
        .formatted(LAST, family);
  }

  private void change(String table, String where, String column, String value) {
    DeltaTable delta = DeltaTable.forPath(spark, lake.resolve(table).toString());
    assertThat(delta.toDF().filter(where).count()).isEqualTo(1);
    delta.updateExpr(where, Map.of(column, value));
  }

  private String onePersonOf(String city) {
    return table("coverage/person_state")
        .filter(col("as_of").equalTo(LAST).and(col("resident_city").equalTo(city)))
        .filter("due_bits > 0")
        .agg(min("person_key").cast("string"))
        .head()
        .getString(0);
  }

  private String numbers() {
    return TextTable.drawn(
        table("coverage/city_coverage")
            .filter(col("as_of").equalTo(FIRST))
            .select("basis", "division", "family", "denominator", "due", "covered"));
  }

  private Dataset<Row> table(String name) {
    return spark.read().format("delta").load(lake.resolve(name).toString());
  }
}
