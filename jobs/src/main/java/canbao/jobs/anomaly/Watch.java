package canbao.jobs.anomaly;

import java.util.List;

/**
 * How the numbers of one kind are judged.
 *
 * @param metric kind of number, such as {@code rows_received}
 * @param of the sources or families whose numbers are meant; none means all
 * @param leastPoints with fewer points of the past nothing is said
 * @param severity what follows from an anomaly
 */
public record Watch(
    String metric, List<String> of, Strategy strategy, int leastPoints, Severity severity) {

  public Watch {
    of = List.copyOf(of);
  }

  /** What follows from an anomaly. */
  public enum Severity {
    /** It is reported. */
    WARN,
    /** The city publishes nothing new, or the province if it is the province's number. */
    HOLD_CITY
  }

  boolean isFor(String kind, String subject) {
    return metric.equals(kind) && (of.isEmpty() || of.contains(subject));
  }
}
