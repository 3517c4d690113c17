package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Of the tables beside the headline: {@code coverage.published_bridge} and {@code .numerator}. */
final class FigureLaws {

  private static final String[] BRIDGE = {"family", "denominator", "edition", "division"};

  private FigureLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight(
            "a published bridge leads from the figure to the covered",
            FigureLaws::publishedBridgesAddUp),
        Law.ofEachNight("numerators are of those due", FigureLaws::numeratorsAreOfThoseDue),
        Law.ofEachNight(
            "numerators of cities add up to those of the province", FigureLaws::numeratorsAddUp));
  }

  private static void publishedBridgesAddUp(Night night) {
    Map<String, Long> running = new HashMap<>();
    List<Row> steps =
        night.of("coverage.published_bridge").stream().sorted(BridgeLaws::inOrder).toList();
    for (Row step : steps) {
      long sum = running.merge(Rows.text(step, BRIDGE), Rows.number(step, "people"), Long::sum);
      assertThat(sum).as(step.toString()).isEqualTo(Rows.number(step, "running"));
    }
    Map<String, Row> cities = residence(night).by("family", "division");
    Rows ends = new Rows(steps).where("step", "not_covered");
    assertThat(ends.all()).hasSameSizeAs(running.keySet());
    Map<String, Long> starts =
        new Rows(steps).where("step", "published_due").sums("running", BRIDGE);
    for (Row end : ends.all()) {
      long covered = Rows.number(cities.get(Rows.text(end, "family", "division")), "covered");
      assertThat(Rows.number(end, "running")).as(end.toString()).isEqualTo(covered);
      assertThat(Rows.is(end, "is_above_all"))
          .as(end.toString())
          .isEqualTo(covered > starts.get(Rows.text(end, BRIDGE)));
    }
  }

  private static Rows residence(Night night) {
    return new Rows(night.cities())
        .where("basis", "residence")
        .where("denominator", "resident_due");
  }

  private static void numeratorsAreOfThoseDue(Night night) {
    Map<String, Row> cities =
        new Rows(night.cities()).by("basis", "family", "denominator", "division");
    for (Row row : night.of("coverage.numerator")) {
      Row city = cities.get(Rows.text(row, "basis", "family", "denominator", "division"));
      assertThat(Rows.number(row, "due")).as(row.toString()).isEqualTo(Rows.number(city, "due"));
      assertThat(Rows.number(row, "people"))
          .as(row.toString())
          .isLessThanOrEqualTo(Rows.number(row, "due"));
      if (row.getAs("numerator").equals("enrolled")) {
        assertThat(Rows.number(row, "people"))
            .as(row.toString())
            .isEqualTo(Rows.number(city, "covered"));
      }
    }
  }

  private static void numeratorsAddUp(Night night) {
    Rows rows = new Rows(night.of("coverage.numerator"));
    String[] by = {"basis", "family", "numerator"};
    assertThat(rows.ofCities().sums("people", by))
        .isNotEmpty()
        .isEqualTo(rows.where("division", Rows.PROVINCE).sums("people", by));
  }
}
