package canbao.jobs.anomaly;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which numbers are judged, and how: {@code conf/anomalies.yml}. */
public record Watches(List<Watch> all) {

  public Watches {
    all = List.copyOf(all);
  }

  /**
   * Who judges a number; one that names its source or family goes before one for all.
   *
   * @param kind of number, such as {@code rows_received}
   * @param subject its source or family
   */
  public Optional<Watch> of(String kind, String subject) {
    return all.stream()
        .filter(watch -> watch.isFor(kind, subject))
        .min(Comparator.comparing(watch -> watch.of().isEmpty()));
  }

  /** Whether some number of the kind may hold a city. */
  public boolean mayHold(String kind) {
    return all.stream()
        .anyMatch(
            watch -> watch.metric().equals(kind) && watch.severity() == Watch.Severity.HOLD_CITY);
  }
}
