package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of a clean province, from its files to what is released. */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class NightTest {

  private final TwoNights nights;

  NightTest(TwoNights nights) {
    this.nights = nights;
  }

  @Test
  void thePagesOfSparkTellTheNightInItsOwnWords() {
    assertThat(String.join("\n", nights.phases()))
        .isEqualTo(
            """
            ingest 2018-12-30
            ingest: judge the rows of 2018-12-30
            ingest: land card 2018-12-30
            ingest: land enrolment_labour 2018-12-30
            ingest: land enrolment_medical 2018-12-30
            ingest: land enrolment_pension 2018-12-30
            ingest: land population 2018-12-30
            ingest: land status 2018-12-30
            ingest: count the rules for 2018-12-30
            ingest: rejected rows, rules, control numbers and batches
            register 2018-12-30
            register: changes of card 2018-12-30
            register: changes of enrolment 2018-12-30
            register: history of enrolment 2018-12-30
            Delta: register: history of enrolment 2018-12-30: Compute snapshot for version: 0
            register: changes of person 2018-12-30
            register: history of person 2018-12-30
            register: changes of status 2018-12-30
            register: identities of new people
            register: links of people outside the population
            coverage 2018-12-30
            coverage: state of everybody on 2018-12-30
            coverage: cities of 2018-12-30
            coverage: groups of 2018-12-30
            coverage: bridge and flow of 2018-12-30
            coverage: tables of 2018-12-30
            coverage: change up to 2018-12-30
            coverage: control numbers of 2018-12-30
            gate: numbers of 2018-12-30 beside their past
            gate: verdict of 2018-12-30
            release: example people
            release 2018-12-30
            release: numbers of 2018-12-30
            release: copy of coverage.city_coverage
            release: copy of coverage.bridge
            release: copy of coverage.group_coverage
            release: copy of coverage.flow
            release: copy of coverage.change
            release: ledger
            usability 2018-12-30
            worklist 2018-12-30
            worklist: list of 2018-12-30
            worklist: control numbers of 2018-12-30
            supervision 2018-12-30
            supervision: what is found on 2018-12-30
            supervision: what becomes of the findings of 2018-12-30
            what the steps of 2018-12-30 took
            report of 2018-12-30\
            """);
  }

  @Test
  void theTablesOfTwoFamiliesStandApart() {
    String[] paragraphs = nights.printed().split("\n\n", -1);

    assertThat(paragraphs).hasSize(7);
    assertThat(paragraphs[0]).startsWith("Night of 2018-12-30\nstep ");
    assertThat(paragraphs[1]).startsWith("pension by resident_due\ndivision ");
    assertThat(paragraphs[2]).startsWith("medical by resident_due\ndivision ");
    assertThat(paragraphs[3])
        .matches(
            "Numbers unlike their past: none; of [0-9,]+ numbers too few earlier nights are known"
                + " to tell");
    assertThat(paragraphs[4])
        .startsWith("usability   low  medium  high  unusable  unknown  province\n")
        .contains(
            "\nmedical: 100.00% of 1,",
            " people due live in cities whose numbers rest on fresh data\npension: 100.00% of ");
    assertThat(paragraphs[5])
        .matches(
            "Problems: 0 new \\(0 beyond limits\\), [0-9]+ persisting \\([0-9]+\\), 0 solved;"
                + " problems --as-of tells");
    assertThat(paragraphs[6]).startsWith("Tables (Delta): ");
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
            .csv(nights.landing().resolve("truth/coverage.csv").toString())
            .filter(col("as_of").isin(TwoNights.DAYS.toArray()))
            .select(cells);

    assertThat(TextTable.drawn(table(spark, "coverage/city_coverage").select(cells)))
        .isEqualTo(TextTable.drawn(truth));
  }

  /** As counted, and by a step more as released. */
  @Test
  void theBridgeEndsAtTheCoveredPeopleOfTheCity(SparkSession spark) {
    Map<String, String> lastSteps = Map.of("coverage", "enrolled_elsewhere", "release", "held");
    lastSteps.forEach(
        (schema, step) -> {
          Dataset<Row> ends =
              table(spark, schema + "/bridge")
                  .filter(col("step").equalTo(step))
                  .select("as_of", "family", "division", "running");
          Dataset<Row> covered =
              table(spark, schema + "/city_coverage")
                  .filter("denominator = 'resident_due' AND basis = 'residence' AND NOT is_memo")
                  .filter("family IN ('pension', 'medical')")
                  .select("as_of", "family", "division", "covered")
                  .withColumnRenamed("covered", "running");
          assertThat(TextTable.drawn(ends)).as(schema).isEqualTo(TextTable.drawn(covered));
        });
  }

  /** Wherever people live, by line they are those whom the bridge counts once in the pool. */
  @Test
  void thePeopleWhoFlowIntoAPoolAreThoseOfTheBridge(SparkSession spark) {
    Dataset<Row> ofBridge =
        table(spark, "coverage/bridge")
            .filter("division <> '440000'")
            .filter("step LIKE 'line_%' OR step = 'same_line_doubles'")
            .groupBy("as_of", "family", "division")
            .agg(sum("people").as("people"));
    for (String kind : List.of("resident", "registered")) {
      Dataset<Row> flowing =
          table(spark, "coverage/flow")
              .filter(col("from_kind").equalTo(kind))
              .filter("line NOT IN ('210', '410', '510')")
              .withColumn("family", expr("if(line LIKE '1%', 'pension', 'medical')"))
              .groupBy(col("as_of"), col("family"), col("enrolment_division").as("division"))
              .agg(sum("people").as("people"));
      assertThat(TextTable.drawn(flowing)).as(kind).isEqualTo(TextTable.drawn(ofBridge));
    }
  }

  @Test
  void aVerdictIsRobustIfEveryAdmissibleDenominatorGivesIt(SparkSession spark) {
    Dataset<Row> rates = table(spark, "coverage/sensitivity");
    String cell = "as_of, division, family, denominator, due, covered, rate, met, verdict";
    Dataset<Row> published =
        table(spark, "coverage/city_coverage")
            .filter("basis <> 'enrolment' AND family IN ('pension', 'medical')");
    Dataset<Row> verdicts =
        rates
            .groupBy("as_of", "division", "family")
            .agg(
                expr("count(DISTINCT if(is_admissible, met, NULL))").as("verdicts"),
                expr("bool_or(is_admissible AND met)").as("is_any_met"),
                expr("first(robustness)").as("robustness"));

    assertThat(TextTable.drawn(rates.selectExpr(cell.split(", "))))
        .as("one edition is known of each figure")
        .isEqualTo(TextTable.drawn(published.selectExpr(cell.split(", "))));
    assertThat(
            TextTable.drawn(
                verdicts
                    .filter("verdicts > 0")
                    .selectExpr("verdicts", "is_any_met", "robustness")
                    .distinct()))
        .isEqualTo(
            """
            verdicts bigint | is_any_met boolean | robustness string
            1 | false | robustly_missed
            1 | true | robustly_met
            2 | true | depends\
            """);
  }

  @Test
  void everyStepOfANightHasARowOfWhatItDidAndTook(SparkSession spark) {
    Dataset<Row> steps = table(spark, "quality/run_metric");
    Dataset<Row> filesByDay =
        table(spark, "quality/control_number")
            .filter("step = 'ingest'")
            .groupBy("as_of")
            .agg(
                sum("rows_in").as("rows_in"),
                sum("accepted").as("accepted"),
                sum("rejected").as("rejected"));

    assertThat(TextTable.drawn(steps.filter("bytes_written > 0").select("as_of", "step")))
        .isEqualTo(
            """
            as_of date | step string
            2018-12-29 | coverage
            2018-12-29 | gate
            2018-12-29 | ingest
            2018-12-29 | register
            2018-12-29 | release
            2018-12-29 | supervision
            2018-12-29 | usability
            2018-12-29 | worklist
            2018-12-30 | coverage
            2018-12-30 | gate
            2018-12-30 | ingest
            2018-12-30 | register
            2018-12-30 | release
            2018-12-30 | supervision
            2018-12-30 | usability
            2018-12-30 | worklist\
            """);
    assertThat(
            TextTable.drawn(
                steps.filter("step = 'ingest'").select("as_of", "rows_in", "accepted", "rejected")))
        .isEqualTo(TextTable.drawn(filesByDay));
    assertThat(steps.filter("seconds = 0 OR bytes_read = 0").count()).isZero();
  }

  @Test
  void anEvaluationStandsOnTheReleasedNumbersOfTheDay(SparkSession spark, @TempDir Path folder)
      throws Exception {
    Path lake = nights.copy(folder);
    LocalCommand canbao = nights.on(spark, lake).with("spark.sql.autoBroadcastJoinThreshold", "-1");
    List<LocalCommand.Outcome> outcomes = new ArrayList<>();
    List<String> plans =
        Plans.of(
            spark, () -> outcomes.add(canbao.run("evaluate --as-of 2018-12-30 --kind annual")));
    LocalCommand.Outcome annual = outcomes.get(0);

    assertThat(plans)
        .anyMatch(plan -> plan.contains("BroadcastHashJoin [person_key"))
        .noneMatch(plan -> plan.contains("SortMergeJoin"));
    assertThat(annual.err()).isEmpty();
    assertThat(annual.code()).isZero();
    assertThat(annual.out())
        .startsWith("step ")
        .contains("\n\nPlan as of 2018-12-30, annual\nno  indicator ")
        .contains("\n 1  基本养老保险参保率 ", "\n 7  社会保障卡持卡人口覆盖率 ")
        .contains("\n1: text of 第四节 says 98% by 2018 ")
        .contains("\n\nNot judged\n", "\n\nCities and counties\nno  indicator ");
    String measured = "division, family, basis, numerator, denominator";
    Dataset<Row> values =
        table(spark, lake, "evaluation/indicator_value")
            .filter("source = 'release' AND value IS NOT NULL")
            .selectExpr(measured.split(", "));
    Dataset<Row> released =
        table(spark, "release/city_coverage")
            .filter("as_of = DATE'2018-12-30' AND denominator = 'resident_due' AND NOT is_memo")
            .filter(
                "basis = 'residence' AND family IN ('pension', 'medical') OR basis = 'enrolment'"
                    + " AND division = '440000'"
                    + " AND family IN ('unemployment', 'work_injury', 'maternity')")
            .withColumnRenamed("covered", "numerator")
            .withColumn("denominator", col("due"))
            .selectExpr(measured.split(", "));
    assertThat(TextTable.drawn(values)).isEqualTo(TextTable.drawn(released));
  }

  /** As long as no city is held. */
  @Test
  void aReleaseHasTheRowsThatWereCounted(SparkSession spark) {
    for (String name : List.of("city_coverage", "bridge", "group_coverage", "flow", "change")) {
      String day = name.equals("change") ? "to_as_of" : "as_of";
      Dataset<Row> counted = table(spark, "coverage/" + name).filter(day + " = '2018-12-30'");
      Dataset<Row> copied =
          table(spark, "release/" + name).filter("release_id = '2018-12-30-r1'").drop("release_id");
      Dataset<Row> released = name.equals("bridge") ? copied.filter("step <> 'held'") : copied;

      assertThat(counted.count()).as(name).isPositive();
      assertThat(TextTable.drawn(released)).as(name).isEqualTo(TextTable.drawn(counted));
    }
  }

  @Test
  void aNightThatRunsAgainLeavesTheSameTables(SparkSession spark) {
    List<String> tables =
        List.of(
            "coverage/person_state",
            "coverage/city_coverage",
            "coverage/group_coverage",
            "coverage/bridge",
            "coverage/flow",
            "coverage/change",
            "coverage/sensitivity",
            "coverage/numerator",
            "coverage/register_completeness",
            "register/person",
            "register/enrolment",
            "register/identity",
            "register/link",
            "quality/batch",
            "quality/control_number",
            "quality/run_metric",
            "quality/metric_state",
            "quality/metric",
            "quality/anomaly",
            "quality/problem",
            "quality/usability",
            "release/ledger",
            "release/city_coverage",
            "release/bridge",
            "release/group_coverage",
            "release/flow",
            "release/change",
            "release/definition",
            "worklist/unenrolled",
            "supervision/finding",
            "supervision/night");
    List<String> before = tables.stream().map(name -> drawn(spark, name)).toList();

    assertThat(nights.canbao().run("night --as-of 2018-12-30").code()).isZero();

    assertThat(tables.stream().map(name -> drawn(spark, name)).toList()).isEqualTo(before);
  }

  private String drawn(SparkSession spark, String name) {
    return TextTable.drawn(table(spark, name));
  }

  private Dataset<Row> table(SparkSession spark, String name) {
    return table(spark, nights.lake(), name);
  }

  private static Dataset<Row> table(SparkSession spark, Path lake, String name) {
    return spark.read().format("delta").load(lake.resolve(name).toString());
  }
}
