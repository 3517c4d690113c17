package canbao.jobs.metric;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.quality.MetricState.Values;
import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchMetricsTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final List<String> CITIES = List.of("440100", "440300", "440400");

  /** Two cities of which one sent no row, and rows of no city; the third is not in the scope. */
  @Test
  void theNumbersOfABatchAreOfTheCitiesItSpeaksForAndOfTheProvince() {
    List<MetricState> states =
        List.of(
            size("440100", "received", 10),
            size("440100", "accepted", 7),
            size("440100", "rejected", 2),
            size("440100", "duplicate", 1),
            size("none", "received", 2),
            size("none", "accepted", 2),
            matches("440100", Analyzer.COMPLIANCE, "population.birth_readable", 6, 9),
            matches("none", Analyzer.COMPLIANCE, "population.birth_readable", 2, 2),
            matches("440100", Analyzer.COMPLETENESS, "AAC006", 9, 9),
            matches("none", Analyzer.COMPLETENESS, "AAC006", 1, 2));

    assertThat(drawn(BatchMetrics.of(DAY, batch("440100", "440300"), states, CITIES)))
        .isEqualTo(
            """
            rows_received.population.changes 440000 12
            rows_accepted.population.changes 440000 9
            rows_rejected.population.changes 440000 2
            rows_duplicate.population.changes 440000 1
            failed_rate.population.changes.birth_readable 440000 2727 3/11
            completeness.population.changes.AAC006 440000 9091 10/11
            rows_received.population.changes 440100 10
            rows_accepted.population.changes 440100 7
            rows_rejected.population.changes 440100 2
            rows_duplicate.population.changes 440100 1
            failed_rate.population.changes.birth_readable 440100 3333 3/9
            completeness.population.changes.AAC006 440100 10000 9/9
            rows_received.population.changes 440300 0
            rows_accepted.population.changes 440300 0
            rows_rejected.population.changes 440300 0
            rows_duplicate.population.changes 440300 0""");
  }

  private static MetricState size(String division, String which, long rows) {
    return new MetricState(division, Analyzer.SIZE, which, Values.rows(rows));
  }

  private static MetricState matches(
      String division, Analyzer analyzer, String instance, long matches, long rows) {
    return new MetricState(division, analyzer, instance, Values.matches(matches, rows));
  }

  private static BatchEntry batch(String... scope) {
    return new BatchEntry(
        "population",
        DAY,
        Optional.of(new BatchHeader(DAY, BatchHeader.Mode.CHANGES, List.of(scope))),
        BatchEntry.State.ACCEPTED,
        "",
        new BatchEntry.Counts(12, 9, 2, 1),
        DAY,
        "of a manifest",
        Map.of(),
        List.of());
  }

  private static String drawn(List<Metric> metrics) {
    return metrics.stream()
        .map(
            metric ->
                Stream.of(
                        metric.name().text(),
                        metric.division(),
                        Long.toString(metric.point().value()),
                        metric.point().isRate()
                            ? metric.point().numerator() + "/" + metric.point().denominator()
                            : "")
                    .filter(word -> !word.isEmpty())
                    .collect(joining(" ")))
        .collect(joining("\n"));
  }
}
