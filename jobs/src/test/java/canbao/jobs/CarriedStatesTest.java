package canbao.jobs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days on which the state of those alone is computed whom something touches: everybody has the
 * state that computing all gives, over changes, birthdays and the turn of the insurance year.
 */
@ExtendWith(LocalSpark.class)
class CarriedStatesTest {

  private static final List<String> DAYS = List.of("2018-12-31", "2019-01-01", "2019-01-02");

  private static final String CARRY = " --set carry_states_from=0";

  @TempDir private static Path folder;
  private static LocalCommand canbao;
  private static List<Row> runs;
  private static List<String> plansOfLastDay;

  @BeforeAll
  static void threeDays(SparkSession spark) throws Exception {
    canbao =
        new LocalCommand(spark, folder.resolve("province"), folder.resolve("lake"))
            .with("spark.sql.maxPlanStringLength", "1000000")
            .with("spark.sql.debug.maxToStringFields", "1000");
    done(
        "sample --persons 800 --days 3 --last-day 2019-01-02 --seed 5 --dirt heavy --out "
            + folder.resolve("province"));
    for (String day : DAYS) {
      done("ingest --as-of " + day);
      done("register --as-of " + day);
      plansOfLastDay = Plans.of(spark, () -> done("coverage --as-of " + day + CARRY));
    }
    runs = runs(spark);
  }

  @Test
  void thoseWhomNothingTouchesKeepTheirStateAndTheYearTouchesAllWhoHavePaidForIt() {
    assertThat(runs).extracting(row -> row.getString(0)).containsExactlyElementsOf(DAYS);
    assertThat(runs)
        .extracting(row -> row.getString(1))
        .containsExactly(null, DAYS.get(0), DAYS.get(1));
    long people = runs.get(0).getLong(2);
    assertThat(touched(1)).isGreaterThan(people / 3).isLessThan(people);
    assertThat(touched(2)).isBetween(1L, people / 20);
  }

  @Test
  void everybodyHasTheStateThatComputingAllGives() {
    for (String day : DAYS.subList(1, DAYS.size())) {
      assertThat(canbao.run("audit --as-of " + day).err()).as(day).isEmpty();
    }
  }

  /** Neither are all people's rows moved, nor are states that stay compared with others. */
  @Test
  void statesThatStayAreReadAndWrittenAndNothingElseIsDoneWithThem() {
    String write =
        plansOfLastDay.stream()
            .filter(plan -> plan.contains("LeftAnti") && plan.contains("partial_bit_or"))
            .findFirst()
            .orElseThrow();

    assertThat(write).doesNotContain("SortMergeJoin", "ShuffledHashJoin", "NestedLoopJoin");
    assertThat(write.lines().filter(line -> line.contains("Exchange hashpartitioning")).distinct())
        .as("facts of those who are touched, their keys, links")
        .hasSize(3);
  }

  /** Of those who are touched alone, and of everybody. */
  @Test
  void theChangeBetweenTwoDaysIsTheSameWhoeverIsCompared(SparkSession spark) {
    String from = DAYS.get(1);
    String ofTouched = change(spark, from);
    done("change --from " + from + " --as-of " + DAYS.get(2));

    assertThat(ofTouched.lines()).as("2 bases, 2 families, 23 divisions").hasSize(1 + 92);
    assertThat(change(spark, from)).isEqualTo(ofTouched);
  }

  /** Over two nights everybody is counted once, by what the first and the last of them say. */
  @Test
  void theChangeOverTwoNightsGoesFromTheFirstDaysNumbersToTheLastOnes(SparkSession spark) {
    done("change --from " + DAYS.get(0) + " --as-of " + DAYS.get(2));

    String ends = "basis, division, family, due_before, covered_before";
    String begins = "basis, division, family, due_after, covered_after";
    assertThat(rows(spark, "to_as_of = '2019-01-02' AND from_as_of = '2018-12-31'", ends))
        .isEqualTo(rows(spark, "to_as_of = '2019-01-01'", ends));
    assertThat(rows(spark, "to_as_of = '2019-01-02' AND from_as_of = '2018-12-31'", begins))
        .isEqualTo(rows(spark, "to_as_of = '2019-01-02' AND from_as_of = '2019-01-01'", begins));
  }

  private static String change(SparkSession spark, String from) {
    return rows(spark, "to_as_of = '2019-01-02' AND from_as_of = '" + from + "'", "*");
  }

  private static String rows(SparkSession spark, String condition, String columns) {
    Dataset<Row> table =
        new Lake(spark, folder.resolve("lake").toString()).table("coverage.change").orElseThrow();
    return TextTable.drawn(table.filter(condition).selectExpr(columns.split(", ")))
        .lines()
        .skip(columns.equals("*") ? 0 : 1)
        .collect(joining("\n"));
  }

  @Test
  void aDayThatIsComputedOnceMoreIsComputedForEverybody(SparkSession spark) {
    done("coverage --as-of " + DAYS.get(2) + CARRY);

    assertThat(runs(spark).get(2).isNullAt(1)).isTrue();
    assertThat(canbao.run("audit --as-of " + DAYS.get(2)).err()).isEmpty();
  }

  private static long touched(int day) {
    return runs.get(day).getLong(3);
  }

  private static List<Row> runs(SparkSession spark) {
    Dataset<Row> table =
        new Lake(spark, folder.resolve("lake").toString())
            .table("coverage.person_state_run")
            .orElseThrow();
    return new ArrayList<>(
        table
            .selectExpr(
                "CAST(as_of AS STRING)", "CAST(carried_from AS STRING)", "people", "touched")
            .orderBy("as_of")
            .collectAsList());
  }

  private static void done(String command) {
    LocalCommand.Outcome outcome = canbao.run(command);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }
}
