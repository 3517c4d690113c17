package canbao.jobs.gate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.HandedBackRows;
import canbao.jobs.quality.RuleResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the gate's page about rejected rows that offices have corrected. */
final class HandedBack {

  private HandedBack() {}

  /** A line for each batch that was judged and has such rows; nothing if none has. */
  static Optional<String> drawn(Lake lake, List<RuleResult> judged) {
    Set<String> batches =
        judged.stream().map(result -> result.source() + " " + result.batch()).collect(toSet());
    String lines =
        HandedBackRows.outcomes(lake).stream()
            .collect(
                groupingBy(
                    one -> one.source() + " " + one.batch(),
                    TreeMap::new,
                    Collectors.mapping(one -> one.rows() + " " + one.word(), joining(", "))))
            .entrySet()
            .stream()
            .filter(batch -> batches.contains(batch.getKey()))
            .map(batch -> "\n  " + batch.getKey() + ": " + batch.getValue())
            .collect(joining());
    return Optional.of("Rejected rows that were handed back corrected:" + lines)
        .filter(part -> !lines.isEmpty());
  }
}
