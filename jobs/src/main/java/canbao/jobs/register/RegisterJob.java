package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.SecretFile;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
    Set<BatchKey> seen = seen(lake);
    Links links =
        new Links(
            lake,
            context.settings().links(),
            known,
            () -> new Pseudonym(SecretFile.of(context.settings())));
    Set<String> sources = seen.stream().map(BatchKey::source).collect(Collectors.toSet());
    Registrar registrar = new Registrar(lake, links, known, sources);
    Map<String, List<ReceivedBatch>> byDayAndTable = new LinkedHashMap<>();
    for (BatchEntry entry : log.entries()) {
      boolean isNew = !seen.contains(new BatchKey(entry.source(), entry.batch()));
      if (entry.isAccepted() && isNew && !entry.batch().isAfter(context.asOf())) {
        SourceSpec source = context.settings().source(entry.source()).orElseThrow();
        byDayAndTable
            .computeIfAbsent(entry.batch() + source.table(), place -> new ArrayList<>())
            .add(new ReceivedBatch(lake, source, entry));
      }
    }
    byDayAndTable.values().forEach(registrar::take);
    return registrar.record();
  }

  private record BatchKey(String source, LocalDate batch) {}

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
