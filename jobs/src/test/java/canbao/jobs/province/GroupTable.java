package canbao.jobs.province;

import canbao.jobs.disclosure.ProvinceTable;
import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import canbao.jobs.group.SpecialGroup;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The true counts of a dimension, person by person.
 *
 * @param counts by value: pension covered and not, medical covered and not
 */
record GroupTable(String dimension, ProvinceTable counts) {

  private static final List<String> AGES =
      List.of("0-15", "16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+_or_unknown");
  private static final List<String> REGISTRATION =
      List.of("urban", "rural", "resident", "hmt_overseas", "other");
  private static final List<String> EMPLOYMENT =
      List.of("public", "employee", "flexible", "retired", "resident", "none");

  /** In the order of their bits. */
  private static final List<String> GROUPS =
      Stream.of(SpecialGroup.values()).map(SpecialGroup::word).toList();

  private static final int MEASURES = 4;

  /** Those that are attacked: of two values and of six. */
  static List<GroupTable> attacked(People people, String basis) {
    return List.of(
        new GroupTable(
            "sex",
            table(
                people,
                basis,
                List.of("male_or_unknown", "female"),
                person -> Objects.equals(person.getAs("sex"), "2") ? 1 : 0)),
        new GroupTable(
            "employment_kind",
            table(people, basis, EMPLOYMENT, person -> person.<Integer>getAs("employment_kind"))));
  }

  /** Those and all others. */
  static List<GroupTable> all(People people, String basis) {
    List<GroupTable> all = new ArrayList<>(attacked(people, basis));
    all.add(new GroupTable("total", table(people, basis, List.of("all"), person -> 0)));
    all.add(new GroupTable("age_band", table(people, basis, AGES, GroupTable::ageBand)));
    all.add(
        new GroupTable(
            "registration_kind", table(people, basis, REGISTRATION, GroupTable::registration)));
    for (int number = 0; number < GROUPS.size(); number++) {
      String group = GROUPS.get(number);
      List<String> withinOrNot = List.of(group, "not_" + group);
      int bit = 1 << number;
      all.add(
          new GroupTable(
              "special_group",
              table(
                  people,
                  basis,
                  withinOrNot,
                  person -> (person.<Integer>getAs("special_groups") & bit) != 0 ? 0 : 1)));
    }
    return all;
  }

  /** Ten years but for the children and the first of the others. */
  private static int ageBand(Row person) {
    Integer age = person.getAs("age");
    if (age == null || age >= 75) {
      return AGES.size() - 1;
    }
    return age < 16 ? 0 : age < 25 ? 1 : (age - 5) / 10;
  }

  /** By the first digit of the code; there is none of foreigners, who are with the unknown. */
  private static int registration(Row person) {
    return switch (person.<Integer>getAs("registration_kind")) {
      case 1 -> 0;
      case 2 -> 1;
      case 5 -> 2;
      case 3 -> 3;
      default -> 4;
    };
  }

  /** By dimension, division and value. */
  Map<String, long[]> byCell() {
    Map<String, long[]> cells = new TreeMap<>();
    add(counts.code(), counts.counts(), cells);
    for (City city : counts.cities()) {
      add(city.code(), city.counts(), cells);
      for (County county : city.counties()) {
        county.code().ifPresent(code -> add(code, county.counts(), cells));
      }
    }
    return cells;
  }

  private void add(String division, long[][] ofValues, Map<String, long[]> cells) {
    for (int value = 0; value < ofValues.length; value++) {
      cells.put(String.join("/", dimension, division, counts.values().get(value)), ofValues[value]);
    }
  }

  private static ProvinceTable table(
      People people, String basis, List<String> values, Function<Row, Integer> value) {
    Map<String, long[][]> byPlace = new TreeMap<>();
    people
        .all()
        .forEach(
            person -> {
              for (int family = 0; family < People.FAMILIES.size(); family++) {
                if (isDue(person, basis, family)) {
                  String name = People.FAMILIES.get(family);
                  int measure = 2 * family + (People.isCovered(person, name) ? 0 : 1);
                  byPlace
                      .computeIfAbsent(
                          place(person, basis), unused -> new long[values.size()][MEASURES])[
                      value.apply(person)][measure]++;
                }
              }
            });
    List<City> cities = new ArrayList<>();
    for (Places.City city : Places.cities()) {
      Set<String> places = new TreeSet<>(Set.of(city.code()));
      byPlace.keySet().stream()
          .filter(place -> place.startsWith(city.code().substring(0, 4)))
          .forEach(places::add);
      cities.add(
          new City(
              city.code(),
              places.stream().map(place -> county(place, byPlace, values.size())).toList()));
    }
    return new ProvinceTable(Rows.PROVINCE, values, cities);
  }

  /** Under the city's code stand those whose county is not known. */
  private static County county(String place, Map<String, long[][]> byPlace, int values) {
    return new County(
        Optional.of(place).filter(code -> !code.endsWith("00")),
        place.equals(Rows.MEMO),
        byPlace.getOrDefault(place, new long[values][MEASURES]));
  }

  private static boolean isDue(Row person, String basis, int family) {
    return !People.divisions(person, basis).isEmpty()
        && People.isDue(person, People.firstOf(basis), People.FAMILIES.get(family));
  }

  private static String place(Row person, String basis) {
    String place = basis.equals("registration") ? "registered" : "resident";
    Object county = person.getAs(place + "_county");
    return Optional.ofNullable(county)
        .map(Object::toString)
        .filter(code -> Places.isKnownCode(Integer.parseInt(code)))
        .orElseGet(() -> person.getAs(place + "_city").toString());
  }
}
