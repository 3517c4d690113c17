package canbao.jobs.register;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;

/**
 * Takes the accepted batches that it has not seen into the register, in the order of dates. Running
 * it twice changes nothing the second time.
 */
public final class RegisterJob {

  private RegisterJob() {}

  /** Writes {@code register.*} from {@code landing.*}. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    LocalDate known = log.knownOn(context.asOf());
    Registrar registrar = new Registrar(lake, known);
    for (BatchEntry entry : unseen(lake, log, context.asOf())) {
      SourceSpec source = context.settings().source(entry.source()).orElseThrow();
      registrar.take(source, entry);
    }
    return registrar.record();
  }

  private static List<BatchEntry> unseen(Lake lake, BatchLog log, LocalDate asOf) {
    List<String> seen =
        lake.read(RegisterTables.APPLIED).select("source", "batch").collectAsList().stream()
            .map(row -> row.getString(0) + row.getDate(1))
            .toList();
    return log.entries().stream()
        .filter(BatchEntry::isAccepted)
        .filter(entry -> !entry.batch().isAfter(asOf))
        .filter(entry -> !seen.contains(entry.source() + entry.batch()))
        .toList();
  }
}
