package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.limited;
import static canbao.jobs.quality.RuleExamples.rule;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class RuleResultsTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final List<String> CITIES = List.of("440100", "440300");
  private static final Evaluation EVALUATION = new Evaluation(DAY, "run-1", "f00d");

  /** Borne: 50 rows or 5 %; the status is bad only over both. */
  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no row is no pass                    | HOLD_CITY  |    0 |    0 | NOT_APPLICABLE
          no row of a rejecting rule           | REJECT_ROW |    0 |    0 | NOT_APPLICABLE
          every row keeps it                   | HOLD_CITY  |    1 |    0 | PASS
          many rows, small share               | HOLD_CITY  | 5000 |  250 | PASS_WITH_VIOLATIONS
          one row over both                    | HOLD_CITY  | 5000 |  251 | FAIL
          whole tiny city, few rows            | HOLD_CITY  |   50 |   50 | PASS_WITH_VIOLATIONS
          whole small city, one row more       | HOLD_CITY  |   51 |   51 | FAIL
          a stop rule over both                | STOP_RUN   |  100 |  100 | FAIL
          a warning over both                  | WARN       |  100 |  100 | WARN
          a warning within                     | WARN       |  100 |   50 | PASS_WITH_VIOLATIONS
          every row rejected                   | REJECT_ROW |  100 |  100 | PASS_WITH_VIOLATIONS
          """)
  void theStatusFollowsFromCountsAndLimit(
      String why, Severity severity, long checked, long failed, RuleStatus status) {
    Rule rule = limited(500, 50, rule("s.a", severity, "true"));
    assertThat(rule.statusOf(checked, failed)).as(why).isEqualTo(status);
  }

  @Test
  void oneRowInTenBillionIsNoMoreThanNothingBorne() {
    assertThat(Limit.NONE.isExceededBy(1, 10_000_000_000L)).isTrue();
    assertThat(Limit.NONE.isExceededBy(0, 10_000_000_000L)).isFalse();
  }

  @Test
  void everyRuleHasARowForTheProvinceAndEveryCity(SparkSession spark) {
    List<Rule> rules =
        List.of(
            limited(500, 1, rule("s.held", Severity.HOLD_CITY, "true")),
            rule("s.rejects", Severity.REJECT_ROW, "true"));
    List<RuleCount> counts =
        List.of(
            new RuleCount("s.held", "440000", 10, 2),
            new RuleCount("s.held", "440100", 10, 2),
            new RuleCount("s.rejects", "440000", 11, 1),
            new RuleCount("s.rejects", "440100", 10, 0));
    List<RuleResult> results = RuleResults.of(rules, counts, DAY, CITIES);
    Dataset<Row> rows = RuleResults.rows(spark, results, EVALUATION);
    assertThat(rows.schema()).isEqualTo(QualityTables.RULE_RESULT.columns());
    // Rules on rows together have the measure's columns.
    String[] beside = {"dimension", "rules_fingerprint", "run_id", "batch"};
    String[] measure = {"value", "lower", "upper", "parts"};
    assertThat(TextTable.drawn(rows.drop(beside).drop(measure)))
        .isEqualTo(
            """
            as_of date | rule string | source string | division string | severity string | status string | checked bigint | failed bigint | limit_rate int | limit_count bigint | waived_by string | kind string | unknown bigint
            2018-12-31 | s.held | s | 440000 | HOLD_CITY | FAIL | 10 | 2 | 500 | 1 |  | row | 0
            2018-12-31 | s.held | s | 440100 | HOLD_CITY | FAIL | 10 | 2 | 500 | 1 |  | row | 0
            2018-12-31 | s.held | s | 440300 | HOLD_CITY | NOT_APPLICABLE | 0 | 0 | 500 | 1 |  | row | 0
            2018-12-31 | s.rejects | s | 440000 | REJECT_ROW | PASS_WITH_VIOLATIONS | 11 | 1 | 0 | 0 |  | row | 0
            2018-12-31 | s.rejects | s | 440100 | REJECT_ROW | PASS | 10 | 0 | 0 | 0 |  | row | 0
            2018-12-31 | s.rejects | s | 440300 | REJECT_ROW | NOT_APPLICABLE | 0 | 0 | 0 | 0 |  | row | 0""");
    assertThat(RuleResults.read(rows)).isEqualTo(results);
  }

  @Test
  void rulesThatCouldNotBeEvaluatedAreErrorsEverywhere(SparkSession spark) {
    List<RuleResult> errors =
        RuleResults.errors(List.of(rule("s.a", Severity.WARN, "true")), DAY, CITIES);
    assertThat(errors).extracting(RuleResult::status).containsOnly(RuleStatus.ERROR).hasSize(3);
    assertThat(RuleResults.read(RuleResults.rows(spark, errors, EVALUATION))).isEqualTo(errors);
  }

  @Test
  void everyRowMeetsTheConditionsOfItsTable(SparkSession spark) {
    List<Rule> rules = List.of(limited(500, 1, rule("s.a", Severity.HOLD_CITY, "true")));
    List<RuleCount> counts = List.of(new RuleCount("s.a", "440100", 10, 2));
    Dataset<Row> rows =
        RuleResults.rows(spark, RuleResults.of(rules, counts, DAY, CITIES), EVALUATION);
    QualityTables.RULE_RESULT
        .checks()
        .forEach(
            (name, condition) ->
                assertThat(rows.filter(expr(condition)).count()).as(name).isEqualTo(rows.count()));
  }
}
