package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.rule;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class RowRulesTest {

  private static final RowRules RULES =
      new RowRules(
          List.of(
              rule("s.status", Severity.REJECT_ROW, "AAC008 IN ('1', '2')", "AAC008"),
              rule("s.year", Severity.WARN, "YEAR <= 2018", "YEAR", "AAC008"),
              rule("s.twin", Severity.REJECT_ROW, "NOT twin")));

  private static Dataset<Row> rows(SparkSession spark) {
    return TextTable.table(
        spark,
        """
        row INT | AAC008 STRING      | YEAR INT | twin BOOLEAN
        1       | 1                  | 2018     | false
        2       | 9                  | 2019     | true
        3       | 110105194912310021 | 2019     | false
        4       |                    |          |
        """);
  }

  @Test
  void a_bit_is_set_for_each_broken_rule_and_null_counts_as_holding(SparkSession spark) {
    Dataset<Row> judged =
        rows(spark)
            .select(
                col("row"),
                RULES.violations().as("violations"),
                RULES.applicable().as("applicable"));
    assertThat(TextTable.drawn(judged))
        .isEqualTo(
            """
            row int | violations bigint | applicable bigint
            1 | 0 | 7
            2 | 7 | 7
            3 | 3 | 7
            4 | 0 | 7""");
  }

  @Test
  void a_row_that_a_rule_does_not_apply_to_breaks_it_never(SparkSession spark) {
    RowRules rules =
        new RowRules(
            List.of(RuleExamples.appliesTo("AAC008 = '9'", rule("s.a", Severity.WARN, "false"))));
    Dataset<Row> judged = rows(spark).select(col("row"), rules.violations(), rules.applicable());
    assertThat(judged.collectAsList().toString()).isEqualTo("[[1,0,0], [2,1,1], [3,0,0], [4,0,0]]");
  }

  @Test
  void reasons_stand_in_the_order_of_the_rules_and_show_short_values_only(SparkSession spark) {
    Dataset<Row> judged = rows(spark).withColumn("violations", RULES.violations());
    Dataset<Row> reasons =
        judged.select(
            col("row"),
            RULES.brokenRuleIds(col("violations")).cast("string").as("rules"),
            RULES.reasons(col("violations")).cast("string").as("reasons"));
    assertThat(TextTable.drawn(reasons))
        .isEqualTo(
            """
            row int | rules string | reasons string
            1 | [] | []
            2 | [s.status, s.year, s.twin] | [s.status holds (AAC008 = '9'), s.year holds (YEAR = '2019', AAC008 = '9'), s.twin holds]
            3 | [s.status, s.year] | [s.status holds (AAC008 = 18 characters), s.year holds (YEAR = '2019', AAC008 = 18 characters)]
            4 | [] | []""");
  }

  @Test
  void a_missing_value_is_shown_as_none(SparkSession spark) {
    RowRules rules =
        new RowRules(List.of(rule("s.a", Severity.WARN, "AAC008 IS NOT NULL", "AAC008")));
    Dataset<Row> reasons = rows(spark).filter("row = 4").select(rules.reasons(rules.violations()));
    assertThat(reasons.first().getList(0).toString()).isEqualTo("[s.a holds (AAC008 = none)]");
  }

  @Test
  void only_rejecting_rules_are_in_the_rejecting_mask() {
    assertThat(RULES.rejecting()).isEqualTo(0b101);
  }

  @Test
  void the_contracts_eighth_rule_is_the_conflicting_one() {
    RowRules rules =
        new RowRules(
            List.of(
                rule("s.a", Severity.REJECT_ROW, "true"),
                RuleExamples.ofContract(8, rule("s.b", Severity.REJECT_ROW, "NOT twin"))));
    assertThat(rules.conflicting()).isEqualTo(0b10);
    assertThat(RULES.conflicting()).isZero();
  }

  @Test
  void sixty_three_rules_fit_and_the_last_has_a_bit_of_its_own(SparkSession spark) {
    RowRules rules =
        new RowRules(Collections.nCopies(63, rule("s.a", Severity.REJECT_ROW, "YEAR = 2018")));
    List<Row> judged =
        rows(spark).orderBy("row").select(rules.violations(), rules.applicable()).collectAsList();
    assertThat(judged.get(0).getLong(0)).isZero();
    assertThat(judged.get(1).getLong(0)).isEqualTo(Long.MAX_VALUE).isEqualTo(rules.rejecting());
    assertThatThrownBy(
            () -> new RowRules(Collections.nCopies(64, rule("s.a", Severity.WARN, "true"))))
        .hasMessage("64 rules in one source");
  }

  @Test
  void a_source_without_rules_breaks_none(SparkSession spark) {
    RowRules none = new RowRules(List.of());
    Row judged =
        rows(spark)
            .select(
                none.violations(),
                none.applicable(),
                none.reasons(lit(0L)),
                none.brokenRuleIds(lit(0L)))
            .first();
    assertThat(judged.getLong(0)).isZero();
    assertThat(judged.getLong(1)).isZero();
    assertThat(judged.getList(2)).isEmpty();
    assertThat(judged.getList(3)).isEmpty();
  }
}
