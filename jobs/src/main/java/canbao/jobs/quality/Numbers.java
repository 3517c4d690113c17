package canbao.jobs.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of one division that a rule is judged by, by name: {@code before = 100, now = 93}. A
 * number that is not known is empty; some names have a list of numbers.
 */
public record Numbers(Map<String, List<Optional<Long>>> byName) {

  public Numbers {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  static Numbers none() {
    return new Numbers(Map.of());
  }

  Numbers and(String name, long number) {
    return and(name, Optional.of(number));
  }

  Numbers and(String name, Optional<Long> number) {
    return with(name, List.of(number));
  }

  Numbers and(String name, List<Long> numbers) {
    return with(name, numbers.stream().map(Optional::of).toList());
  }

  /** Empty if it is not known. */
  Optional<Long> one(String name) {
    List<Optional<Long>> numbers = byName.getOrDefault(name, List.of());
    return numbers.isEmpty() ? Optional.empty() : numbers.get(0);
  }

  /** Zero if it is not known. */
  long count(String name) {
    return one(name).orElse(0L);
  }

  /** Those of a list; unknown ones are left out. */
  List<Long> many(String name) {
    return byName.getOrDefault(name, List.of()).stream().flatMap(Optional::stream).toList();
  }

  /** As one line: {@code before = 100, now = 93}. */
  public String drawn() {
    return String.join(
        ", ",
        byName.entrySet().stream()
            .map(one -> one.getKey() + " = " + drawn(one.getValue()))
            .toList());
  }

  Numbers with(String name, List<Optional<Long>> numbers) {
    Map<String, List<Optional<Long>>> all = new LinkedHashMap<>(byName);
    all.put(name, numbers);
    return new Numbers(all);
  }

  private static String drawn(List<Optional<Long>> numbers) {
    return String.join(
        " ", numbers.stream().map(one -> one.map(String::valueOf).orElse("null")).toList());
  }
}
