package canbao.jobs.evaluation;

import canbao.udfs.Places;
import java.util.List;
import java.util.stream.Stream;

/**
 * The province, a city or a county.
 *
 * @param code six digits
 */
record Division(String code, String name) {

  static final Division PROVINCE = new Division("440000", "广东省");

  /** In the order of cities.csv. */
  static final List<Division> CITIES =
      Places.cities().stream().map(city -> new Division(city.code(), city.nameZh())).toList();

  /** Those that have a county's limit: counties, and cities that have none. */
  static final List<Division> COUNTY_AREAS = countyAreas();

  private static List<Division> countyAreas() {
    List<Division> counties =
        Places.counties().stream()
            .map(county -> new Division(county.code(), county.nameZh()))
            .toList();
    Stream<Division> undivided =
        CITIES.stream().filter(city -> counties.stream().noneMatch(county -> county.isIn(city)));
    return Stream.concat(counties.stream(), undivided).toList();
  }

  boolean isProvince() {
    return equals(PROVINCE);
  }

  boolean isCity() {
    return !isProvince() && code.endsWith("00");
  }

  /** Whether it is the other one or a part of it. */
  boolean isIn(Division other) {
    return other.isProvince() || equals(other) || (other.isCity() && hasCityOf(other));
  }

  private boolean hasCityOf(Division other) {
    return code.startsWith(other.code.substring(0, 4));
  }
}
