package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
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

  @ParameterizedTest
  @MethodSource("sources")
  void each_rule_fits_the_rows_as_they_are_read(SourceSpec source, SparkSession spark) {
    assertThat(CATALOGUE.of(source.name())).isNotEmpty();
    CATALOGUE.check(source.name(), readSchema(source), spark);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void each_rule_holds_is_broken_or_does_not_apply_as_drawn(SourceSpec source, SparkSession spark) {
    GoldenRows golden = GoldenRows.of(source.name());
    List<Row> judgements = judgements(source, golden, spark);
    List<String> seen = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (int i = 1; i < judgements.size(); i++) {
      GoldenRows.Example example = golden.examples().get(i);
      drawn.add(example.rule() + " | " + example.outcome() + " | " + example.values());
      String outcome = outcome(source, example.rule(), judgements.get(i));
      seen.add(example.rule() + " | " + outcome + " | " + example.values());
    }
    assertThat(String.join("\n", seen)).isEqualTo(String.join("\n", drawn));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void a_sound_row_breaks_no_rule(SourceSpec source, SparkSession spark) {
    Row sound = judgements(source, GoldenRows.of(source.name()), spark).get(0);
    List<Rule> rules = CATALOGUE.of(source.name());
    assertThat(rules.stream().filter(rule -> isBroken(rules, rule, sound)).map(Rule::id)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void every_rule_has_a_row_that_keeps_it_one_that_breaks_it_and_one_it_does_not_apply_to(
      SourceSpec source, SparkSession spark) {
    GoldenRows golden = GoldenRows.of(source.name());
    Row sound = judgements(source, golden, spark).get(0);
    Set<String> shown =
        golden.examples().stream()
            .map(example -> example.rule() + " " + example.outcome())
            .collect(toSet());
    List<String> missing = new ArrayList<>();
    for (Rule rule : CATALOGUE.of(source.name())) {
      String name = name(source, rule);
      if (outcome(source, name, sound).equals("does not apply")
          && !shown.contains(name + " holds")) {
        missing.add(name + " holds");
      }
      if (!shown.contains(name + " broken")) {
        missing.add(name + " broken");
      }
      if (rule.appliesTo().isPresent() && !shown.contains(name + " does not apply")) {
        missing.add(name + " does not apply");
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void the_contract_rejects_for_these_reasons_and_no_others() {
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
            9 status.in_scope""");
  }

  /** By source: three tests look at them. */
  private static final Map<String, List<Row>> JUDGEMENTS = new HashMap<>();

  private static List<Row> judgements(SourceSpec source, GoldenRows golden, SparkSession spark) {
    return JUDGEMENTS.computeIfAbsent(source.name(), name -> judged(source, golden, spark));
  }

  private static List<Row> judged(SourceSpec source, GoldenRows golden, SparkSession spark) {
    RowRules rules = new RowRules(CATALOGUE.of(source.name()));
    return golden
        .rows(spark, readSchema(source))
        .select(rules.violations(), rules.applicable())
        .collectAsList();
  }

  private static StructType readSchema(SourceSpec source) {
    BatchHeader header =
        new BatchHeader(
            LocalDate.of(2018, 12, 31), BatchHeader.Mode.FULL, List.of("440100", "440300"));
    return new SourceRows(source, header).readSchema();
  }

  private static String outcome(SourceSpec source, String name, Row judgement) {
    List<Rule> rules = CATALOGUE.of(source.name());
    Rule rule =
        rules.stream()
            .filter(some -> name(source, some).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no rule " + name));
    if ((judgement.getLong(1) & RowRules.bit(rules.indexOf(rule))) == 0) {
      return "does not apply";
    }
    return isBroken(rules, rule, judgement) ? "broken" : "holds";
  }

  private static boolean isBroken(List<Rule> rules, Rule rule, Row judgement) {
    return (judgement.getLong(0) & RowRules.bit(rules.indexOf(rule))) != 0;
  }

  private static String name(SourceSpec source, Rule rule) {
    return rule.id().substring(source.name().length() + 1);
  }
}
