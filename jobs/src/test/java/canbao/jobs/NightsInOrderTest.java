package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three days of a small province with ordinary dirt, in two lakes. */
@ExtendWith(LocalSpark.class)
@Tag("nights")
class NightsInOrderTest {

  private static final List<String> DAYS = List.of("2018-12-29", "2018-12-30", "2018-12-31");
  private static final String LAST = DAYS.get(2);
  private static final List<String> STEPS =
      List.of("ingest", "register", "coverage", "supervision");

  @TempDir private Path folder;

  @Test
  void threeNightsOneByOneLeaveWhatTheLastOneLeavesThatTakesAllBatches(SparkSession spark) {
    LocalCommand oneByOne = lake(spark, "one_by_one");
    LocalCommand atOnce = lake(spark, "at_once");
    succeed(
        oneByOne,
        "sample --persons 400 --days 3 --seed 5 --dirt normal --out " + folder.resolve("province"));

    for (String day : DAYS) {
      // So few people are counted anew each night: what was counted before is not read.
      STEPS.stream()
          .filter(step -> day.equals(LAST) || !step.equals("coverage"))
          .forEach(step -> succeed(oneByOne, step + " --as-of " + day));
    }
    STEPS.forEach(step -> succeed(atOnce, step + " --as-of " + LAST));

    for (String table : List.of("person_state", "city_coverage", "bridge")) {
      assertThat(TextTable.drawn(lastDay(spark, "at_once", table)))
          .as(table)
          .isEqualTo(TextTable.drawn(lastDay(spark, "one_by_one", table)));
    }
    assertThatPeopleWithBadNumbersCountWhereTheyAreFound(spark);
    assertThat(TextTable.drawn(suspects(spark, "at_once")))
        .contains("Q01 | ", "Q03 | ", "Q07 | ", "Q22 | ")
        .isEqualTo(TextTable.drawn(suspects(spark, "one_by_one")));
  }

  /** What the last night finds, whether it was looked for night by night or at once. */
  private Dataset<Row> suspects(SparkSession spark, String lake) {
    return spark
        .read()
        .format("delta")
        .load(folder.resolve(lake).resolve("supervision/finding").toString())
        .filter("last_seen = '2018-12-31' AND state <> 'settled'")
        .selectExpr("check_id", "kind", "division", "finding_id", "person_keys", "evidence");
  }

  private void assertThatPeopleWithBadNumbersCountWhereTheyAreFound(SparkSession spark) {
    Dataset<Row> cities =
        lastDay(spark, "at_once", "city_coverage")
            .filter("basis = 'residence' AND denominator = 'resident_due' AND NOT is_memo")
            .filter("family IN ('pension', 'medical')");
    Dataset<Row> ends = lastDay(spark, "at_once", "bridge").filter("step = 'enrolled_elsewhere'");

    assertThat(cities.filter("division = '440000' AND covered_low < covered").count()).isEqualTo(2);
    assertThat(TextTable.drawn(cities.selectExpr("family", "division", "covered AS people")))
        .isEqualTo(TextTable.drawn(ends.selectExpr("family", "division", "running AS people")));
  }

  private LocalCommand lake(SparkSession spark, String name) {
    return new LocalCommand(spark, folder.resolve("province"), folder.resolve(name));
  }

  private static void succeed(LocalCommand canbao, String line) {
    LocalCommand.Outcome outcome = canbao.run(line);
    assertThat(outcome.err()).as(line).isEmpty();
    assertThat(outcome.code()).as(line).isZero();
  }

  /** People are named by the key that lies beside both lakes, so even their rows are the same. */
  private Dataset<Row> lastDay(SparkSession spark, String lake, String table) {
    Path path = folder.resolve(lake).resolve("coverage").resolve(table);
    return spark.read().format("delta").load(path.toString()).filter(col("as_of").equalTo(LAST));
  }
}
