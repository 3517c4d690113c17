package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@code conf/rules} on rows that show what each of them means. */
@ExtendWith(LocalSpark.class)
class DefaultRulesTest {

  private static final Path CONF = Path.of("..", "conf");
  private static final RuleCatalogue CATALOGUE = RuleCatalogue.load(CONF);
  private static final List<SourceSpec> SOURCES = Settings.load(CONF, "local", Map.of()).sources();

  static Stream<SourceSpec> sources() {
    return SOURCES.stream();
  }

  static RuleCheck check(SparkSession spark) {
    return new RuleCheck(CATALOGUE, spark);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachRuleFitsTheRowsAsTheyAreRead(SourceSpec source, SparkSession spark) {
    assertThat(check(spark).onRows(source)).isNotEmpty();
    CATALOGUE.check(source.name(), RuleCheck.readSchema(source), spark);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachGoldenRowComesOutAsItSays(SourceSpec source, SparkSession spark) {
    assertThat(check(spark).wrongRows(source)).isEmpty();
  }

  @Test
  void eachKindHasARule() {
    assertThat(CATALOGUE.all().stream().map(rule -> rule.kind().name()))
        .contains(Kind.Name.values());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachCaseComesOutAsItSays(SourceSpec source, SparkSession spark) {
    assertThat(check(spark).wrongCases(source)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aRuleThatMayNotKnowShowsWhen(SourceSpec source, SparkSession spark) {
    assertThat(check(spark).unshown(source)).isEmpty();
  }

  @Test
  void theContractRejectsForTheseReasonsAndNoOthers() {
    String rejecting =
        CATALOGUE.all().stream()
            .filter(rule -> rule.severity() == Severity.REJECT_ROW)
            .map(rule -> rule.contract().orElseThrow() + " " + rule.id())
            .collect(joining("\n"));
    assertThat(rejecting)
        .isEqualTo(
            """
            1 benefit.line_declared
            2 benefit.op_declared
            3 benefit.month_is_month
            9 benefit.in_scope
            2 card.op_declared
            2 card.state_declared
            3 card.issued_is_date
            9 card.in_scope
            1 enrolment_labour.line_declared
            2 enrolment_labour.op_declared
            2 enrolment_labour.status_declared
            2 enrolment_labour.payment_declared
            2 enrolment_labour.retired_declared
            3 enrolment_labour.start_given
            3 enrolment_labour.start_is_date
            3 enrolment_labour.end_is_date
            3 enrolment_labour.birth_is_date
            4 enrolment_labour.end_not_before_start
            5 enrolment_labour.start_not_before_birth
            6 enrolment_labour.ended_is_not_paying
            6 enrolment_labour.not_enrolled_has_no_start
            6 enrolment_labour.retired_is_not_enrolled
            7 enrolment_labour.relation_given
            8 enrolment_labour.relation_unique
            9 enrolment_labour.in_scope
            1 enrolment_medical.line_declared
            2 enrolment_medical.op_declared
            2 enrolment_medical.status_declared
            2 enrolment_medical.retired_declared
            3 enrolment_medical.start_given
            3 enrolment_medical.start_is_date
            3 enrolment_medical.end_is_date
            3 enrolment_medical.birth_is_date
            4 enrolment_medical.end_not_before_start
            5 enrolment_medical.start_not_before_birth
            7 enrolment_medical.relation_given
            8 enrolment_medical.relation_unique
            9 enrolment_medical.in_scope
            1 enrolment_pension.line_declared
            2 enrolment_pension.op_declared
            2 enrolment_pension.status_declared
            2 enrolment_pension.payment_declared
            2 enrolment_pension.retired_declared
            3 enrolment_pension.start_given
            3 enrolment_pension.start_is_date
            3 enrolment_pension.end_is_date
            3 enrolment_pension.birth_is_date
            4 enrolment_pension.end_not_before_start
            5 enrolment_pension.start_not_before_birth
            6 enrolment_pension.ended_is_not_paying
            6 enrolment_pension.not_enrolled_has_no_start
            7 enrolment_pension.relation_given
            8 enrolment_pension.relation_unique
            9 enrolment_pension.in_scope
            2 group_member.op_declared
            2 group_member.group_declared
            3 group_member.start_is_date
            3 group_member.end_is_date
            4 group_member.end_not_before_start
            7 group_member.group_given
            9 group_member.in_scope
            2 population.op_declared
            1 settlement.line_declared
            2 settlement.op_declared
            3 settlement.discharge_is_date
            7 settlement.stay_given
            9 settlement.in_scope
            2 statistic.op_declared
            9 statistic.in_scope
            2 status.op_declared
            2 status.kind_declared
            3 status.start_given
            3 status.start_is_date
            3 status.end_is_date
            4 status.end_not_before_start
            7 status.kind_given
            9 status.in_scope
            2 visit_result.op_declared
            2 visit_result.family_declared
            2 visit_result.reason_declared
            2 visit_result.detail_declared
            3 visit_result.list_is_date
            3 visit_result.visit_is_date
            4 visit_result.visit_follows_list
            9 visit_result.area_in_unit
            9 visit_result.in_scope""");
  }
}
