package canbao.jobs.register;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.register.Registrations.BatchKey;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;

/**
 * Takes the accepted batches that it has not seen into the register, those that came late too.
 * Running it twice changes nothing the second time; what a run that was cut off has begun is ended
 * first.
 */
public final class RegisterJob {

  private final Lake lake;
  private final Settings settings;
  private final List<BatchEntry> accepted;
  private final Registrations registrations;

  private RegisterJob(Lake lake, Settings settings, BatchLog log) {
    this.lake = lake;
    this.settings = settings;
    this.accepted = log.entries().stream().filter(BatchEntry::isAccepted).toList();
    this.registrations = Registrations.read(lake);
  }

  /** Writes {@code register.*} from {@code landing.*}. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    RegisterJob job = new RegisterJob(lake, context.settings(), log);
    job.registrations.refuseLoss();
    StepSummary ended =
        UnfinishedRun.of(lake).map(job::end).orElse(new StepSummary("register", 0, 0, 0, 0));
    List<BatchEntry> untaken =
        job.untaken().stream().filter(entry -> !entry.batch().isAfter(context.asOf())).toList();
    StepSummary taken = job.take(untaken, log.knownOn(context.asOf()));
    return new StepSummary(
        "register",
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
    if (!keys.isEmpty()) {
      new UnfinishedRun(known, keys).begin(lake);
    }
    StepSummary summary = new RegisterRun(lake, lake, settings, known).take(untaken, taken);
    registrations.add(keys, known);
    UnfinishedRun.end(lake);
    return summary;
  }

  private List<BatchEntry> untaken() {
    return accepted.stream().filter(entry -> !registrations.holds(entry)).toList();
  }
}
