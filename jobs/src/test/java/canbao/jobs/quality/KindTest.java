package canbao.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What rules say of numbers that a statistician can work out by hand. */
class KindTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final Limit TENTH = new Limit(1_000, 5);
  private static final SourceSpec SOURCE =
      new SourceSpec(
          "s",
          "card",
          List.of(
              new ColumnSpec("AAB301", "AAB301", ColumnKind.DIVISION, true, List.of(), Map.of())),
          List.of("AAB301"),
          0,
          false);

  /** (0.6 − 0.5) ln 1.2 + (0.4 − 0.5) ln 0.8 = 0.018232 + 0.022314; a new part counts from 0.5. */
  @Test
  void aStabilityIndexIsThatOfTheBooks() {
    assertThat(Distribution.indexBp(List.of(50L, 50L), List.of(60L, 40L))).isEqualTo(405);
    assertThat(Distribution.indexBp(List.of(500L, 500L), List.of(60L, 40L))).isEqualTo(405);
    assertThat(Distribution.indexBp(List.of(50L, 50L), List.of(50L, 50L))).isZero();
    // (0.10 − 0.005) ln 20 + (0.90 − 1) ln 0.9 = 0.284595 + 0.010536
    assertThat(Distribution.indexBp(List.of(0L, 100L), List.of(10L, 90L))).isEqualTo(2951);
  }

  @Test
  void aCityThatShouldHaveRowsAndHasNoneFailsEvenIfTheRuleOnlyWarns() {
    assertThat(
            statuses(new Volume(Optional.empty()), List.of("440000"), Map.of(), rows(440100, 90)))
        .isEqualTo("440100 NOT_APPLICABLE, 440300 FAIL");
    assertThat(
            statuses(
                new Volume(Optional.empty()),
                List.of("440100"),
                rows(440100, 100, 440300, 50),
                rows(440100, 90, 440300, 50)))
        .isEqualTo("440100 PASS, 440300 NOT_APPLICABLE");
    assertThat(
            statuses(
                new Volume(Optional.empty()),
                List.of("440000"),
                rows(440100, 100, 440300, 50),
                rows(440100, 89, 440300, 56)))
        .isEqualTo("440100 WARN, 440300 WARN");
  }

  @Test
  void rowsAreHeldAgainstThePublishedFigure() {
    assertThat(
            statuses(
                new Volume(Optional.of("residents")),
                List.of("440000"),
                Map.of(),
                rows(440100, 120, 440300, 95)))
        .isEqualTo("440100 WARN, 440300 PASS");
  }

  /** Guangzhou was spoken for by the batch of today, Shenzhen three days ago. */
  @Test
  void theAgeIsThatOfTheNewestBatchThatSpeaksForTheCity() {
    List<BatchEntry> accepted =
        List.of(
            entry(DAY.minusDays(3), List.of("440000"), Map.of()),
            entry(DAY, List.of("440100"), Map.of()));
    BatchFacts facts = facts(accepted, Map.of());
    List<RuleResult> results =
        GroupRules.ofDay(
            List.of(RuleExamples.together("s.a", Severity.WARN, new Freshness(2), Limit.NONE)),
            List.of(facts));
    assertThat(drawn(results)).isEqualTo("440100 PASS, 440300 WARN");
    assertThat(results.get(3).measured().value()).contains(3L);
  }

  @Test
  void aRatioIsComparedUnrounded() {
    Aggregate half =
        new Aggregate(
            Aggregate.Of.RATIO,
            "A",
            "B",
            0,
            new Aggregate.Bounds(Optional.of(5_000L), Optional.empty(), 0));
    Numbers just = Numbers.none().and("sum", 500_000_001L).and("over", 1_000_000_002L);
    Measure kept = half.measure(Limit.NONE, just.and("rows", 9));
    Measure broken = half.measure(Limit.NONE, just.and("over", 1_000_000_003L).and("rows", 9));
    assertThat(kept.outcome()).isEqualTo(Outcome.PASS);
    assertThat(broken.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(broken.value()).contains(4_999L);
  }

  private static String statuses(
      Kind kind, List<String> scope, Map<String, Long> before, Map<String, Long> after) {
    BatchFacts facts = facts(List.of(entry(DAY, scope, after)), before);
    return drawn(
        GroupRules.judge(List.of(RuleExamples.together("s.a", Severity.WARN, kind, TENTH)), facts));
  }

  /** Of Guangzhou and Shenzhen. */
  private static String drawn(List<RuleResult> results) {
    return results.stream()
        .filter(result -> List.of("440100", "440300").contains(result.division()))
        .map(result -> result.division() + " " + result.status())
        .collect(Collectors.joining(", "));
  }

  private static BatchFacts facts(List<BatchEntry> accepted, Map<String, Long> before) {
    return new BatchFacts(
        DAY,
        SOURCE,
        accepted,
        accepted.get(accepted.size() - 1),
        before,
        (code, division) -> Optional.of(100L),
        Portions.none(),
        EarlierResults.NONE);
  }

  private static BatchEntry entry(LocalDate batch, List<String> scope, Map<String, Long> rows) {
    return new BatchEntry(
        "s",
        batch,
        Optional.of(new BatchHeader(batch, BatchHeader.Mode.FULL, scope)),
        BatchEntry.State.ACCEPTED,
        "",
        BatchEntry.Counts.NONE,
        batch,
        "",
        rows,
        List.of());
  }

  private static Map<String, Long> rows(int city, long rows) {
    return Map.of(String.valueOf(city), rows);
  }

  private static Map<String, Long> rows(int city, long rows, int other, long more) {
    return Map.of(String.valueOf(city), rows, String.valueOf(other), more);
  }
}
