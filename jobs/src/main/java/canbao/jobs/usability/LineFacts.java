package canbao.jobs.usability;

import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Figures;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.run.Percent;
import canbao.jobs.run.Usability.Line;
import canbao.jobs.run.Usability.Published;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What the lists of a line tell of a division.
 *
 * @param log of all batches
 * @param states of the batches of the line that are in force
 * @param figures published ones
 */
record LineFacts(
    Line line, LocalDate day, BatchLog log, List<MetricState> states, Figures figures) {

  /** Rows in force, away from the median of those at the ends of the last months. */
  Finding volumePast(String division, int months) {
    List<Long> past =
        IntStream.rangeClosed(1, months)
            .mapToObj(back -> day.withDayOfMonth(1).minusMonths(back - 1L).minusDays(1))
            .flatMap(end -> rows(division, end).stream())
            .sorted()
            .toList();
    Optional<Long> now = rows(division, day);
    if (past.isEmpty() || now.isEmpty()) {
      return Finding.unknown("no list of the last %d month ends is known".formatted(months));
    }
    String what = "the median of the last %d month ends".formatted(past.size());
    return away(now.orElseThrow(), past.get((past.size() - 1) / 2), what);
  }

  /**
   * What was counted, away from the newest published figure.
   *
   * @param counted people or rows; empty if they were not counted
   */
  Finding volumePublished(String division, Published published, Optional<Long> counted) {
    Optional<Long> figure = figures.of(published.code(), division);
    return figure.isPresent() && counted.isPresent()
        ? away(counted.orElseThrow(), figure.orElseThrow(), "published")
        : Finding.unknown("no figure of %s is known".formatted(published.code()));
  }

  /** Rows that repeat another one. */
  Finding duplicates(String division) {
    long received = size(division, "received");
    long duplicate = size(division, "duplicate");
    return received == 0
        ? Finding.unknown("the lists in force have no row")
        : Finding.of(
            Finding.share(duplicate, received),
            "%s of %s rows received repeat another one (%s)"
                .formatted(number(duplicate), number(received), Percent.of(duplicate, received)));
  }

  /** Empty values in the emptiest of the columns that should be filled. */
  Finding missing(String division) {
    return line.filled().stream()
        .flatMap(column -> missing(division, column).stream())
        .max(Comparator.comparing(finding -> finding.value().orElseThrow()))
        .orElseGet(() -> Finding.unknown("no column of the lists in force was measured"));
  }

  private Optional<Finding> missing(String division, String column) {
    List<MetricState> its =
        states.stream()
            .filter(state -> state.analyzer() == Analyzer.COMPLETENESS)
            .filter(state -> state.instance().equals(column))
            .filter(isIn(division))
            .toList();
    long rows = its.stream().mapToLong(state -> state.values().rows().orElse(0L)).sum();
    long filled = its.stream().mapToLong(state -> state.values().matches().orElse(0L)).sum();
    return rows == 0
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Finding.share(rows - filled, rows),
                "%s is empty in %s of %s rows (%s)"
                    .formatted(
                        column,
                        number(rows - filled),
                        number(rows),
                        Percent.of(rows - filled, rows))));
  }

  /** Days since the newest list that speaks for the division, of the source that is latest. */
  Finding late(String division) {
    List<LocalDate> newest = new ArrayList<>();
    for (String source : line.sources()) {
      Optional<LocalDate> last =
          log.accepted(source, day).stream()
              .filter(entry -> speaksFor(entry, division))
              .map(BatchEntry::batch)
              .max(Comparator.naturalOrder());
      if (last.isEmpty()) {
        return Finding.unknown("%s has sent no list".formatted(source));
      }
      newest.add(last.orElseThrow());
    }
    LocalDate latest = newest.stream().min(Comparator.naturalOrder()).orElseThrow();
    long days = day.toEpochDay() - latest.toEpochDay();
    return Finding.of(days, "the newest list is of %s, %d days before".formatted(latest, days));
  }

  private static boolean speaksFor(BatchEntry entry, String division) {
    return division.equals(GateDecision.PROVINCE)
        || entry.header().orElseThrow().coversEverything()
        || entry.header().orElseThrow().cities().contains(division);
  }

  /** Rows in force at the end of a day; none if a source of the line had sent no list by then. */
  Optional<Long> rows(String division, LocalDate end) {
    long rows = 0;
    for (String source : line.sources()) {
      List<BatchEntry> accepted = log.accepted(source, end);
      if (accepted.isEmpty()) {
        return Optional.empty();
      }
      rows += rows(accepted.get(accepted.size() - 1), division);
    }
    return Optional.of(rows);
  }

  private static long rows(BatchEntry entry, String division) {
    return division.equals(GateDecision.PROVINCE)
        ? sum(entry.rowsByCity().values())
        : entry.rowsByCity().getOrDefault(division, 0L);
  }

  private static long sum(Collection<Long> rows) {
    return rows.stream().mapToLong(Long::longValue).sum();
  }

  private static Finding away(long now, long expected, String what) {
    if (expected == 0) {
      return Finding.unknown("%s are counted, none %s".formatted(number(now), what));
    }
    long difference = Math.abs(now - expected);
    return Finding.of(
        Finding.share(difference, expected),
        "%s are counted, %s are %s (%s away)"
            .formatted(number(now), number(expected), what, Percent.of(difference, expected)));
  }

  private long size(String division, String which) {
    return states.stream()
        .filter(state -> state.analyzer() == Analyzer.SIZE && state.instance().equals(which))
        .filter(isIn(division))
        .mapToLong(state -> state.values().rows().orElseThrow())
        .sum();
  }

  private static Predicate<MetricState> isIn(String division) {
    return state -> division.equals(GateDecision.PROVINCE) || state.division().equals(division);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
