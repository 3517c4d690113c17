package canbao.jobs;

import canbao.jobs.lake.Scala;
import canbao.jobs.run.StepRun;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * What a step did and took, in Spark's own metrics system: wherever Spark's sinks report to, with
 * the names {@code <namespace>.driver.step.<step>.rows_in} and so on, from the step's end to that
 * of the session.
 */
final class StepMetrics implements Source {

  private final String name;
  private final MetricRegistry registry = new MetricRegistry();

  private StepMetrics(StepRun run) {
    this.name = "step." + run.done().step();
    run.figures()
        .forEach((figure, value) -> registry.register(figure, (Gauge<Number>) () -> value));
  }

  /** Tells of a step; of the same step of another day in its place. */
  static void tell(SparkContext spark, StepRun run) {
    MetricsSystem metrics = spark.env().metricsSystem();
    StepMetrics source = new StepMetrics(run);
    Scala.javaList(metrics.getSourcesByName(source.name)).forEach(metrics::removeSource);
    metrics.registerSource(source);
  }

  @Override
  public String sourceName() {
    return name;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
