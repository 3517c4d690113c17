package canbao.jobs.worklist;

import static java.util.Comparator.reverseOrder;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.control.ControlTables;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.LakePseudonym;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes who is due and not covered on a day, {@code worklist.unenrolled}, after it has judged the
 * answers that visits have brought. Running a day twice leaves the same tables.
 */
public final class WorklistJob {

  static final String STEP = "worklist";

  private static final String AGAIN =
      "Run coverage and worklist for the day once more; if it ends likewise it is a fault of the"
          + " program: report it";

  private final RunContext context;
  private final Gap gap;
  private final Lake lake;
  private final LocalDate day;
  private final Slice slice;

  private WorklistJob(RunContext context, Gap gap) {
    this.context = context;
    this.gap = gap;
    this.lake = new Lake(context.spark(), context.settings().lake());
    this.day = context.asOf();
    this.slice = Slice.where("as_of", day);
  }

  /**
   * Writes the day's list.
   *
   * @throws canbao.jobs.run.JobFailure GATE if it has not, in each street, as many people as are
   *     due less those covered
   */
  public static StepSummary run(RunContext context, Gap gap) {
    return new WorklistJob(context, gap).run();
  }

  /** The run that a day's list rests on; empty if there is no list. */
  static Optional<String> runOfList(Lake lake, LocalDate day) {
    return lake
        .read(
            ControlTables.CONTROL_NUMBER, Slice.where("as_of", day).and(Slice.where("step", STEP)))
        .select("run_id")
        .limit(1)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .findFirst();
  }

  private StepSummary run() {
    List<SourceSpec> sources =
        context.settings().sources().stream()
            .filter(source -> source.table().equals("visit_result"))
            .toList();
    Answers answers =
        new Answers(
            lake,
            day,
            gap,
            sources,
            () -> new RowReference(LakePseudonym.of(lake, context.settings())));
    Phase.begin(context.spark(), "worklist: answers up to " + day);
    long refused;
    try (Scratch scratch = new Scratch(lake, STEP)) {
      refused = answers.judge(scratch);
    }
    Phase.begin(context.spark(), "worklist: list of " + day);
    lake.replace(
        WorklistTables.UNENROLLED,
        new Listing(day, context.settings().worklist()).rows(gap, before(), answers.taken()),
        slice);
    Phase.begin(context.spark(), "worklist: control numbers of " + day);
    List<ControlNumber> numbers = new WorklistBalance(lake, day, gap).numbers();
    ControlNumbers control = new ControlNumbers(lake, STEP, day, runId());
    control.stopUnlessBalanced(numbers, AGAIN);
    control.write(numbers);
    long listed = lake.size(WorklistTables.UNENROLLED.qualifiedName(), slice);
    return new StepSummary(STEP, listed + refused, listed, refused, listed);
  }

  private String runId() {
    return BatchLog.read(lake).runId(day, context.settings().fingerprint());
  }

  /** The last list before the day. */
  private Dataset<Row> before() {
    Optional<LocalDate> last =
        listDays(lake).stream().filter(other -> other.isBefore(day)).max(LocalDate::compareTo);
    return lake.read(
        WorklistTables.UNENROLLED,
        last.map(other -> Slice.where("as_of", other)).orElse(Slice.anyOf()));
  }

  /** Each has control numbers, also if nobody is on it. */
  private static List<LocalDate> listDays(Lake lake) {
    return lake
        .table("quality.control_number", Slice.where("step", STEP))
        .map(rows -> rows.select(col("as_of").cast("string")).distinct().collectAsList())
        .orElse(List.of())
        .stream()
        .map(row -> LocalDate.parse(row.getString(0)))
        .sorted(reverseOrder())
        .toList();
  }
}
