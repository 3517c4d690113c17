package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.rule;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GateDecisionTest {

  private static final List<String> CITIES = List.of("440100", "440300");
  private static final LocalDate BATCH = LocalDate.of(2018, 12, 31);

  private static final List<RuleResult> ALL_PASS =
      Stream.of("440000", "440100", "440300")
          .map(division -> result("s.sound", Severity.WARN, division, RuleStatus.PASS))
          .toList();

  @Test
  void a_city_is_held_by_its_own_failure_alone_and_the_province_by_its_own() {
    assertThat(
            decided(
                result("s.city", Severity.HOLD_CITY, "440100", RuleStatus.FAIL),
                result("s.another", Severity.HOLD_CITY, "440100", RuleStatus.FAIL),
                result("s.city", Severity.HOLD_CITY, "440300", RuleStatus.PASS_WITH_VIOLATIONS)))
        .isEqualTo(
            """
            440000 released []
            440100 held [s.another, s.city]
            440300 released []""");
    assertThat(decided(result("s.city", Severity.HOLD_CITY, "440000", RuleStatus.FAIL)))
        .isEqualTo(
            """
            440000 held [s.city]
            440100 released []
            440300 released []""");
  }

  @Test
  void a_failing_stop_rule_anywhere_stops_the_province_and_releases_nothing() {
    assertThat(
            decided(
                result("s.stop", Severity.STOP_RUN, "440300", RuleStatus.FAIL),
                result("s.city", Severity.HOLD_CITY, "440100", RuleStatus.FAIL)))
        .isEqualTo(
            """
            440000 stopped [s.stop]
            440100 held [s.stop]
            440300 held [s.stop]""");
  }

  @Test
  void a_rule_that_could_not_be_evaluated_stops_whatever_its_severity() {
    assertThat(decided(result("s.broken", Severity.WARN, "440100", RuleStatus.ERROR)))
        .startsWith("440000 stopped [s.broken]");
  }

  @Test
  void warnings_rejected_rows_and_rules_without_rows_hold_nobody() {
    assertThat(
            decided(
                result("s.warn", Severity.WARN, "440100", RuleStatus.WARN),
                result("s.reject", Severity.REJECT_ROW, "440100", RuleStatus.PASS_WITH_VIOLATIONS),
                result("s.none", Severity.STOP_RUN, "440300", RuleStatus.NOT_APPLICABLE)))
        .isEqualTo(
            """
            440000 released []
            440100 released []
            440300 released []""");
  }

  @Test
  void a_division_that_nobody_judged_is_held() {
    GateDecision decision =
        GateDecision.of(
            List.of(result("s.sound", Severity.WARN, "440100", RuleStatus.PASS)), CITIES);
    assertThat(drawn(decision))
        .isEqualTo(
            """
            440000 held [gate.not_judged]
            440100 released []
            440300 held [gate.not_judged]""");
  }

  @Test
  void a_waived_failure_decides_nothing() {
    RuleResult failure = result("s.stop", Severity.STOP_RUN, "440100", RuleStatus.FAIL);
    RuleResult waived =
        new RuleResult(
            failure.rule(),
            failure.source(),
            failure.batch(),
            failure.division(),
            failure.severity(),
            failure.dimension(),
            failure.status(),
            failure.checked(),
            failure.failed(),
            failure.limit(),
            Optional.of("head of statistics"));
    assertThat(decided(waived)).startsWith("440000 released []");
  }

  @Test
  void the_held_cities_are_listed_without_the_province() {
    GateDecision decision =
        GateDecision.of(List.of(result("s.a", Severity.WARN, "440300", RuleStatus.PASS)), CITIES);
    assertThat(decision.heldCities()).extracting(Verdict::division).containsExactly("440100");
  }

  private static String decided(RuleResult... results) {
    List<RuleResult> all = Stream.concat(ALL_PASS.stream(), Stream.of(results)).toList();
    return drawn(GateDecision.of(all, CITIES));
  }

  private static String drawn(GateDecision decision) {
    return decision.verdicts().stream()
        .map(
            verdict -> verdict.division() + " " + verdict.decision().word() + " " + verdict.rules())
        .collect(joining("\n"));
  }

  private static RuleResult result(
      String id, Severity severity, String division, RuleStatus status) {
    RuleResult some = RuleResult.error(rule(id, severity, "true"), BATCH, division);
    return new RuleResult(
        some.rule(),
        some.source(),
        some.batch(),
        division,
        severity,
        some.dimension(),
        status,
        0,
        0,
        Limit.NONE,
        Optional.empty());
  }
}
