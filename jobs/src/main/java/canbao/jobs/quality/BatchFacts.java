package canbao.jobs.quality;

import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rules that judge rows together look at: a batch as a whole, and what lies around it.
 *
 * @param asOf the day of the run
 * @param accepted batches of the source up to that day, by date
 * @param batch the one judged
 * @param before rows in force by city before it
 * @param figures published ones
 * @param portions of its rows
 * @param earlier results of other batches
 */
public record BatchFacts(
    LocalDate asOf,
    SourceSpec source,
    List<BatchEntry> accepted,
    BatchEntry batch,
    Map<String, Long> before,
    Figures figures,
    Portions portions,
    EarlierResults earlier) {

  static final String PROVINCE = "440000";

  public BatchFacts {
    accepted = List.copyOf(accepted);
    before = Map.copyOf(before);
  }

  /** The newest batch of each source on a day, without what was before it; none without one. */
  public static List<BatchFacts> newest(BatchLog log, List<SourceSpec> sources, LocalDate asOf) {
    return sources.stream()
        .flatMap(
            source -> {
              List<BatchEntry> accepted = log.accepted(source.name(), asOf);
              return accepted.stream()
                  .skip(Math.max(accepted.size() - 1, 0))
                  .map(
                      last ->
                          new BatchFacts(
                              asOf,
                              source,
                              accepted,
                              last,
                              Map.of(),
                              (code, division) -> Optional.empty(),
                              Portions.none(),
                              EarlierResults.NONE));
            })
        .toList();
  }

  /** Whether the batch speaks for a division; one of a source without places for no city. */
  boolean speaksFor(String division) {
    return division.equals(PROVINCE) || (hasPlaces() && speaksFor(batch, division));
  }

  /** With its rows counted, and what other batches came to. */
  public BatchFacts with(Portions counted, EarlierResults results) {
    return new BatchFacts(asOf, source, accepted, batch, before, figures, counted, results);
  }

  boolean isFull() {
    return batch.header().orElseThrow().isFull();
  }

  /** The parts of a rule in the last full list before that speaks for a division and has any. */
  Optional<Map<String, Long>> lastFull(Rule rule, String division) {
    return last(rule, division, true);
  }

  /** The parts of a rule in the last batch before of the same mode. */
  Optional<Map<String, Long>> lastOfMode(Rule rule, String division) {
    return last(rule, division, isFull());
  }

  /** What another source's rule has measured in its newest full list up to the day of this one. */
  Optional<Long> valueOf(String otherRule, String division) {
    return earlier.newestValue(otherRule, batch.batch(), division);
  }

  private Optional<Map<String, Long>> last(Rule rule, String division, boolean isFull) {
    return accepted.stream()
        .filter(entry -> entry.batch().isBefore(batch.batch()))
        .filter(entry -> entry.header().orElseThrow().isFull() == isFull)
        .filter(entry -> division.equals(PROVINCE) || speaksFor(entry, division))
        .flatMap(entry -> earlier.parts(rule.id(), entry, division).stream())
        .reduce((older, newer) -> newer);
  }

  Optional<Long> rowsBefore(String division) {
    return before.isEmpty() ? Optional.empty() : Optional.of(rows(before, division));
  }

  long rowsAfter(String division) {
    return rows(batch.rowsByCity(), division);
  }

  Optional<Long> figure(String code, String division) {
    return figures.of(code, division);
  }

  /** Of the newest batch up to the day of the run that speaks for a division. */
  Optional<Long> ageInDays(String division) {
    return accepted.stream()
        .filter(entry -> division.equals(PROVINCE) || speaksFor(entry, division))
        .reduce((older, newer) -> newer)
        .map(entry -> ChronoUnit.DAYS.between(entry.batch(), asOf));
  }

  /** Whether rows of the source have a city, for a division that is one. */
  boolean hasPlaces(String division) {
    return division.equals(PROVINCE) || hasPlaces();
  }

  private boolean hasPlaces() {
    return source.columns().stream().anyMatch(column -> column.kind() == ColumnKind.DIVISION);
  }

  private static boolean speaksFor(BatchEntry entry, String city) {
    BatchHeader header = entry.header().orElseThrow();
    return header.coversEverything() || header.cities().contains(city);
  }

  /** Those of no city count in the province alone. */
  private static long rows(Map<String, Long> byCity, String division) {
    return division.equals(PROVINCE)
        ? byCity.values().stream().mapToLong(Long::longValue).sum()
        : byCity.getOrDefault(division, 0L);
  }
}
