package canbao.jobs.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts of one dimension in the province, its cities and their counties. Totals of cities and of
 * the province are published whatever they are.
 *
 * @param code of the province
 * @param values of the dimension: each person is of exactly one
 * @param cities whose counts add up to the province's
 */
public record ProvinceTable(String code, List<String> values, List<City> cities) {

  public ProvinceTable {
    values = List.copyOf(values);
    cities = List.copyOf(cities);
  }

  /**
   * People of one city.
   *
   * @param counties whose counts add up to the city's
   */
  public record City(String code, List<County> counties) {

    public City {
      counties = List.copyOf(counties);
    }

    /** By value and measure. */
    public long[][] counts() {
      return sum(counties.stream().map(County::counts).toList());
    }
  }

  /** People of one county. */
  public static final class County {

    private final Optional<String> code;
    private final boolean isPublished;
    private final long[][] counts;

    /**
     * Takes the counts of a county.
     *
     * @param code none of the people of a city whose county is not known: they have no row, but
     *     what they are could be told from the others'
     * @param isPublished whether its total is published whatever it is
     * @param counts by value and measure; no person is counted in two measures of one kind, so that
     *     each count that is published is a measure or a sum of some
     */
    public County(Optional<String> code, boolean isPublished, long[][] counts) {
      this.code = code;
      this.isPublished = isPublished;
      this.counts = counts.clone();
    }

    public Optional<String> code() {
      return code;
    }

    public boolean isPublished() {
      return isPublished;
    }

    /** By value and measure. */
    public long[][] counts() {
      return counts.clone();
    }

    /** By measure. */
    long[] total() {
      long[] total = new long[counts[0].length];
      for (long[] count : counts) {
        Small.add(count, total);
      }
      return total;
    }
  }

  /** By value and measure. */
  public long[][] counts() {
    return sum(cities.stream().map(City::counts).toList());
  }

  /** The same places, each with its total alone. */
  ProvinceTable totals(String value) {
    List<City> all = new ArrayList<>();
    for (City city : cities) {
      all.add(
          new City(
              city.code(),
              city.counties().stream()
                  .map(
                      county ->
                          new County(
                              county.code(), county.isPublished(), new long[][] {county.total()}))
                  .toList()));
    }
    return new ProvinceTable(code, List.of(value), all);
  }

  static long[][] sum(List<long[][]> parts) {
    long[][] sum = new long[parts.get(0).length][parts.get(0)[0].length];
    for (long[][] part : parts) {
      for (int value = 0; value < sum.length; value++) {
        Small.add(part[value], sum[value]);
      }
    }
    return sum;
  }
}
