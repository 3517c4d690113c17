package canbao.jobs.metric;

import static java.util.stream.Collectors.groupingBy;

import canbao.jobs.anomaly.Point;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of a batch: its rows by verdict, the share of rows that break each rule, and the
 * share that each column is filled in; of the province by adding up the states of cities.
 *
 * <p>Full lists are compared with full lists: how a batch came is part of a number's name. A city
 * that a batch does not speak for has no number; one that it speaks for without a row has 0 rows,
 * and no rate.
 */
final class BatchMetrics {

  private static final String PROVINCE = "440000";
  private static final List<String> ROWS = List.of("received", "accepted", "rejected", "duplicate");

  private final LocalDate day;
  private final String source;
  private final BatchHeader header;
  private final List<Metric> metrics = new ArrayList<>();

  private BatchMetrics(LocalDate day, BatchEntry batch) {
    this.day = day;
    this.source = batch.source();
    this.header = batch.header().orElseThrow();
  }

  /**
   * The numbers of an accepted batch.
   *
   * @param day whose numbers they are
   * @param states of the batch
   * @param cities six digits each
   */
  static List<Metric> of(
      LocalDate day, BatchEntry batch, List<MetricState> states, List<String> cities) {
    BatchMetrics metrics = new BatchMetrics(day, batch);
    metrics.add(PROVINCE, MetricState.merged(PROVINCE, states));
    Map<String, List<MetricState>> byDivision =
        states.stream().collect(groupingBy(MetricState::division));
    cities.stream()
        .filter(metrics::isSpokenFor)
        .forEach(city -> metrics.add(city, byDivision.getOrDefault(city, List.of())));
    return metrics.metrics;
  }

  private boolean isSpokenFor(String city) {
    return header.coversEverything() || header.cities().contains(city);
  }

  private void add(String division, List<MetricState> states) {
    for (String which : ROWS) {
      long rows =
          states.stream()
              .filter(state -> state.analyzer() == Analyzer.SIZE && state.instance().equals(which))
              .mapToLong(state -> state.values().rows().orElseThrow())
              .sum();
      add("rows_" + which, "", division, Point.count(day, rows));
    }
    for (MetricState state : states) {
      long rows = state.values().rows().orElse(0L);
      long matches = state.values().matches().orElse(0L);
      if (rows > 0 && state.analyzer() == Analyzer.COMPLIANCE) {
        Point failed = Point.rate(day, rows - matches, rows);
        add("failed_rate", rule(state.instance()), division, failed);
      } else if (rows > 0 && state.analyzer() == Analyzer.COMPLETENESS) {
        add("completeness", state.instance(), division, Point.rate(day, matches, rows));
      }
    }
  }

  /** A rule's name within its source. */
  private String rule(String id) {
    return id.startsWith(source + ".") ? id.substring(source.length() + 1) : id;
  }

  private void add(String kind, String of, String division, Point point) {
    String mode = header.mode().name().toLowerCase(Locale.ROOT);
    String detail = of.isEmpty() ? mode : mode + "." + of;
    metrics.add(new Metric(MetricName.ofSource(kind, source, detail), division, point));
  }
}
