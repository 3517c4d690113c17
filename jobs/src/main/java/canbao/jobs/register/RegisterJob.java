package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    Set<BatchKey> seen = seen(lake);
    List<BatchEntry> accepted = log.entries().stream().filter(BatchEntry::isAccepted).toList();
    List<BatchEntry> taken =
        accepted.stream().filter(entry -> seen.contains(BatchKey.of(entry))).toList();
    List<BatchEntry> untaken =
        accepted.stream()
            .filter(entry -> !seen.contains(BatchKey.of(entry)))
            .filter(entry -> !entry.batch().isAfter(context.asOf()))
            .toList();
    return new RegisterRun(lake, lake, context.settings(), known).take(untaken, taken);
  }

  private record BatchKey(String source, LocalDate batch) {

    static BatchKey of(BatchEntry entry) {
      return new BatchKey(entry.source(), entry.batch());
    }
  }

  private static Set<BatchKey> seen(Lake lake) {
    return lake
        .read(RegisterTables.APPLIED)
        .select(col("source"), col("batch").cast("string"))
        .collectAsList()
        .stream()
        .map(row -> new BatchKey(row.getString(0), LocalDate.parse(row.getString(1))))
        .collect(Collectors.toSet());
  }
}
