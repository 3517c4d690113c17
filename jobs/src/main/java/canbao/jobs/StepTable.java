package canbao.jobs;

import canbao.jobs.run.ReportTable;
import canbao.jobs.run.StepRun;
import canbao.jobs.run.StepSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times steps, logs a line for each, and draws what they did. */
final class StepTable {

  private static final Logger LOG = LoggerFactory.getLogger(StepTable.class);

  private final SparkSession spark;
  private final List<StepRun> runs = new ArrayList<>();
  private final ReportTable table =
      ReportTable.of("step", "rows in", "accepted", "rejected", "written", "seconds");

  StepTable(SparkSession spark) {
    this.spark = spark;
  }

  /** Runs a step and adds its row; a step that fails has none. */
  void run(Supplier<StepSummary> step) {
    TrafficMeter meter = TrafficMeter.open(spark.sparkContext());
    try (meter) {
      long start = System.nanoTime();
      StepSummary done = step.get();
      add(new StepRun(done, Duration.ofNanos(System.nanoTime() - start), meter.heard()));
    }
  }

  /** The steps that came to their end, in their order. */
  List<StepRun> runs() {
    return List.copyOf(runs);
  }

  /** Whether a step came to its end. */
  boolean has(String step) {
    return runs.stream().anyMatch(run -> run.done().step().equals(step));
  }

  String drawn() {
    return table.drawn();
  }

  private void add(StepRun run) {
    runs.add(run);
    StepMetrics.tell(spark.sparkContext(), run);
    StepSummary done = run.done();
    BigDecimal seconds = seconds(run.time());
    table.add(
        done.step(), done.rowsIn(), done.accepted(), done.rejected(), done.written(), seconds);
    LOG.info(
        "{} done: {} rows in, {} accepted, {} rejected, {} written, {} s",
        done.step(),
        done.rowsIn(),
        done.accepted(),
        done.rejected(),
        done.written(),
        seconds);
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }
}
