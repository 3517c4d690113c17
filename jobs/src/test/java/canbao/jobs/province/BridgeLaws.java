package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Of {@code coverage.bridge}, and of {@code coverage.flow} beside it. */
final class BridgeLaws {

  private static final Map<String, String> FAMILY_BY_LINE =
      Map.of(
          "110", "pension", "120", "pension", "170", "pension", "310", "medical", "340", "medical",
          "390", "medical");

  private BridgeLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight("steps of a bridge add up", BridgeLaws::stepsAddUp),
        Law.ofEachNight("a bridge ends at the covered people", BridgeLaws::bridgesEndAtCovered),
        Law.ofEachNight(
            "flows are the people whom the bridge counts by line",
            BridgeLaws::flowsAreThoseOfTheBridge),
        Law.ofEachNight(
            "people flow into a pool from as many homes as from places of registration",
            BridgeLaws::flowsAreTheSameFromBothKindsOfPlaces));
  }

  private static void stepsAddUp(Night night) {
    assertAddUp(night.of("coverage.bridge"));
  }

  static void assertAddUp(List<Row> bridges) {
    Map<String, Long> running = new HashMap<>();
    for (Row step : bridges.stream().sorted(BridgeLaws::inOrder).toList()) {
      long sum =
          running.merge(
              Rows.text(step, "family", "division"), Rows.number(step, "people"), Long::sum);
      assertThat(sum).as(step.toString()).isEqualTo(Rows.number(step, "running"));
    }
    assertThat(running).as("2 families, 21 cities and the province").hasSize(2 * 22);
  }

  static int inOrder(Row one, Row other) {
    return Long.compare(Rows.number(one, "step_no"), Rows.number(other, "step_no"));
  }

  private static void bridgesEndAtCovered(Night night) {
    Rows ends = new Rows(night.of("coverage.bridge")).where("step", "enrolled_elsewhere");
    assertThat(ends.sums("running", "family", "division")).isEqualTo(covered(night.cities()));
  }

  /** People covered by residence, but of the memo district, which has no bridge. */
  static Map<String, Long> covered(List<Row> cities) {
    return new Rows(cities)
        .where("basis", "residence")
        .where("denominator", "resident_due")
        .where(row -> People.FAMILIES.contains(row.getAs("family")))
        .where(row -> !row.getAs("division").equals(Rows.MEMO))
        .sums("covered", "family", "division");
  }

  /** By line: head counts in a pool less those who have it twice there are people of the flow. */
  private static void flowsAreThoseOfTheBridge(Night night) {
    Rows byLine =
        new Rows(night.of("coverage.bridge"))
            .where(
                step ->
                    step.<String>getAs("step").startsWith("line_")
                        || step.getAs("step").equals("same_line_doubles"));
    Map<String, Long> flowing = new HashMap<>();
    for (Row flow : new Rows(night.of("coverage.flow")).where("from_kind", "resident").all()) {
      String family = FAMILY_BY_LINE.get(flow.<String>getAs("line"));
      if (family != null) {
        for (String division : List.of(flow.<String>getAs("enrolment_division"), Rows.PROVINCE)) {
          long unused =
              flowing.merge(family + "/" + division, Rows.number(flow, "people"), Long::sum);
        }
      }
    }
    byLine
        .sums("people", "family", "division")
        .forEach(
            (cell, people) ->
                assertThat(people).as(cell).isEqualTo(flowing.getOrDefault(cell, 0L)));
  }

  private static void flowsAreTheSameFromBothKindsOfPlaces(Night night) {
    Rows flows = new Rows(night.of("coverage.flow"));
    assertThat(flows.where("from_kind", "resident").sums("people", "line", "enrolment_division"))
        .isEqualTo(
            flows.where("from_kind", "registered").sums("people", "line", "enrolment_division"));
  }
}
