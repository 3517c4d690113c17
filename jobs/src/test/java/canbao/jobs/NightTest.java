package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of a clean province, from its files to what is released. */
@ExtendWith(LocalSpark.class)
class NightTest {

  private static final List<String> DAYS = List.of("2018-12-30", "2018-12-31");

  @TempDir private static Path folder;
  private static LocalCommand canbao;
  private static String printed;

  @BeforeAll
  static void twoNightsOfACleanProvince(SparkSession spark) {
    canbao = new LocalCommand(spark, folder.resolve("province"), folder.resolve("lake"));
    assertThat(
            canbao
                .run(
                    "sample --persons 1200 --days 2 --seed 3 --dirt clean --out "
                        + folder.resolve("province"))
                .code())
        .isZero();
    for (String day : DAYS) {
      LocalCommand.Outcome night = canbao.run("night --as-of " + day);
      assertThat(night.err()).isEmpty();
      assertThat(night.code()).isZero();
      printed = night.out();
    }
  }

  @Test
  void theTablesOfTwoFamiliesStandApart() {
    String[] paragraphs = printed.split("\n\n", -1);

    assertThat(paragraphs).hasSize(4);
    assertThat(paragraphs[0]).startsWith("Night of 2018-12-31\nstep ");
    assertThat(paragraphs[1]).startsWith("pension by resident_due\ndivision ");
    assertThat(paragraphs[2]).startsWith("medical by resident_due\ndivision ");
    assertThat(paragraphs[3]).startsWith("Tables (Delta): ");
  }

  @Test
  void everyCellOfCityCoverageEqualsTheTruthOfTheSample(SparkSession spark) {
    Column[] cells =
        List.of(
                "as_of",
                "basis",
                "division",
                "family",
                "denominator",
                "due",
                "covered_low",
                "covered",
                "covered_high")
            .stream()
            .map(name -> col(name).cast("string"))
            .toArray(Column[]::new);
    Dataset<Row> truth =
        spark
            .read()
            .option("header", true)
            .csv(folder.resolve("province/truth/coverage.csv").toString())
            .select(cells);

    assertThat(TextTable.drawn(table(spark, "coverage/city_coverage").select(cells)))
        .isEqualTo(TextTable.drawn(truth));
  }

  @Test
  void theBridgeEndsAtTheCoveredPeopleOfTheCity(SparkSession spark) {
    Dataset<Row> ends =
        table(spark, "coverage/bridge")
            .filter(col("step").equalTo("enrolled_elsewhere"))
            .select("as_of", "family", "division", "running");
    Dataset<Row> covered =
        table(spark, "coverage/city_coverage")
            .filter("denominator = 'resident_due' AND basis = 'residence' AND NOT is_memo")
            .filter("family IN ('pension', 'medical')")
            .select(col("as_of"), col("family"), col("division"), col("covered").as("running"));

    assertThat(TextTable.drawn(ends)).isEqualTo(TextTable.drawn(covered));
  }

  @Test
  void aNightThatRunsAgainLeavesTheSameTables(SparkSession spark) {
    List<String> tables =
        List.of(
            "coverage/person_state",
            "coverage/city_coverage",
            "coverage/bridge",
            "register/person",
            "register/enrolment",
            "register/identity",
            "quality/batch",
            "quality/control_number",
            "release/ledger",
            "release/city_coverage",
            "release/bridge");
    List<String> before = tables.stream().map(name -> drawn(spark, name)).toList();

    assertThat(canbao.run("night --as-of 2018-12-31").code()).isZero();

    assertThat(tables.stream().map(name -> drawn(spark, name)).toList()).isEqualTo(before);
  }

  private static String drawn(SparkSession spark, String name) {
    return TextTable.drawn(table(spark, name));
  }

  private static Dataset<Row> table(SparkSession spark, String name) {
    return spark.read().format("delta").load(folder.resolve("lake").resolve(name).toString());
  }
}
