package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.rule;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.quality.RuleMutants.Mutant;
import canbao.jobs.source.SourceSpec;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the golden rows of a rule tell it from rules that are nearly the same. */
@ExtendWith(LocalSpark.class)
class RuleMutationTest {

  static Stream<SourceSpec> sources() {
    return DefaultRulesTest.sources();
  }

  /** None is excused: a rule with a part that no row shows the need of can be said without it. */
  @ParameterizedTest
  @MethodSource("sources")
  void everyMutantTurnsAGoldenRowRed(SourceSpec source, SparkSession spark) {
    RuleCheck check = DefaultRulesTest.check(spark);
    List<Rule> unchanged = check.onRows(source).stream().map(RuleMutants::printed).toList();
    assertThat(check.outcomes(unchanged, source)).allMatch(RuleCheck::isGreen);
    assertThat(check.alive(source)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyLimitMovedByOneTurnsACaseRed(SourceSpec source, SparkSession spark) {
    RuleCheck check = DefaultRulesTest.check(spark);
    assertThat(check.together(source)).noneMatch(rule -> KindMutants.of(rule).isEmpty());
    assertThat(check.aliveKinds(source)).isEmpty();
  }

  @Test
  void aMutantIsWrongInOnePlace() {
    Rule rule =
        RuleExamples.appliesTo(
            "KIND = 'A'",
            rule("s.a", Severity.WARN, "YEAR BETWEEN 1949 AND 2018 OR CODE NOT IN ('1', '2')"));
    assertThat(RuleMutants.of(rule).stream().map(Mutant::name).collect(joining("\n")))
        .isEqualTo(
            """
            s.a predicate: inverted
            s.a predicate: (((YEAR >= 1949) AND (YEAR <= 2018)) OR (NOT (CODE IN ('1', '2')))) -> (((YEAR >= 1949) AND (YEAR <= 2018)) AND (NOT (CODE IN ('1', '2'))))
            s.a predicate: ((YEAR >= 1949) AND (YEAR <= 2018)) -> ((YEAR >= 1949) OR (YEAR <= 2018))
            s.a predicate: (YEAR >= 1949) -> (YEAR > 1949)
            s.a predicate: 1949 -> 1950
            s.a predicate: 1949 -> 1948
            s.a predicate: (YEAR <= 2018) -> (YEAR < 2018)
            s.a predicate: 2018 -> 2019
            s.a predicate: 2018 -> 2017
            s.a predicate: (NOT (CODE IN ('1', '2'))) -> (CODE IN ('1', '2'))
            s.a predicate: (CODE IN ('1', '2')) -> (CODE IN ('2'))
            s.a predicate: (CODE IN ('1', '2')) -> (CODE IN ('1'))
            s.a applies_to: inverted
            s.a applies_to: (KIND = 'A') -> (NOT (KIND = 'A'))""");
    assertThat(RuleMutants.of(rule).get(3).rule().predicate())
        .isEqualTo("(((YEAR > 1949) AND (YEAR <= 2018)) OR (NOT (CODE IN ('1', '2'))))");
  }
}
