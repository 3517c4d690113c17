package canbao.jobs.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step that came to its end.
 *
 * @param done what it did
 * @param time what it took, planning and waiting included
 * @param traffic what its tasks moved
 */
public record StepRun(StepSummary done, Duration time, Traffic traffic) {

  /** Rows, seconds and bytes by the names and in the order of {@code quality.run_metric}. */
  public Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("rows_in", done.rowsIn());
    figures.put("accepted", done.accepted());
    figures.put("rejected", done.rejected());
    figures.put("written", done.written());
    figures.put("seconds", BigDecimal.valueOf(time.toMillis(), 3));
    figures.put("bytes_read", traffic.read());
    figures.put("bytes_written", traffic.written());
    figures.put("bytes_shuffled", traffic.shuffled());
    figures.put("bytes_spilled", traffic.spilled());
    return figures;
  }
}
