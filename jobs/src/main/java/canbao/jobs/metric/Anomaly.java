package canbao.jobs.metric;

import canbao.jobs.anomaly.Judgement;
import canbao.jobs.anomaly.Verdict;
import canbao.jobs.anomaly.Watch;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A number of a day beside its past: a row of {@code quality.anomaly}.
 *
 * @param metric as the tables have it
 * @param division six digits of a city, or {@code 440000} for the province
 */
public record Anomaly(
    String metric,
    String division,
    long value,
    String strategy,
    Judgement judgement,
    Watch.Severity severity) {

  /** Before a metric's name: what a verdict of the gate and an override call an anomaly. */
  public static final String RULE = "anomaly.";

  public boolean isAnomaly() {
    return judgement.verdict() == Verdict.ANOMALY;
  }

  public boolean isColdStart() {
    return judgement.verdict() == Verdict.COLD_START;
  }

  /** Whether it withholds the numbers of its division, unless somebody overrides it. */
  public boolean holds() {
    return isAnomaly() && severity == Watch.Severity.HOLD_CITY;
  }

  /** As a verdict names it. */
  public String rule() {
    return RULE + metric;
  }

  /** One line for a report. */
  public String drawn() {
    return String.format(
        Locale.ROOT,
        "%s %s: %,d, expected %s (%s, %d points)",
        division,
        metric,
        value,
        expected(judgement.lower(), judgement.upper()),
        strategy,
        judgement.points());
  }

  private static String expected(OptionalLong lower, OptionalLong upper) {
    return upper.isEmpty()
        ? String.format(Locale.ROOT, "%,d or more", lower.orElse(0))
        : String.format(Locale.ROOT, "%,d to %,d", lower.orElse(0), upper.getAsLong());
  }
}
