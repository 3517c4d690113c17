package canbao.jobs.problem;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.RunContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The problems of a day as a page: first those beyond what their rules bear and those that somebody
 * follows up, each by itself, then how many of the others a rule has.
 */
public final class ProblemPage {

  private final LocalDate day;
  private final DayProblems problems;
  private final Map<Problem.Key, FollowUp> followUps;

  private ProblemPage(Lake lake, LocalDate day) {
    this.day = day;
    this.problems = DayProblems.on(lake, day);
    this.followUps = FollowUp.read(lake);
  }

  /**
   * The page, without a line break at its end.
   *
   * @throws JobFailure INPUT if the day has none, since the gate has not judged it or nothing was
   *     ever wrong
   */
  public static String of(RunContext context) {
    Phase.begin(context.spark(), "problems of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    ProblemPage page = new ProblemPage(lake, context.asOf());
    if (page.problems.problems().isEmpty()) {
      throw new JobFailure(
          ExitCode.INPUT,
          "There are no problems of " + context.asOf(),
          "quality.problem has no row of the day",
          "If the gate has not judged the day, run gate --as-of %s; else all rules are kept"
              .formatted(context.asOf()));
    }
    return page.drawn();
  }

  private String drawn() {
    Map<Boolean, List<Problem>> byShown =
        problems.problems().stream().collect(partitioningBy(this::isShownByItself));
    List<String> parts = new ArrayList<>();
    parts.add(problems.drawn());
    if (!byShown.get(true).isEmpty()) {
      parts.add(each(byShown.get(true)));
    }
    if (!byShown.get(false).isEmpty()) {
      parts.add(byRule(byShown.get(false)));
    }
    return String.join("\n\n", parts);
  }

  private boolean isShownByItself(Problem problem) {
    return problem.isBeyondLimits() || followUps.containsKey(problem.key());
  }

  private String each(List<Problem> shown) {
    ReportTable table =
        ReportTable.of(
            "state",
            "status",
            "rule",
            "division",
            "since",
            "failed",
            "before",
            "of",
            "owner",
            "due",
            "answer");
    for (Problem problem : shown) {
      Optional<FollowUp> followUp = Optional.ofNullable(followUps.get(problem.key()));
      table.add(
          word(problem.state()),
          problem.status(),
          problem.rule(),
          problem.division(),
          problem.since(),
          problem.failed(),
          problem.failedBefore(),
          problem.checked(),
          followUp.map(FollowUp::owner).orElse(null),
          followUp.map(one -> due(one, problem)).orElse(null),
          followUp.flatMap(FollowUp::answer).orElse(null));
    }
    return table.drawn();
  }

  private String due(FollowUp followUp, Problem problem) {
    boolean isOverdue = problem.isOpen() && followUp.due().isBefore(day);
    return followUp.due() + (isOverdue ? " overdue" : "");
  }

  /** The others, all within what their rules bear. */
  private static String byRule(List<Problem> others) {
    ReportTable table =
        ReportTable.of("within its limits", "new", "persisting", "solved", "failed, province");
    others.stream()
        .collect(groupingBy(Problem::rule, TreeMap::new, toList()))
        .forEach(
            (rule, its) ->
                table.add(
                    rule,
                    in(its, Problem.State.NEW),
                    in(its, Problem.State.PERSISTING),
                    in(its, Problem.State.SOLVED),
                    failedInProvince(its)));
    return table.drawn();
  }

  private static long in(List<Problem> problems, Problem.State state) {
    return problems.stream().filter(problem -> problem.state() == state).count();
  }

  private static Long failedInProvince(List<Problem> problems) {
    return problems.stream()
        .filter(problem -> problem.division().equals(GateDecision.PROVINCE))
        .map(Problem::failed)
        .findFirst()
        .orElse(null);
  }

  private static String word(Problem.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
