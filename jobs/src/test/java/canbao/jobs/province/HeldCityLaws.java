package canbao.jobs.province;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Of the cities that the gate has held: what a release says of them. */
final class HeldCityLaws {

  private static final String[] COVERAGE = {"basis", "family", "denominator", "division"};

  private HeldCityLaws() {}

  static List<Law> all() {
    return List.of(
        new Law(
            "a held city repeats the last release that let it through", HeldCityLaws::isRepeated),
        new Law(
            "a held city that was never let through has no numbers", HeldCityLaws::hasNoNumbers),
        Law.ofEachNight(
            "a held city is marked, and no other; it has no changes", HeldCityLaws::isMarked));
  }

  private record Held(String city, Night night, Optional<Night> last) {}

  private static List<Held> held(LivedProvince province) {
    List<Held> held = new ArrayList<>();
    List<Night> before = new ArrayList<>();
    for (Night night : province.all()) {
      night.held().forEach(city -> held.add(new Held(city, night, lastWith(city, night, before))));
      before.add(night);
    }
    return held;
  }

  /** Of days after the night nothing is repeated, though they were released before. */
  private static Optional<Night> lastWith(String city, Night night, List<Night> before) {
    return before.stream()
        .filter(other -> !other.day().isAfter(night.day()) && !other.held().contains(city))
        .reduce((one, other) -> other);
  }

  private static void isRepeated(LivedProvince province) {
    for (Held held : held(province)) {
      held.last()
          .ifPresent(
              last -> {
                for (String table :
                    List.of("coverage.city_coverage", "coverage.group_coverage", "coverage.flow")) {
                  assertThat(repeated(held.night(), last, held.city(), table))
                      .as("%s of %s", table, held)
                      .isEqualTo(repeated(last, held.night(), held.city(), table));
                }
              });
    }
  }

  /**
   * What a release has of a city, but for the day, the release and the mark of being repeated. Of
   * its coverage what another has too: a figure is published of one year and not of the next.
   */
  private static List<String> repeated(Night night, Night other, String city, String table) {
    Rows rows = of(city, night, table);
    if (table.equals("coverage.city_coverage")) {
      Set<String> others = of(city, other, table).by(COVERAGE).keySet();
      rows = rows.where(row -> others.contains(Rows.text(row, COVERAGE)));
    }
    return rows.drawnWithout("as_of", "release_id", "state", "stale_since");
  }

  private static void hasNoNumbers(LivedProvince province) {
    for (Held held : held(province)) {
      if (held.last().isEmpty()) {
        Rows cities = of(held.city(), held.night(), "coverage.city_coverage");
        assertThat(cities.all())
            .isNotEmpty()
            .allSatisfy(
                row -> {
                  assertThat(row.<Object>getAs("due")).isNull();
                  assertThat(Rows.number(row, "covered")).isZero();
                  assertThat(row.<String>getAs("state")).isEqualTo("no_data");
                });
        assertThat(of(held.city(), held.night(), "coverage.group_coverage").all()).isEmpty();
        assertThat(of(held.city(), held.night(), "coverage.flow").all()).isEmpty();
      }
    }
  }

  private static void isMarked(Night night) {
    Map<String, List<Row>> byMark =
        night.of("release.city_coverage").stream()
            .collect(groupingBy(row -> row.getAs("stale_since") == null ? "fresh" : "stale"));
    assertThat(byMark.getOrDefault("stale", List.of()))
        .allSatisfy(
            row -> {
              assertThat(night.held()).contains(ReleaseLaws.gated("coverage.city_coverage", row));
              assertThat(row.<String>getAs("state")).isEqualTo("stale");
            });
    assertThat(byMark.get("fresh")).noneMatch(row -> row.getAs("state").equals("stale"));
    assertThat(night.held())
        .allSatisfy(city -> assertThat(of(city, night, Night.CHANGE).all()).isEmpty());
  }

  private static Rows of(String city, Night night, String table) {
    return ReleaseLaws.copied(night, table)
        .where(row -> ReleaseLaws.gated(table, row).equals(city));
  }
}
