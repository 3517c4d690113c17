package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.showing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

  /** Those that say something of single rows. */
  static List<Rule> rules(SourceSpec source) {
    return CATALOGUE.of(source.name()).stream().filter(rule -> !rule.golden().isEmpty()).toList();
  }

  /** Those that judge rows together. */
  static List<Rule> rulesOnRowsTogether() {
    return CATALOGUE.all().stream().filter(rule -> !rule.cases().isEmpty()).toList();
  }

  /** What each rule says of each of its golden rows. */
  static List<Map<GoldenRow, Outcome>> outcomes(
      List<Rule> rules, SourceSpec source, SparkSession spark) {
    return new GoldenRows(readSchema(source), spark).outcomes(rules);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachRuleFitsTheRowsAsTheyAreRead(SourceSpec source, SparkSession spark) {
    assertThat(rules(source)).isNotEmpty();
    CATALOGUE.check(source.name(), readSchema(source), spark);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachGoldenRowComesOutAsItSays(SourceSpec source, SparkSession spark) {
    List<String> seen = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (Map<GoldenRow, Outcome> outcomes : outcomes(rules(source), source, spark)) {
      outcomes.forEach(
          (row, outcome) -> {
            drawn.add(row.place() + " " + row.outcome() + ": " + row.drawn());
            seen.add(row.place() + " " + outcome + ": " + row.drawn());
          });
    }
    assertThat(String.join("\n", seen)).isEqualTo(String.join("\n", drawn));
  }

  @Test
  void eachKindHasARuleAndEachCaseComesOutAsItSays() {
    assertThat(CATALOGUE.all().stream().map(rule -> rule.kind().name()))
        .contains(Kind.Name.values());
    List<String> seen = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (Rule rule : rulesOnRowsTogether()) {
      for (GoldenCase golden : rule.cases()) {
        String numbers = golden.numbers().drawn();
        drawn.add(golden.place() + " " + golden.outcome() + ": " + numbers);
        Outcome outcome = rule.kind().measure(rule.limit(), golden.numbers()).outcome();
        seen.add(golden.place() + " " + outcome + ": " + numbers);
      }
    }
    assertThat(String.join("\n", seen)).isEqualTo(String.join("\n", drawn));
  }

  /** The rows tried are the golden ones that pass or fail, each with one value more lost. */
  @ParameterizedTest
  @MethodSource("sources")
  void aRuleThatMayNotKnowShowsWhen(SourceSpec source, SparkSession spark) {
    List<Rule> rules =
        rules(source).stream()
            .filter(rule -> rule.golden().stream().noneMatch(isOf(Outcome.UNKNOWN)))
            .toList();
    List<Rule> tried =
        rules.stream().map(rule -> showing(withOneValueLost(rule.golden()), rule)).toList();
    List<String> missing = new ArrayList<>();
    for (Map<GoldenRow, Outcome> outcomes : outcomes(tried, source, spark)) {
      outcomes.forEach(
          (row, outcome) -> {
            if (outcome == Outcome.UNKNOWN) {
              missing.add(row.place() + " unknown: " + row.drawn());
            }
          });
    }
    assertThat(missing).isEmpty();
  }

  private static List<GoldenRow> withOneValueLost(List<GoldenRow> golden) {
    return golden.stream()
        .filter(isOf(Outcome.PASS).or(isOf(Outcome.FAIL)))
        .flatMap(row -> row.values().keySet().stream().map(column -> without(column, row)))
        .distinct()
        .toList();
  }

  /** What is read out of a valid number is lost together. */
  private static GoldenRow without(String column, GoldenRow row) {
    Map<String, Optional<String>> values = new LinkedHashMap<>(row.values());
    values.replaceAll(
        (name, value) -> ofOneText(name).equals(ofOneText(column)) ? Optional.empty() : value);
    return new GoldenRow(row.outcome(), values, row.place());
  }

  private static String ofOneText(String column) {
    return column.replaceFirst("^document_.*", "document");
  }

  private static Predicate<GoldenRow> isOf(Outcome outcome) {
    return row -> row.outcome() == outcome;
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
            9 status.in_scope""");
  }

  private static StructType readSchema(SourceSpec source) {
    BatchHeader header =
        new BatchHeader(
            LocalDate.of(2018, 12, 31), BatchHeader.Mode.FULL, List.of("440100", "440300"));
    return new SourceRows(source, header).readSchema();
  }
}
