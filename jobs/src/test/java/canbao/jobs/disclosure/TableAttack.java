package canbao.jobs.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.util.Arrays;
import java.util.HashMap;
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

  /**
   * Where counts are of one measure.
   *
   * @param most people of the city that it is or is in: none of its counts can be more
   * @param above the areas of which it is a part
   */
  private record Area(String code, long most, Set<String> above) {}

  /** What can be told of one measure, by who knows more or less. */
  private final class Attacks {

    private final int measure;
    private final Attack attack;
    private final Attack onTotals;
    private final Map<Set<String>, Attack> beneath = new HashMap<>();

    Attacks(int measure) {
      this.measure = measure;
      this.attack = attack(hiding, measure);
      this.onTotals = attack(new Everything(), measure);
    }

    void assertHidden(long[][] counts, Area area) {
      for (int value = 0; value < counts.length; value++) {
        String name = table.values().get(value);
        boolean isHidden = hiding.has(area.code(), name);
        assertHidden(counts[value][measure], area.code() + name, isHidden, area);
      }
    }

    void assertHidden(City city) {
      long most = people(city.counts());
      assertHidden(city.counts(), new Area(city.code(), most, Set.of(table.code())));
      Set<String> above = Set.of(table.code(), city.code());
      for (County county : city.counties()) {
        county.code().ifPresent(code -> assertHidden(county, new Area(code, most, above)));
      }
    }

    private void assertHidden(County county, Area area) {
      assertHidden(county.counts(), area);
      if (!county.isPublished()) {
        boolean isHidden = hiding.hasTotal(area.code());
        assertHidden(people(county.counts()), area.code() + TOTAL, isHidden, area);
      }
    }

    private long people(long[][] counts) {
      return Arrays.stream(counts).mapToLong(count -> count[measure]).sum();
    }

    /**
     * A small count is hidden. One that is hidden, be it large or nobody, is told no nearer than
     * the threshold, or than the areas above tell it if their parts show nothing: a city of which
     * nobody is uncovered but women shows that, which is not few, and tells of each county how many
     * uncovered women it has. A small count is told no nearer either than totals of cities alone
     * tell it.
     */
    private void assertHidden(long count, String name, boolean isHidden, Area area) {
      boolean isSmall = Small.isSmall(count, threshold);
      if (!isHidden) {
        assertThat(isSmall).as(name).isFalse();
      } else if (!attack.isAsWideAs(Math.min(threshold, area.most()), name)) {
        Attack least = isSmall ? onTotals : beneath(area.above());
        assertThat(attack.of(name).width())
            .as("%s, which is %d", name, count)
            .isGreaterThanOrEqualTo(Math.min(threshold, least.of(name).width()));
      }
    }

    /** By who knows what some areas show, and of their parts nothing. */
    private Attack beneath(Set<String> above) {
      return beneath.computeIfAbsent(above, areas -> attack(new AllBut(areas, hiding), measure));
    }
  }

  /** What is said of a count in {@link Attacks} holds of each, and of each county's total. */
  public void assertThatNothingIsTold() {
    for (int measure = 0; measure < table.counts()[0].length; measure++) {
      Attacks attacks = new Attacks(measure);
      Area province = new Area(table.code(), attacks.people(table.counts()), Set.of());
      attacks.assertHidden(table.counts(), province);
      table.cities().forEach(attacks::assertHidden);
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
