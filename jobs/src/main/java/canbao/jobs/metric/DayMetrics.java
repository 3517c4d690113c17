package canbao.jobs.metric;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.anomaly.Judgement;
import canbao.jobs.anomaly.Strategy;
import canbao.jobs.anomaly.Watch;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricStates;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Keeps the numbers of a day in {@code quality.metric} and judges them by their past into {@code
 * quality.anomaly}. The same run again leaves the same rows; a run that rests on other inputs puts
 * its own beside those of the day's earlier ones, which are superseded from then on.
 */
public final class DayMetrics {

  private final RunContext context;
  private final Lake lake;
  private final LocalDate day;
  private final BatchLog log;
  private final String runId;

  private DayMetrics(RunContext context, Lake lake) {
    this.context = context;
    this.lake = lake;
    this.day = context.asOf();
    this.log = BatchLog.read(lake);
    this.runId = log.runId(day, context.settings().fingerprint());
  }

  /** Writes the numbers of the day and what is said of them. */
  public static List<Anomaly> judge(RunContext context, Lake lake) {
    Phase.begin(context.spark(), "gate: numbers of " + context.asOf() + " beside their past");
    DayMetrics ofDay = new DayMetrics(context, lake);
    List<Metric> metrics = ofDay.metrics();
    List<Anomaly> judged = ofDay.judged(metrics);
    ofDay.writeMetrics(metrics);
    ofDay.writeAnomalies(judged);
    return judged;
  }

  private List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>(batchMetrics());
    String headline = context.settings().denominators().headline();
    metrics.addAll(CoverageMetrics.of(lake, day, runId, headline));
    return metrics;
  }

  private List<Metric> batchMetrics() {
    List<BatchEntry> batches =
        context.settings().sources().stream()
            .flatMap(source -> ofDay(source.name()).stream())
            .toList();
    List<String> cities = Places.cities().stream().map(Places.City::code).toList();
    Map<String, List<MetricState>> states = states(batches);
    return batches.stream()
        .filter(batch -> batch.counts().rows() == 0 || !states.get(batch.source()).isEmpty())
        .flatMap(batch -> BatchMetrics.of(day, batch, states.get(batch.source()), cities).stream())
        .toList();
  }

  /**
   * The batch whose numbers are those of the day: the newest of those that the day's run took and
   * of those dated on the day. Of several that come at once the older ones have none.
   */
  private Optional<BatchEntry> ofDay(String source) {
    return log.accepted(source, day).stream()
        .filter(batch -> batch.asOf().equals(day) || batch.batch().equals(day))
        .reduce((older, newer) -> newer);
  }

  /** The states of batches, one of each source; of no row there are none. */
  private Map<String, List<MetricState>> states(List<BatchEntry> batches) {
    Map<String, List<MetricState>> states = new HashMap<>();
    if (batches.isEmpty()) {
      return states;
    }
    Slice slice =
        Slice.anyOf(
            batches.stream()
                .map(b -> Slice.where("source", b.source()).and(Slice.where("batch", b.batch())))
                .toList());
    batches.forEach(batch -> states.put(batch.source(), new ArrayList<>()));
    lake.read(QualityTables.METRIC_STATE, slice)
        .collectAsList()
        .forEach(row -> states.get(row.<String>getAs("source")).add(MetricStates.state(row)));
    return states;
  }

  private List<Anomaly> judged(List<Metric> metrics) {
    MetricHistory history = MetricHistory.of(lake, day, context.settings().watches(), metrics);
    return metrics.stream().flatMap(metric -> judged(metric, history).stream()).toList();
  }

  private Optional<Anomaly> judged(Metric metric, MetricHistory history) {
    MetricName name = metric.name();
    return context
        .settings()
        .watches()
        .of(name.kind(), name.subject())
        .map(watch -> judged(metric, watch, history));
  }

  private static Anomaly judged(Metric metric, Watch watch, MetricHistory history) {
    Strategy strategy = watch.strategy();
    Judgement judgement = strategy.judge(metric.point(), history.of(metric), watch.leastPoints());
    return new Anomaly(
        metric.name().text(),
        metric.division(),
        metric.point().value(),
        strategy.name(),
        judgement,
        watch.severity());
  }

  private void writeMetrics(List<Metric> metrics) {
    Slice ofDay = Slice.where("as_of", day);
    List<Row> rows = metrics.stream().map(this::row).toList();
    Dataset<Row> now = context.spark().createDataFrame(rows, MetricTables.METRIC.columns());
    Dataset<Row> ofOtherRuns =
        lake.read(MetricTables.METRIC, ofDay)
            .filter(col("run_id").notEqual(runId))
            .withColumn("is_superseded", lit(true));
    lake.replace(MetricTables.METRIC, now.unionByName(ofOtherRuns).coalesce(1), ofDay);
  }

  private Row row(Metric metric) {
    return RowFactory.create(
        day,
        runId,
        metric.name().kind(),
        metric.name().text(),
        metric.name().source().orElse(null),
        metric.division(),
        metric.point().value(),
        metric.point().isRate() ? metric.point().numerator() : null,
        metric.point().isRate() ? metric.point().denominator() : null,
        false);
  }

  private void writeAnomalies(List<Anomaly> judged) {
    List<Row> rows = judged.stream().map(this::row).toList();
    lake.replace(
        MetricTables.ANOMALY,
        context.spark().createDataFrame(rows, MetricTables.ANOMALY.columns()).coalesce(1),
        Slice.where("as_of", day));
  }

  private Row row(Anomaly anomaly) {
    Judgement judgement = anomaly.judgement();
    return RowFactory.create(
        Stream.of(
                day,
                runId,
                anomaly.metric(),
                anomaly.division(),
                anomaly.value(),
                judgement.lower().isPresent() ? judgement.lower().getAsLong() : null,
                judgement.upper().isPresent() ? judgement.upper().getAsLong() : null,
                anomaly.strategy(),
                judgement.points(),
                judgement.verdict().name(),
                anomaly.severity().name())
            .toArray());
  }
}
