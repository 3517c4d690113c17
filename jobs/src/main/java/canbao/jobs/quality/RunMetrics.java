package canbao.jobs.quality;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepRun;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * How much the steps of a run did and what it took, in {@code quality.run_metric}.
 *
 * <p>A run is named by what it rests on, so doing it again is no other run: the row of its step
 * stays as the first time left it, when there was work to do. Seconds and bytes are no results: no
 * other table holds them, nothing is computed from them, and two lakes with the same numbers differ
 * in them.
 */
public final class RunMetrics {

  private RunMetrics() {}

  /**
   * Adds the steps that the run has no row of yet, in one commit; none if it has all.
   *
   * @param runs steps that came to their end; one that was killed has no row until it is run again
   */
  public static void record(RunContext context, List<StepRun> runs) {
    if (runs.isEmpty()) {
      return;
    }
    Phase.begin(context.spark(), "what the steps of " + context.asOf() + " took");
    Lake lake = new Lake(context.spark(), context.settings().lake());
    String runId = BatchLog.read(lake).runId(context.asOf(), context.settings().fingerprint());
    Set<String> recorded = recorded(lake, context, runId);
    List<Row> rows =
        runs.stream()
            .filter(run -> !recorded.contains(run.done().step()))
            .map(run -> row(context, runId, run))
            .toList();
    if (!rows.isEmpty()) {
      lake.add(
          QualityTables.RUN_METRIC,
          lake.spark().createDataFrame(rows, QualityTables.RUN_METRIC.columns()).coalesce(1));
    }
  }

  private static Set<String> recorded(Lake lake, RunContext context, String runId) {
    return lake
        .read(
            QualityTables.RUN_METRIC,
            Slice.where("as_of", context.asOf()).and(Slice.where("run_id", runId)))
        .select(col("step"))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(toSet());
  }

  private static Row row(RunContext context, String runId, StepRun run) {
    Stream<Object> which = Stream.of(context.asOf(), runId, run.done().step());
    return RowFactory.create(Stream.concat(which, run.figures().values().stream()).toArray());
  }
}
