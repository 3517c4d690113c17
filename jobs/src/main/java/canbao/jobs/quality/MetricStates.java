package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Turns states into rows of {@code quality.metric_state} and back. */
public final class MetricStates {

  private MetricStates() {}

  /** The states of one batch. */
  public record OfBatch(String source, LocalDate batch, List<MetricState> states) {

    public OfBatch {
      states = List.copyOf(states);
    }
  }

  /** Rows of {@code quality.metric_state}, to be written as one file. */
  public static Dataset<Row> rows(SparkSession spark, List<OfBatch> batches) {
    List<Row> rows =
        batches.stream()
            .flatMap(batch -> batch.states().stream().map(state -> row(batch, state)))
            .toList();
    return spark.createDataFrame(rows, QualityTables.METRIC_STATE.columns()).coalesce(1);
  }

  private static Row row(OfBatch batch, MetricState state) {
    MetricState.Values values = state.values();
    return RowFactory.create(
        batch.source(),
        batch.batch(),
        state.division(),
        state.analyzer().word(),
        state.instance(),
        values.rows().orElse(null),
        values.matches().orElse(null),
        values.sum().orElse(null),
        values.minimum().orElse(null),
        values.maximum().orElse(null));
  }

  /** The state that a row of {@code quality.metric_state} holds. */
  public static MetricState state(Row row) {
    return new MetricState(
        row.getAs("division"),
        MetricState.Analyzer.of(row.getAs("analyzer")),
        row.getAs("instance"),
        new MetricState.Values(
            Optional.ofNullable(row.getAs("rows")),
            Optional.ofNullable(row.getAs("matches")),
            Optional.ofNullable(row.getAs("sum")),
            Optional.ofNullable(row.getAs("minimum")),
            Optional.ofNullable(row.getAs("maximum"))));
  }
}
