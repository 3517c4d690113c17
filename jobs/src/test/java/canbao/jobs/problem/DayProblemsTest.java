package canbao.jobs.problem;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.quality.Dimension;
import canbao.jobs.quality.Limit;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleStatus;
import canbao.jobs.quality.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the problems of a day on the next one: batches of the 30th and the 31st. */
class DayProblemsTest {

  private static final DayProblems NONE = new DayProblems(List.of());

  @Test
  void aRuleBrokenForTheFirstTimeIsNewThenPersistsAndIsSolvedWhenRowsKeepIt() {
    DayProblems first = NONE.next(List.of(result("30", RuleStatus.WARN, 100, 9)));
    DayProblems second = first.next(List.of(result("31", RuleStatus.WARN, 100, 4)));
    DayProblems third = second.next(List.of(result("31", RuleStatus.PASS, 100, 0)));
    DayProblems fourth = third.next(List.of(result("31", RuleStatus.PASS, 100, 0)));

    assertThat(drawn(first)).isEqualTo("new WARN since 30, 9 of 100, before 0");
    assertThat(drawn(second)).isEqualTo("persisting WARN since 30, 4 of 100, before 9");
    assertThat(drawn(third)).isEqualTo("solved PASS since 30, 0 of 100, before 4");
    assertThat(drawn(fourth)).isEmpty();
  }

  @Test
  void whatIsSolvedAndBreaksAgainIsNewAgain() {
    DayProblems solved =
        NONE.next(List.of(result("30", RuleStatus.WARN, 100, 9)))
            .next(List.of(result("31", RuleStatus.PASS, 100, 0)));

    assertThat(drawn(solved.next(List.of(result("31", RuleStatus.FAIL, 100, 1)))))
        .isEqualTo("new FAIL since 31, 1 of 100, before 0");
  }

  @Test
  void aListWithoutARowOfTheCitySolvesNothing() {
    DayProblems before = NONE.next(List.of(result("30", RuleStatus.WARN, 100, 9)));

    assertThat(drawn(before.next(List.of(result("31", RuleStatus.NOT_APPLICABLE, 0, 0)))))
        .isEqualTo("persisting WARN since 30, 9 of 100, before 9");
    assertThat(drawn(before.next(List.of())))
        .isEqualTo("persisting WARN since 30, 9 of 100, before 9");
  }

  @Test
  void theChangesSinceAFullListAreCountedWithItAndTheWorstOfThemIsTheStatus() {
    DayProblems day =
        NONE.next(
            List.of(
                result("30", RuleStatus.PASS_WITH_VIOLATIONS, 100, 1),
                result("31", RuleStatus.FAIL, 3, 2)));

    assertThat(drawn(day)).isEqualTo("new FAIL since 30, 3 of 103, before 0");
  }

  @Test
  void aRuleThatIsKeptIsNoProblem() {
    assertThat(NONE.next(List.of(result("30", RuleStatus.PASS, 100, 0))).problems()).isEmpty();
  }

  @Test
  void theLineOfTheReportCounts() {
    DayProblems day =
        NONE.next(
            List.of(
                result("30", RuleStatus.WARN, 100, 9),
                result("population.other", "30", RuleStatus.PASS_WITH_VIOLATIONS, 100, 1)));

    assertThat(day.drawn())
        .isEqualTo(
            "Problems: 2 new (1 beyond limits), 0 persisting (0), 0 solved; problems --as-of tells");
  }

  private static String drawn(DayProblems day) {
    return day.problems().stream()
        .map(
            problem ->
                "%s %s since %d, %d of %d, before %d"
                    .formatted(
                        problem.state().name().toLowerCase(Locale.ROOT),
                        problem.status(),
                        problem.since().getDayOfMonth(),
                        problem.failed(),
                        problem.checked(),
                        problem.failedBefore()))
        .collect(joining("\n"));
  }

  private static RuleResult result(String day, RuleStatus status, long checked, long failed) {
    return result("population.sound", day, status, checked, failed);
  }

  private static RuleResult result(
      String rule, String day, RuleStatus status, long checked, long failed) {
    return new RuleResult(
        rule,
        "population",
        LocalDate.parse("2018-12-" + day),
        "440300",
        Severity.WARN,
        Dimension.VALIDITY,
        status,
        checked,
        failed,
        Limit.NONE,
        Optional.empty());
  }
}
