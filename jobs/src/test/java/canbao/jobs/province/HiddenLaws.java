package canbao.jobs.province;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.TableAttack;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Of the numbers that {@code coverage.group_coverage} and its copies hide. */
final class HiddenLaws {

  private static final String[] CELL = {"basis", "division", "dimension", "value"};

  private HiddenLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight("a hidden cell is empty, with its reason and end", HiddenLaws::isEmpty),
        Law.ofEachNight(
            "both families hide the same cells, and releases those of their numbers",
            HiddenLaws::areHiddenEverywhere),
        new Law("a small number is shown as the total of a city alone", HiddenLaws::smallOnesAre),
        new Law(
            "what one night hides no later night shows, nor its release", HiddenLaws::staysHidden),
        new Law(
            "what the first release of a day hides the next one does not show",
            HiddenLaws::staysHiddenOnTheDay),
        new Law("who attacks the tables is told no hidden number", HiddenLaws::nothingIsTold));
  }

  private static void isEmpty(Night night) {
    for (String table : List.of("coverage.group_coverage", "release.group_coverage")) {
      for (Row row : night.of(table)) {
        boolean isHidden = Rows.is(row, "suppressed");
        for (String number : List.of("due", "covered")) {
          assertThat(row.getAs(number) == null).as(row.toString()).isEqualTo(isHidden);
        }
        assertThat(row.getAs("reason") != null).as(row.toString()).isEqualTo(isHidden);
        assertThat(row.getAs("hidden_until") != null).as(row.toString()).isEqualTo(isHidden);
        assertThat(isHidden && row.getAs("rate") != null).as(row.toString()).isFalse();
      }
    }
  }

  private static void areHiddenEverywhere(Night night) {
    Rows rows = new Rows(night.of("coverage.group_coverage"));
    assertThat(cells(rows.where("family", "pension"), true))
        .isEqualTo(cells(rows.where("family", "medical"), true));
    assertThat(cells(ofTheNight(night), true))
        .isEqualTo(cells(rows.where(row -> !night.held().contains(cityOf(row))), true));
  }

  private static String cityOf(Row row) {
    return row.<String>getAs("division").substring(0, 4) + "00";
  }

  private static Set<String> cells(Rows rows, boolean areHidden) {
    return rows.all().stream()
        .filter(row -> Rows.is(row, "suppressed") == areHidden)
        .map(row -> Rows.text(row, CELL))
        .collect(toSet());
  }

  private static void smallOnesAre(LivedProvince province) {
    int threshold = province.settings().disclosure().threshold();
    for (Night night : province.all()) {
      Rows shown =
          new Rows(night.of("coverage.group_coverage"))
              .where(row -> !Rows.is(row, "suppressed"))
              .where(row -> !isPublishedTotal(row));
      for (Row row : shown.all()) {
        long due = Rows.number(row, "due");
        long covered = Rows.number(row, "covered");
        assertThat(List.of(due, covered, due - covered))
            .as("%s on %s", row, night.day())
            .noneMatch(people -> people > 0 && people < threshold);
      }
    }
  }

  /** It stands in city_coverage too. */
  private static boolean isPublishedTotal(Row row) {
    String division = row.getAs("division");
    return row.getAs("dimension").equals("total")
        && (division.endsWith("00") || division.equals(Rows.MEMO));
  }

  private static void staysHidden(LivedProvince province) {
    List<Night> nights = province.nights();
    for (int earlier = 0; earlier < nights.size(); earlier++) {
      for (int later = earlier + 1; later < nights.size(); later++) {
        assertStaysHidden(nights.get(earlier), nights.get(later));
      }
    }
    assertStaysHidden(nights.get(0), province.again());
  }

  /** What was not released of the day, because its city was held, may be shown. */
  private static void staysHiddenOnTheDay(LivedProvince province) {
    Set<String> hidden = cells(ofTheNight(province.nights().get(1)), true);
    assertThat(cells(ofTheNight(province.again()), false)).noneMatch(hidden::contains);
  }

  private static void assertStaysHidden(Night earlier, Night later) {
    Set<String> hidden = cells(new Rows(earlier.of("coverage.group_coverage")), true);
    assertThat(cells(new Rows(later.of("coverage.group_coverage")), false))
        .as("shown on %s, known %s", later.day(), later.known())
        .noneMatch(hidden::contains);
    assertThat(cells(ofTheNight(later), false))
        .as("released of %s, known %s", later.day(), later.known())
        .noneMatch(hidden::contains);
  }

  /** What a release does not repeat of another. */
  private static Rows ofTheNight(Night night) {
    return new Rows(night.of("release.group_coverage"))
        .where(row -> !night.held().contains(cityOf(row)));
  }

  private static void nothingIsTold(LivedProvince province) {
    int threshold = province.settings().disclosure().threshold();
    Night night = province.again();
    People people = new People(night.people());
    for (String basis : People.BASES) {
      for (GroupTable table : GroupTable.attacked(people, basis)) {
        Rows rows =
            new Rows(night.of("coverage.group_coverage"))
                .where("basis", basis)
                .where(row -> List.of("total", table.dimension()).contains(row.getAs("dimension")));
        new TableAttack(table.counts(), new Hidden(rows), threshold).assertThatNothingIsTold();
      }
    }
  }

  /** As the rows of one basis and dimension, and the totals, have it. */
  private record Hidden(Set<String> cells) implements TableAttack.Hiding {

    Hidden(Rows rows) {
      this(
          rows.where(row -> Rows.is(row, "suppressed")).all().stream()
              .map(row -> row.getAs("division") + row.<String>getAs("value"))
              .collect(toSet()));
    }

    @Override
    public boolean has(String area, String value) {
      return hasTotal(area) || cells.contains(area + value);
    }

    @Override
    public boolean hasTotal(String county) {
      return cells.contains(county + "all");
    }
  }
}
