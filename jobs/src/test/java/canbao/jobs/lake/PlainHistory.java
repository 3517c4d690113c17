package canbao.jobs.lake;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a history has to answer, told in the plainest way: keep every batch, and for each question
 * read those that were known one after the other.
 */
final class PlainHistory {

  private final List<Batch> batches = new ArrayList<>();

  /**
   * What a row says of a thing.
   *
   * @param pool has no date of its own
   * @param end has: its newest value counts for all days
   */
  record Fact(String city, String pool, String end) {}

  /**
   * A batch.
   *
   * @param known system date of the run that took it
   * @param cities that a full list speaks for; null: all of them
   * @param said by thing; null: it was taken back
   */
  record Batch(
      LocalDate date,
      LocalDate known,
      boolean isFull,
      List<String> cities,
      Map<String, Fact> said) {

    private boolean speaksFor(String city) {
      return cities == null || cities.contains(city);
    }
  }

  void add(Batch batch) {
    batches.add(batch);
  }

  /** All that any batch has named. */
  Set<String> things() {
    return batches.stream().flatMap(batch -> batch.said().keySet().stream()).collect(toSet());
  }

  /** The batches as they came, one a line. */
  @Override
  public String toString() {
    return batches.stream().map(Batch::toString).collect(joining("\n  ", "\n  ", "\n"));
  }

  /** The things that were there on a day, by what was known at the end of a system date. */
  Map<String, Fact> on(LocalDate day, LocalDate known) {
    List<Batch> inOrder =
        batches.stream()
            .filter(batch -> !batch.known().isAfter(known))
            .sorted(Comparator.comparing(Batch::date))
            .toList();
    Map<String, Fact> things = new TreeMap<>();
    Map<String, String> newestEnds = new TreeMap<>();
    for (Batch batch : inOrder) {
      // Before the first batch it is as the first says.
      boolean isFirst = batch.date().equals(inOrder.get(0).date());
      if (isFirst || !batch.date().isAfter(day)) {
        apply(batch, things);
      }
      batch
          .said()
          .forEach(
              (thing, fact) -> {
                if (fact != null) {
                  newestEnds.put(thing, fact.end());
                }
              });
    }
    things.replaceAll((thing, fact) -> new Fact(fact.city(), fact.pool(), newestEnds.get(thing)));
    return things;
  }

  private static void apply(Batch batch, Map<String, Fact> things) {
    if (batch.isFull()) {
      things.values().removeIf(fact -> batch.speaksFor(fact.city()));
    }
    batch
        .said()
        .forEach(
            (thing, fact) -> {
              if (fact == null) {
                things.remove(thing);
              } else {
                things.put(thing, fact);
              }
            });
  }
}
