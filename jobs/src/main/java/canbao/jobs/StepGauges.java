package canbao.jobs;

import canbao.jobs.lake.Scala;
import canbao.jobs.run.StepRun;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * What the steps of this process did last, for the sinks that Spark's metrics are sent to: {@code
 * step.<step>.<figure>} with the figures of {@link StepRun#figures}.
 *
 * <p>The trait {@link Source} is open to Java alone; a plugin, Spark's other way, would be made by
 * Spark on every executor and could be told of a step by static fields only.
 */
final class StepGauges implements Source {

  private static final String NAME = "step";

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Number> values = new ConcurrentHashMap<>();

  private StepGauges() {}

  /** Those of a context, which has them once: later steps of a process come to the earlier ones. */
  static synchronized StepGauges of(SparkContext spark) {
    MetricsSystem metrics = spark.env().metricsSystem();
    return Scala.javaList(metrics.getSourcesByName(NAME)).stream()
        .map(StepGauges.class::cast)
        .findFirst()
        .orElseGet(() -> registered(metrics));
  }

  private static StepGauges registered(MetricsSystem metrics) {
    StepGauges gauges = new StepGauges();
    metrics.registerSource(gauges);
    return gauges;
  }

  /** Shows a step's figures in place of those of its run before. */
  void show(StepRun run) {
    run.figures()
        .forEach(
            (figure, value) -> {
              String name = MetricRegistry.name(run.done().step(), figure);
              if (values.put(name, value) == null) {
                registry.registerGauge(name, (Gauge<Number>) () -> values.get(name));
              }
            });
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
