package canbao.jobs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Scala;
import canbao.jobs.run.StepRun;
import canbao.jobs.run.StepSummary;
import canbao.jobs.run.Traffic;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class StepMetricsTest {

  @Test
  void sparkKnowsWhatTheLastRunOfAStepDidAndTook(SparkSession spark) {
    StepMetrics.tell(spark.sparkContext(), run(new StepSummary("register", 1, 1, 0, 1)));
    StepMetrics.tell(spark.sparkContext(), run(new StepSummary("register", 1234, 1200, 34, 1100)));

    assertThat(drawn(spark.sparkContext(), "step.register"))
        .isEqualTo(
            """
            accepted 1200
            bytes_read 10
            bytes_shuffled 30
            bytes_spilled 40
            bytes_written 20
            rejected 34
            rows_in 1234
            seconds 1.500
            written 1100""");
  }

  private static StepRun run(StepSummary done) {
    return new StepRun(done, Duration.ofMillis(1500), new Traffic(10, 20, 30, 40));
  }

  private static String drawn(SparkContext spark, String source) {
    return Scala.javaList(spark.env().metricsSystem().getSourcesByName(source)).stream()
        .map(Source::metricRegistry)
        .flatMap(StepMetricsTest::gauges)
        .sorted()
        .collect(joining("\n"));
  }

  private static Stream<String> gauges(MetricRegistry registry) {
    return registry.getMetrics().entrySet().stream()
        .map(metric -> metric.getKey() + " " + ((Gauge<?>) metric.getValue()).getValue());
  }
}
