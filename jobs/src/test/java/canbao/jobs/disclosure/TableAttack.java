package canbao.jobs.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attacks the hidden counts of a province by all that is shown, the totals of cities and that no
 * count is below zero.
 *
 * @param table the true counts
 * @param hiding what is not shown of them
 * @param threshold below which counts are small
 */
public record TableAttack(ProvinceTable table, Hiding hiding, int threshold) {

  private static final String TOTAL = "-total";

  /** What a table does not show. */
  public interface Hiding {

    /** Whether the count of an area and value is hidden. */
    boolean has(String area, String value);

    /** Whether the total of a county is. */
    boolean hasTotal(String county);
  }

  /** Nothing is shown but totals of cities, and those that are published with them. */
  private record Everything() implements Hiding {

    @Override
    public boolean has(String area, String value) {
      return true;
    }

    @Override
    public boolean hasTotal(String county) {
      return true;
    }
  }

  /** Some areas show their values as they do; others hide them all. Totals are as they are. */
  private record AllBut(Set<String> areas, Hiding hiding) implements Hiding {

    @Override
    public boolean has(String area, String value) {
      return !areas.contains(area) || hiding.has(area, value);
    }

    @Override
    public boolean hasTotal(String county) {
      return hiding.hasTotal(county);
    }
  }

  /** What can be told of one measure, by who knows more or less. */
  private final class Attacks {

    private final int measure;
    private final Attack attack;
    private final Attack onTotals;

    Attacks(int measure) {
      this.measure = measure;
      this.attack = attack(hiding, measure);
      this.onTotals = attack(new Everything(), measure);
    }

    /**
     * A small count is hidden. One that is hidden, be it large or nobody, is told no nearer than
     * the threshold, or than the areas above tell it if their parts show nothing: a city of which
     * nobody is uncovered but women shows that, which is not few, and tells of each county how many
     * uncovered women it has. A small count is told no nearer either than totals of cities alone
     * tell it.
     *
     * @param above the areas of which it is a part
     */
    void assertHidden(long count, String name, boolean isHidden, Set<String> above) {
      boolean isSmall = Small.isSmall(count, threshold);
      if (!isHidden) {
        assertThat(isSmall).as(name).isFalse();
        return;
      }
      long width = attack.of(name).width();
      if (width < threshold) {
        Attack least = isSmall ? onTotals : attack(new AllBut(above, hiding), measure);
        assertThat(width)
            .as("%s, which is %d", name, count)
            .isGreaterThanOrEqualTo(Math.min(threshold, least.of(name).width()));
      }
    }
  }

  /**
   * What is said of {@link Attacks#assertHidden} holds of each count and of each county's total.
   */
  public void assertThatNothingIsTold() {
    for (int measure = 0; measure < table.counts()[0].length; measure++) {
      Attacks attacks = new Attacks(measure);
      assertHidden(attacks, table.code(), table.counts(), Set.of());
      for (City city : table.cities()) {
        assertHidden(attacks, city.code(), city.counts(), Set.of(table.code()));
        for (County county : city.counties()) {
          if (county.code().isPresent()) {
            String code = county.code().get();
            assertHidden(attacks, code, county.counts(), Set.of(table.code(), city.code()));
            if (!county.isPublished()) {
              long total = county.total()[measure];
              attacks.assertHidden(total, code + TOTAL, hiding.hasTotal(code), Set.of());
            }
          }
        }
      }
    }
  }

  private void assertHidden(Attacks attacks, String area, long[][] counts, Set<String> above) {
    for (int value = 0; value < counts.length; value++) {
      String name = table.values().get(value);
      attacks.assertHidden(
          counts[value][attacks.measure], area + name, hiding.has(area, name), above);
    }
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
    attack.knows(code + TOTAL, cells(code));
    if (county.isPublished() || !hiding.hasTotal(code)) {
      attack.knows(List.of(code + TOTAL));
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
    add(table.code(), table.counts(), measure, counts);
    for (City city : table.cities()) {
      add(city.code(), city.counts(), measure, counts);
      for (County county : city.counties()) {
        add(named(city, county), county.counts(), measure, counts);
        county.code().ifPresent(code -> counts.put(code + TOTAL, county.total()[measure]));
      }
    }
    return counts;
  }

  private void add(String area, long[][] cells, int measure, Map<String, Long> counts) {
    for (int value = 0; value < cells.length; value++) {
      counts.put(area + table.values().get(value), cells[value][measure]);
    }
  }

  private List<String> cells(String area) {
    return table.values().stream().map(value -> area + value).toList();
  }

  private static String named(City city, County county) {
    return county.code().orElse(city.code() + "-elsewhere");
  }
}
