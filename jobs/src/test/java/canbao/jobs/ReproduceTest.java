package canbao.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.register.RegisterTables;
import canbao.jobs.run.ConfCopy;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases of two nights, computed once more when all else has changed, out of schemas {@code
 * register} and {@code release} alone.
 */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class ReproduceTest {

  private static final String DAY = TwoNights.DAYS.get(0);
  private static final String LEARNED = "2018-12-31";

  private final SparkSession spark;
  private final TwoNights nights;

  @TempDir private Path folder;
  private Path lake;
  private LocalCommand canbao;

  ReproduceTest(SparkSession spark, TwoNights nights) {
    this.spark = LocalCommand.sessionForFewRows(spark);
    this.nights = nights;
  }

  @BeforeEach
  void aLake() {
    lake = nights.copy(folder);
    canbao = nights.on(spark, lake);
  }

  @Test
  void aReleaseIsWhatHistoryAndItsOwnDefinitionsGiveWhateverHasChangedSince() throws Exception {
    hold("440300");
    assertThat(canbao.run("release --as-of " + DAY).code()).isZero();
    LateCorrection.ofBirths(new Lake(spark, lake.toString()), LocalDate.parse(LEARNED));
    takeUpABatch(LEARNED);
    for (String schema : List.of("landing", "quality", "coverage", "supervision")) {
      FileUtils.deleteDirectory(lake.resolve(schema).toFile());
    }
    AgedLake.age(lake, Duration.ofDays(40));
    assertThat(canbao.run("maintain").code()).isZero();
    ConfCopy conf = ConfCopy.in(folder);
    conf.spoil("denominators.yml", "age >= 16", "age >= 60");
    LocalCommand today = canbao.with(conf.folder());

    LocalCommand.Outcome first = today.run("reproduce 2018-12-29-r1");
    LocalCommand.Outcome withHeld = today.run("reproduce 2018-12-29-r2 --set count_suspended=true");

    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .doesNotContain("held city")
        .containsPattern("known on +2018-12-29\n")
        .containsPattern("release.city_coverage +[1-9][0-9]* +yes\n")
        .containsPattern("release.bridge +[1-9][0-9]* +yes\n")
        .containsPattern("release.group_coverage +[1-9][0-9,]* +yes\n")
        .containsPattern("release.flow +[1-9][0-9]* +yes\n")
        .containsPattern("release.change +0 +no rows: no day before was counted ");
    assertThat(withHeld.err()).isEmpty();
    assertThat(withHeld.out())
        .containsPattern("held city \\(its release\\) +440300 \\(2018-12-29-r1\\)\n")
        .containsPattern("release.city_coverage +[1-9][0-9]* +yes\n")
        .containsPattern("release.bridge +[1-9][0-9]* +yes\n");

    DeltaTable.forPath(spark, lake.resolve("release/city_coverage").toString())
        .updateExpr(
            "release_id = '2018-12-30-r1' AND division = '440100' AND family = 'medical'"
                + " AND denominator = 'resident_due' AND basis = 'residence'",
            Map.of("due", "due + 1"));

    LocalCommand.Outcome changed = today.run("reproduce 2018-12-30-r1");

    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.err())
        .startsWith(
            "canbao: Release 2018-12-30-r1 is not what the history gives: they differ:"
                + " release.city_coverage (as_of/basis/division/family/denominator) in"
                + " 2018-12-30/residence/440100/medical/resident_due.");
    assertThat(changed.out())
        .containsPattern("release.city_coverage +[1-9][0-9]* +no\n")
        .containsPattern("release.bridge +[1-9][0-9]* +yes\n")
        .containsPattern("release.change +[1-9][0-9]* +yes");
  }

  @Test
  void aReleaseThatIsNotThereAndOneWithoutItsDefinitionsAreToldApart() throws Exception {
    DeltaTable.forPath(spark, lake.resolve("release/definition").toString())
        .delete(expr("path LIKE '%'"));
    ConfCopy conf = ConfCopy.in(folder);
    conf.spoil("denominators.yml", "age >= 16", "age >= 60");

    assertThat(told(canbao.run("reproduce 2018-12-29-r7")))
        .isEqualTo(
            "3 canbao: There is no release 2018-12-29-r7: release.ledger has none of the name; the"
                + " last ones are 2018-12-29-r1, 2018-12-30-r1. Give one that release.ledger has,"
                + " such as 2018-12-31-r1.\n");
    assertThat(told(canbao.with(conf.folder()).run("reproduce 2018-12-29-r1")))
        .startsWith(
            "3 canbao: Release 2018-12-29-r1 cannot be computed with the definitions of its time:"
                + " release.definition has none of fingerprint ");
  }

  /** Without rows; it was taken up after both nights. */
  private void takeUpABatch(String date) {
    TableHome applied =
        RegisterTables.all().stream()
            .filter(home -> home.name().equals("applied"))
            .findFirst()
            .orElseThrow();
    LocalDate day = LocalDate.parse(date);
    new Lake(spark, lake.toString())
        .add(
            applied,
            spark.createDataFrame(
                List.of(RowFactory.create("population", day, day)), applied.columns()));
  }

  private static String told(LocalCommand.Outcome outcome) {
    return outcome.code() + " " + outcome.err();
  }

  /** The gate lets all cities of the day through but one. */
  private void hold(String city) {
    Lake all = new Lake(spark, lake.toString());
    Slice day = Slice.where("as_of", LocalDate.parse(DAY));
    Column isHeld = col("division").equalTo(city);
    all.replace(
        QualityTables.GATE_VERDICT,
        all.read(QualityTables.GATE_VERDICT, day)
            .withColumn("verdict", when(isHeld, "held").otherwise(col("verdict")))
            .withColumn("rules", when(isHeld, array(lit("a rule"))).otherwise(col("rules"))),
        day);
  }
}
