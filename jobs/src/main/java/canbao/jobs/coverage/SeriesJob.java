package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Counts every day of a period in one go, by what is known now: {@code coverage.series}. Running it
 * again replaces the days of the period.
 */
public final class SeriesJob {

  private static final long MOST_DAYS = 3_660;

  private SeriesJob() {}

  /**
   * Writes the days from one to the context's.
   *
   * @throws JobFailure USAGE if the period has no day or more than ten years; INPUT if the register
   *     was never made
   */
  public static StepSummary run(RunContext context, LocalDate first) {
    LocalDate last = context.asOf();
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The days from %s to %s cannot be counted".formatted(first, last),
          first.isAfter(last) ? "the first is after the last" : "these are more than ten years",
          "Give a shorter period: --from its first day, --to its last");
    }
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    if (lake.table("register.applied").isEmpty()) {
      throw new JobFailure(
          ExitCode.INPUT,
          "The days from %s to %s cannot be counted".formatted(first, last),
          "the lake " + lake.folder() + " has no register yet",
          "Run a night first: night --as-of " + last);
    }
    String definitions = context.settings().fingerprint();
    CountedRun run = new CountedRun(log.runId(last, definitions), log.knownOn(last), definitions);
    RegisterOn register = RegisterOn.of(lake, first, run.knownOn());
    Phase.begin(context.spark(), "series: states from %s to %s".formatted(first, last));
    List<Row> rows = new Series(register, last, context.settings()).rows(run);
    lake.replace(
        SideTables.SERIES,
        context.spark().createDataFrame(rows, SideTables.SERIES.columns()),
        Slice.within("as_of", first, last));
    return new StepSummary("series", rows.size(), rows.size(), 0, rows.size());
  }
}
