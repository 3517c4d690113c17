package canbao.jobs.group;

import canbao.jobs.disclosure.ProvinceTable;
import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of one basis: people by place and value of a dimension.
 *
 * <p>Counties are those that somebody due is of. People of a city whose county is not known, or by
 * a code that the province never used, are of the city alone.
 */
final class GroupTables {

  static final String PROVINCE = "440000";

  /** Its total is a row of {@code coverage.city_coverage}. */
  private static final String MEMO = "440606";

  private static final int NO_COUNTY = 0;

  private record Place(int city, int county) {}

  private final Map<Place, Map<Integer, long[]>> counts = new HashMap<>();

  GroupTables(List<Counted> counted) {
    for (Counted one : counted) {
      int county = Places.isKnownCode(one.county()) ? one.county() : NO_COUNTY;
      add(new Place(one.city(), county), one.number(), one.people());
    }
  }

  /** People of a dimension that gives everybody one value. */
  ProvinceTable of(Dimension dimension) {
    return table(
        dimension.words(),
        place ->
            dimension.numbers().mapToObj(number -> count(place, number)).toArray(long[][]::new));
  }

  /** People within a special group, and those without. */
  ProvinceTable within(SpecialGroup group) {
    return table(
        List.of(group.word(), outside(group.word())),
        place -> {
          long[] all = count(place, Dimension.TOTAL.first());
          long[] within = count(place, Dimension.SPECIAL_GROUP.first() + group.number());
          long[] without = all.clone();
          Arrays.setAll(without, measure -> all[measure] - within[measure]);
          return new long[][] {within, without};
        });
  }

  /** The value of those who are not in a group. */
  static String outside(String group) {
    return "not_" + group;
  }

  private interface Counts {
    long[][] at(Place place);
  }

  private ProvinceTable table(List<String> values, Counts counts) {
    List<City> cities = new ArrayList<>();
    for (Places.City city : Places.cities()) {
      int code = Integer.parseInt(city.code());
      List<County> counties = new ArrayList<>();
      for (int county : counties(code)) {
        Optional<String> name =
            county == NO_COUNTY ? Optional.empty() : Optional.of(Integer.toString(county));
        boolean isPublished = name.filter(MEMO::equals).isPresent();
        counties.add(new County(name, isPublished, counts.at(new Place(code, county))));
      }
      cities.add(new City(city.code(), counties));
    }
    return new ProvinceTable(PROVINCE, values, cities);
  }

  /** In the order of codes, people without one first. */
  private Set<Integer> counties(int city) {
    Set<Integer> counties = new TreeSet<>(List.of(NO_COUNTY));
    counts.keySet().stream()
        .filter(place -> place.city() == city)
        .forEach(place -> counties.add(place.county()));
    return counties;
  }

  private long[] count(Place place, int number) {
    return counts.getOrDefault(place, Map.of()).getOrDefault(number, new long[Measures.SIZE]);
  }

  private void add(Place place, int number, long[] people) {
    long[] sum =
        counts
            .computeIfAbsent(place, unused -> new HashMap<>())
            .computeIfAbsent(number, unused -> new long[Measures.SIZE]);
    Arrays.setAll(sum, measure -> sum[measure] + people[measure]);
  }
}
