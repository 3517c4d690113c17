package canbao.jobs.register;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.control.RowCounts;
import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.register.Registrations.BatchKey;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the accepted batches that it has not seen into the register, those that came late too.
 * Running it twice changes nothing the second time; what a run that was cut off has begun is ended
 * first.
 */
public final class RegisterJob {

  private static final String STEP = "register";
  private static final String RESTORE =
      "Restore landing.* and quality.batch, which nothing can make again, then run the night again";
  private static final String REBUILD =
      "Make the register again from landing: rebuild --replace; then run the night again";

  private final Lake lake;
  private final Settings settings;
  private final List<BatchEntry> accepted;
  private final Registrations registrations;
  private final ControlNumbers control;

  private RegisterJob(Lake lake, Settings settings, BatchLog log, ControlNumbers control) {
    this.lake = lake;
    this.control = control;
    this.settings = settings;
    this.accepted = log.entries().stream().filter(BatchEntry::isAccepted).toList();
    this.registrations = Registrations.read(lake);
  }

  /**
   * Writes {@code register.*} from {@code landing.*}.
   *
   * @throws JobFailure GATE if landing or the register lack rows, or have some too many
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    String runId = log.runId(context.asOf(), context.settings().fingerprint());
    RegisterJob job =
        new RegisterJob(
            lake, context.settings(), log, new ControlNumbers(lake, STEP, context.asOf(), runId));
    job.registrations.refuseLoss();
    Optional<UnfinishedRun> unfinished = UnfinishedRun.of(lake);
    if (unfinished.isEmpty()) {
      job.control.stopUnlessBalanced(RowCounts.read(lake).held(), REBUILD);
    }
    StepSummary ended = unfinished.map(job::end).orElse(new StepSummary(STEP, 0, 0, 0, 0));
    List<BatchEntry> untaken =
        job.untaken().stream().filter(entry -> !entry.batch().isAfter(context.asOf())).toList();
    StepSummary taken = job.take(untaken, log.knownOn(context.asOf()));
    return new StepSummary(
        STEP,
        ended.rowsIn() + taken.rowsIn(),
        ended.accepted() + taken.accepted(),
        0,
        ended.written() + taken.written());
  }

  private StepSummary end(UnfinishedRun run) {
    List<BatchEntry> begun =
        untaken().stream().filter(entry -> run.batches().contains(BatchKey.of(entry))).toList();
    return take(begun, run.known());
  }

  private StepSummary take(List<BatchEntry> untaken, LocalDate known) {
    List<BatchKey> keys = untaken.stream().map(BatchKey::of).toList();
    List<BatchEntry> taken = accepted.stream().filter(registrations::holds).toList();
    RegisterRun run = new RegisterRun(lake, accepted, lake, settings, known, untaken, taken);
    control.stopUnlessBalanced(run.batches(), RESTORE);
    if (!keys.isEmpty()) {
      new UnfinishedRun(known, keys).begin(lake);
    }
    StepSummary summary = run.take();
    registrations.add(keys, known);
    UnfinishedRun.end(lake);
    List<ControlNumber> numbers =
        Stream.concat(run.batches().stream(), run.tables().stream()).toList();
    if (!numbers.isEmpty()) {
      control.write(numbers);
    }
    control.stopUnlessBalanced(numbers, REBUILD);
    return summary;
  }

  private List<BatchEntry> untaken() {
    return accepted.stream().filter(entry -> !registrations.holds(entry)).toList();
  }
}
