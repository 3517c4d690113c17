package canbao.jobs.lake;

import canbao.jobs.lake.PlainHistory.Fact;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchHeader.Mode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Random batches of one source, in which many histories lie side by side: each has cities and
 * things of its own, so that every list speaks of each in another way, or not at all.
 *
 * <p>Days and texts are few, so that batches often say what another has said before.
 */
final class RandomBatches {

  static final int DAYS = 8;
  static final int RUNS = 6;

  /** Batches that are on time come with these; the others bring late ones alone. */
  private static final int RUNS_ON_TIME = 4;

  private static final LocalDate FIRST = LocalDate.of(2018, 12, 1);
  private static final List<String> THINGS = List.of("a", "b", "c");
  private static final String EVERYTHING = "440000";

  private final String source;
  private final int histories;
  private final int number;
  private final Random random;

  /**
   * @param number of the source among others
   */
  RandomBatches(int number, int histories, Random random) {
    this.source = "source_" + number;
    this.number = number;
    this.histories = histories;
    this.random = random;
  }

  /**
   * A batch of all histories.
   *
   * @param run that takes it
   * @param said by history, then by thing; null: it was taken back
   */
  record Arrival(String source, BatchHeader header, int run, List<Map<String, Fact>> said) {}

  /** The day of a number from 0; before the first there is one without a batch. */
  static LocalDate day(int number) {
    return FIRST.plusDays(number);
  }

  /** System date of a run; two runs may share one. */
  static LocalDate known(int run) {
    return FIRST.plusDays(DAYS + List.of(0, 1, 1, 2, 3, 3).get(run));
  }

  /** The batches in the order in which they come, which is seldom that of their dates. */
  List<Arrival> arrivals() {
    List<Integer> days =
        new ArrayList<>(
            IntStream.range(0, DAYS).filter(day -> random.nextInt(4) > 0).boxed().toList());
    if (days.isEmpty()) {
      days.add(random.nextInt(DAYS));
    }
    Map<Integer, Integer> runs = new TreeMap<>();
    for (int day : days) {
      int onTime = day * RUNS_ON_TIME / DAYS;
      boolean isLate = random.nextInt(5) < 2;
      runs.put(day, isLate ? onTime + random.nextInt(RUNS - onTime) : onTime);
    }
    days.sort(Comparator.comparing((Integer day) -> runs.get(day)).thenComparing(day -> day));
    List<Arrival> arrivals = new ArrayList<>();
    int earliest = DAYS;
    for (int day : days) {
      // Nothing lies before a change list that it could build on.
      boolean isFull = day < earliest || random.nextBoolean();
      earliest = Math.min(earliest, day);
      arrivals.add(arrival(day, runs.get(day), isFull));
    }
    return arrivals;
  }

  private Arrival arrival(int day, int run, boolean isFull) {
    boolean isOfAll = random.nextInt(3) == 0;
    List<String> scope = new ArrayList<>();
    List<Map<String, Fact>> said = new ArrayList<>();
    for (int history = 0; history < histories; history++) {
      List<String> cities = cities(history);
      if (isFull && !isOfAll) {
        cities = cities.stream().filter(city -> random.nextInt(3) > 0).toList();
      }
      scope.addAll(cities);
      said.add(isFull ? list(history, cities) : changes(history));
    }
    if (isOfAll || scope.isEmpty()) {
      scope = List.of(EVERYTHING);
    }
    Mode mode = isFull ? Mode.FULL : Mode.CHANGES;
    return new Arrival(source, new BatchHeader(day(day), mode, scope), run, said);
  }

  private Map<String, Fact> list(int history, List<String> cities) {
    Map<String, Fact> list = new TreeMap<>();
    for (String thing : THINGS) {
      if (!cities.isEmpty() && random.nextInt(3) > 0) {
        list.put(thing(history, thing), fact(cities));
      }
    }
    return list;
  }

  private Map<String, Fact> changes(int history) {
    Map<String, Fact> changes = new TreeMap<>();
    for (String thing : THINGS) {
      if (random.nextInt(2) == 0) {
        boolean isThere = random.nextInt(3) > 0;
        changes.put(thing(history, thing), isThere ? fact(cities(history)) : null);
      }
    }
    return changes;
  }

  private Fact fact(List<String> cities) {
    return new Fact(
        cities.get(random.nextInt(cities.size())),
        "pool " + random.nextInt(2),
        "end " + random.nextInt(2));
  }

  /** Two cities of the history alone, by their six digits. */
  private List<String> cities(int history) {
    int first = 1000 + 2 * (number * histories + history);
    return List.of(first + "00", first + 1 + "00");
  }

  private String thing(int history, String letter) {
    return "%s of history %d of source %d".formatted(letter, history, number);
  }
}
