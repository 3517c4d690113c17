package canbao.jobs.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attacks the hidden counts of a province by all that is shown, the totals of cities and that no
 * count is below zero.
 *
 * @param table the true counts
 * @param hiding what is not shown of them
 * @param threshold below which counts are small
 */
public record TableAttack(ProvinceTable table, Hiding hiding, int threshold) {

  /** What a table does not show. */
  public interface Hiding {

    /** Whether the count of an area and value is hidden. */
    boolean has(String area, String value);

    /** Whether the total of a county is. */
    boolean hasTotal(String county);
  }

  /** A small count is hidden, and told no nearer than the threshold, or than totals tell it. */
  public void assertThatNothingIsTold() {
    for (int measure = 0; measure < table.counts()[0].length; measure++) {
      Attack attack = attack(hiding, measure);
      Attack onTotals = attack(everything(), measure);
      long wanted = Math.min(threshold, leastOfCity(measure));
      for (City city : table.cities()) {
        for (int value = 0; value < table.values().size(); value++) {
          String name = table.values().get(value);
          assertHidden(
              city.counts()[value][measure], new Cell(city.code(), name), attack, onTotals, wanted);
          for (County county : city.counties()) {
            if (county.code().isPresent()) {
              long count = county.counts()[value][measure];
              assertHidden(count, new Cell(county.code().get(), name), attack, onTotals, wanted);
            }
          }
        }
      }
    }
  }

  private void assertHidden(long count, Cell cell, Attack attack, Attack onTotals, long wanted) {
    if (!hiding.has(cell.area(), cell.value())) {
      assertThat(Small.isSmall(count, threshold)).as(cell.toString()).isFalse();
    } else if (Small.isSmall(count, threshold)) {
      String name = cell.area() + cell.value();
      assertThat(attack.of(name).width())
          .as(name)
          .isGreaterThanOrEqualTo(Math.min(wanted, onTotals.of(name).width()));
    }
  }

  /** A total that is published though it is small bounds what belongs to it. */
  private long leastOfCity(int measure) {
    return table.cities().stream()
        .mapToLong(city -> sum(city.counts(), measure))
        .filter(people -> people > 0)
        .min()
        .orElse(0);
  }

  private static long sum(long[][] counts, int measure) {
    return Arrays.stream(counts).mapToLong(count -> count[measure]).sum();
  }

  private static Hiding everything() {
    return new Hiding() {
      @Override
      public boolean has(String area, String value) {
        return true;
      }

      @Override
      public boolean hasTotal(String county) {
        return true;
      }
    };
  }

  /** All that is shown, and all totals of cities. */
  private Attack attack(Hiding hiding, int measure) {
    Attack attack = new Attack(counts(measure));
    for (String value : table.values()) {
      List<String> parts = table.cities().stream().map(city -> city.code() + value).toList();
      attack.knows(table.code() + value, parts);
      knowsIfShown(attack, hiding, table.code(), value);
    }
    for (City city : table.cities()) {
      attack.knows(cells(city.code()));
      for (String value : table.values()) {
        knowsIfShown(attack, hiding, city.code(), value);
        attack.knows(
            city.code() + value,
            city.counties().stream().map(county -> named(city, county) + value).toList());
      }
      for (County county : city.counties()) {
        county.code().ifPresent(code -> knowsCounty(attack, hiding, county, code));
      }
    }
    return attack;
  }

  private void knowsCounty(Attack attack, Hiding hiding, County county, String code) {
    if (county.isPublished() || !hiding.hasTotal(code)) {
      attack.knows(cells(code));
    }
    table.values().forEach(value -> knowsIfShown(attack, hiding, code, value));
  }

  private static void knowsIfShown(Attack attack, Hiding hiding, String area, String value) {
    if (!hiding.has(area, value)) {
      attack.knows(List.of(area + value));
    }
  }

  private Map<String, Long> counts(int measure) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int value = 0; value < table.values().size(); value++) {
      String name = table.values().get(value);
      counts.put(table.code() + name, table.counts()[value][measure]);
      for (City city : table.cities()) {
        counts.put(city.code() + name, city.counts()[value][measure]);
        for (County county : city.counties()) {
          counts.put(named(city, county) + name, county.counts()[value][measure]);
        }
      }
    }
    return counts;
  }

  private List<String> cells(String area) {
    return table.values().stream().map(value -> area + value).toList();
  }

  private static String named(City city, County county) {
    return county.code().orElse(city.code() + "-elsewhere");
  }
}
