package canbao.jobs.register;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;

/**
 * Takes the accepted batches that it has not seen into the register, those that came late too.
 * Running it twice changes nothing the second time.
 */
public final class RegisterJob {

  private RegisterJob() {}

  /** Writes {@code register.*} from {@code landing.*}. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    LocalDate known = log.knownOn(context.asOf());
    Registrations registrations = Registrations.read(lake);
    registrations.refuseLoss();
    List<BatchEntry> accepted = log.entries().stream().filter(BatchEntry::isAccepted).toList();
    List<BatchEntry> untaken =
        accepted.stream()
            .filter(entry -> !registrations.holds(entry))
            .filter(entry -> !entry.batch().isAfter(context.asOf()))
            .toList();
    StepSummary summary =
        new RegisterRun(lake, lake, context.settings(), known)
            .take(untaken, accepted.stream().filter(registrations::holds).toList());
    registrations.add(untaken.stream().map(Registrations.BatchKey::of).toList(), known);
    return summary;
  }
}
