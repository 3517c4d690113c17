package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Explains the numbers of a day by those of any earlier one: {@code coverage.change}. */
public final class ChangeJob {

  private static final String PROBLEM = "The change between %s and %s cannot be told";

  private final RunContext context;
  private final LocalDate from;

  private ChangeJob(RunContext context, LocalDate from) {
    this.context = context;
    this.from = from;
  }

  /**
   * Writes the rows of two days; running it twice leaves the same.
   *
   * @throws JobFailure INPUT if a day has no states; USAGE if it is not the earlier one, or the two
   *     were counted by different definitions or programs: then what moved is also what is meant
   */
  public static StepSummary run(RunContext context, LocalDate from) {
    return new ChangeJob(context, from).run();
  }

  private StepSummary run() {
    LocalDate to = context.asOf();
    if (!from.isBefore(to)) {
      throw failure(
          ExitCode.USAGE, from + " is not before " + to, "Give the earlier day as --from");
    }
    Lake lake = new Lake(context.spark(), context.settings().lake());
    List<StateRun> stored = StateRun.stored(lake);
    StateRun earlier = of(from, stored);
    StateRun later = of(to, stored);
    if (!earlier.decidesAs(later)) {
      throw failure(
          ExitCode.USAGE,
          "they were counted by different definitions, or by different versions of the program",
          "Run coverage for the earlier day with the settings of the later one");
    }
    Phase.begin(context.spark(), "change: from %s to %s".formatted(from, to));
    RegisterOn register = RegisterOn.of(lake, to, later.known());
    String runId = CountedRun.stored(lake, to).orElseThrow().runId();
    try (Scratch scratch = new Scratch(lake, "change-%s-%s".formatted(from, to))) {
      List<Row> rows =
          new Change(
                  ChangeDay.stored(lake, earlier),
                  ChangeDay.stored(lake, later),
                  register,
                  context.settings())
              .rows(UnaryOperator.identity(), scratch, runId);
      lake.replace(
          CoverageTables.CHANGE,
          context.spark().createDataFrame(rows, CoverageTables.CHANGE.columns()),
          slice(from, to));
      return new StepSummary("change", later.people(), later.people(), 0, rows.size());
    }
  }

  /** The rows of two days. */
  static Slice slice(LocalDate from, LocalDate to) {
    return Slice.where("from_as_of", from).and(Slice.where("to_as_of", to));
  }

  private StateRun of(LocalDate day, List<StateRun> stored) {
    return stored.stream()
        .filter(run -> run.day().equals(day))
        .findFirst()
        .orElseThrow(
            () ->
                failure(
                    ExitCode.INPUT,
                    "the states of " + day + " are not in the lake",
                    "Run the night of the day: night --as-of " + day));
  }

  private JobFailure failure(ExitCode code, String why, String remedy) {
    return new JobFailure(code, PROBLEM.formatted(from, context.asOf()), why, remedy);
  }
}
