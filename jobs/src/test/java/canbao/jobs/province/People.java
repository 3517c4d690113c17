package canbao.jobs.province;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The people of one day as {@code coverage.person_state} has them, asked one by one: by another way
 * than the tables are counted.
 */
final class People {

  static final List<String> BASES = List.of("registration", "residence");
  static final List<String> FAMILIES = List.of("pension", "medical");

  /** Bits of due_bits: of each denominator pension, then medical. */
  private static final List<String> DENOMINATORS =
      List.of("registered_due", "resident_due", "registered_all", "resident_all");

  private static final Map<String, List<String>> LINES =
      Map.of("pension", List.of("110", "120", "170"), "medical", List.of("310", "340", "390"));

  private final Map<Long, Row> byKey = new TreeMap<>();

  People(List<Row> states) {
    states.forEach(
        state -> {
          Row before = byKey.put(state.getAs("person_key"), state);
          if (before != null) {
            throw new AssertionError("One person has two states: " + before + ", " + state);
          }
        });
  }

  Stream<Row> all() {
    return byKey.values().stream();
  }

  /** The divisions of a person by a basis: the city, the province, maybe the memo district. */
  static List<String> divisions(Row person, String basis) {
    String place = basis.equals("registration") ? "registered" : "resident";
    List<String> divisions = new ArrayList<>();
    if (person.getAs(place + "_city") != null) {
      divisions.add(Rows.PROVINCE);
      divisions.add(person.getAs(place + "_city").toString());
    }
    if (Rows.is(person, "is_" + place + "_in_memo")) {
      divisions.add(Rows.MEMO);
    }
    return divisions;
  }

  static boolean isDue(Row person, String denominator, String family) {
    int bit = 2 * DENOMINATORS.indexOf(denominator) + FAMILIES.indexOf(family);
    return (Rows.number(person, "due_bits") & 1L << bit) != 0;
  }

  static boolean isCovered(Row person, String family) {
    return LINES.get(family).stream().anyMatch(line -> Rows.number(person, "cities_" + line) != 0);
  }

  /** The denominator of a basis that comes first. */
  static String firstOf(String basis) {
    return basis.equals("registration") ? "registered_due" : "resident_due";
  }

  /** Keys of the people of a division who are due by the first denominator of a basis. */
  List<Long> due(String basis, String family, String division) {
    return keys(
        person ->
            isDue(person, firstOf(basis), family) && divisions(person, basis).contains(division));
  }

  /** Of these the covered ones. */
  List<Long> covered(String basis, String family, String division) {
    return due(basis, family, division).stream()
        .filter(key -> isCovered(byKey.get(key), family))
        .toList();
  }

  private List<Long> keys(Predicate<Row> areAsked) {
    return byKey.entrySet().stream()
        .filter(person -> areAsked.test(person.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
