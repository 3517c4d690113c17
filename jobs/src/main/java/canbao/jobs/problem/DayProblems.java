package canbao.jobs.problem;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The problems of a day, by the batches that are in force on it: of a source the last full list and
 * the change lists since. What a change list corrects is solved with the next full list, since the
 * results of the last one stand until then.
 *
 * @param problems at most one a rule and division, the worst first
 */
public record DayProblems(List<Problem> problems) {

  private static final Set<RuleStatus> BROKEN =
      Set.of(RuleStatus.PASS_WITH_VIOLATIONS, RuleStatus.WARN, RuleStatus.FAIL, RuleStatus.ERROR);

  public DayProblems {
    problems = problems.stream().sorted(Problem.BY_WEIGHT).toList();
  }

  /**
   * Compares a day with the last one before it that was judged, and writes {@code quality.problem}.
   *
   * @param results of all batches in force on the day
   */
  public static DayProblems write(Lake lake, LocalDate day, Collection<RuleResult> results) {
    DayProblems problems = before(lake, day).next(results);
    List<Row> rows = problems.problems().stream().map(problem -> row(day, problem)).toList();
    lake.replace(
        ProblemTables.PROBLEM,
        lake.spark().createDataFrame(rows, ProblemTables.PROBLEM.columns()),
        Slice.where("as_of", day));
    return problems;
  }

  /** The problems of a day as they were written; none if it was not judged. */
  public static DayProblems on(Lake lake, LocalDate day) {
    return new DayProblems(
        lake
            .read(ProblemTables.PROBLEM, Slice.where("as_of", day))
            .select(
                col("rule"),
                col("source"),
                col("division"),
                col("state"),
                col("status"),
                col("since").cast("string"),
                col("batch").cast("string"),
                col("checked"),
                col("failed"),
                col("failed_before"))
            .collectAsList()
            .stream()
            .map(DayProblems::problem)
            .toList());
  }

  /** A line such as {@code Problems: 2 new (1 beyond its limits), 30 persisting (4), 1 solved}. */
  public String drawn() {
    return "Problems: %d new (%d beyond limits), %d persisting (%d), %d solved; problems --as-of tells"
        .formatted(
            count(is(Problem.State.NEW)),
            count(is(Problem.State.NEW).and(Problem::isBeyondLimits)),
            count(is(Problem.State.PERSISTING)),
            count(is(Problem.State.PERSISTING).and(Problem::isBeyondLimits)),
            count(is(Problem.State.SOLVED)));
  }

  /** What has become of these problems by the results of a later day. */
  DayProblems next(Collection<RuleResult> results) {
    Map<Problem.Key, Problem> open =
        problems.stream().filter(Problem::isOpen).collect(toMap(Problem::key, problem -> problem));
    Map<Problem.Key, List<RuleResult>> judged =
        results.stream()
            .filter(result -> result.status() != RuleStatus.NOT_APPLICABLE)
            .collect(groupingBy(result -> new Problem.Key(result.rule(), result.division())));
    List<Problem> next = new ArrayList<>();
    judged.forEach(
        (key, its) -> {
          Problem before = open.remove(key);
          Problem now = problem(its, before);
          if (before != null || now.isOpen()) {
            next.add(now);
          }
        });
    open.values().forEach(unseen -> next.add(unseen.unseen()));
    return new DayProblems(next);
  }

  /** Of one rule and division, from the results of the batches in force. */
  private static Problem problem(List<RuleResult> results, Problem before) {
    RuleStatus worst =
        results.stream()
            .map(RuleResult::status)
            .max(Comparator.naturalOrder())
            .filter(BROKEN::contains)
            .orElse(RuleStatus.PASS);
    LocalDate newest =
        results.stream().map(RuleResult::batch).max(Comparator.naturalOrder()).orElseThrow();
    LocalDate first =
        results.stream()
            .filter(result -> BROKEN.contains(result.status()))
            .map(RuleResult::batch)
            .min(Comparator.naturalOrder())
            .orElse(newest);
    RuleResult any = results.get(0);
    Problem.State state = before == null ? Problem.State.NEW : Problem.State.PERSISTING;
    return new Problem(
        any.rule(),
        any.source(),
        any.division(),
        worst == RuleStatus.PASS ? Problem.State.SOLVED : state,
        worst,
        before == null ? first : before.since(),
        newest,
        results.stream().mapToLong(RuleResult::checked).sum(),
        results.stream().mapToLong(RuleResult::failed).sum(),
        before == null ? 0 : before.failed());
  }

  private static DayProblems before(Lake lake, LocalDate day) {
    Dataset<Row> earlier = lake.read(ProblemTables.PROBLEM).filter(col("as_of").lt(lit(day)));
    return Stream.ofNullable(earlier.agg(max("as_of").cast("string")).head().getString(0))
        .map(last -> on(lake, LocalDate.parse(last)))
        .findFirst()
        .orElse(new DayProblems(List.of()));
  }

  private long count(Predicate<Problem> areAsked) {
    return problems.stream().filter(areAsked).count();
  }

  private static Predicate<Problem> is(Problem.State state) {
    return problem -> problem.state() == state;
  }

  private static Problem problem(Row row) {
    return new Problem(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        Problem.State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
        RuleStatus.valueOf(row.getString(4)),
        LocalDate.parse(row.getString(5)),
        LocalDate.parse(row.getString(6)),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9));
  }

  private static Row row(LocalDate day, Problem problem) {
    return RowFactory.create(
        day,
        problem.rule(),
        problem.source(),
        problem.division(),
        problem.state().name().toLowerCase(Locale.ROOT),
        problem.status().name(),
        problem.since(),
        problem.batch(),
        problem.checked(),
        problem.failed(),
        problem.failedBefore());
  }
}
