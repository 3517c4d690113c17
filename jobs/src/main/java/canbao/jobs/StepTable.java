package canbao.jobs;

import canbao.jobs.run.ReportTable;
import canbao.jobs.run.StepSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times steps, logs a line for each, and draws what they did. */
final class StepTable {

  private static final Logger LOG = LoggerFactory.getLogger(StepTable.class);

  private final ReportTable table =
      ReportTable.of("step", "rows in", "accepted", "rejected", "written", "seconds");

  /** Runs a step and adds its row; a step that fails has none. */
  void run(Supplier<StepSummary> step) {
    long start = System.nanoTime();
    StepSummary done = step.get();
    BigDecimal seconds = seconds(Duration.ofNanos(System.nanoTime() - start));
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

  String drawn() {
    return table.drawn();
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }
}
