package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Of {@code coverage.change}, from one night to the next, and from the first to the last. */
final class ChangeLaws {

  private static final String[] CELL = {"basis", "family", "division"};

  private ChangeLaws() {}

  static List<Law> all() {
    return List.of(
        new Law(
            "causes of a change lead from one day's numbers to the other's",
            ChangeLaws::causesAddUp),
        new Law(
            "who entered and left, gained and lost are people of one day alone",
            ChangeLaws::causesArePeople),
        new Law(
            "changes one after the other make the change over all", ChangeLaws::changesCompose));
  }

  /** Two nights and the rows of the change between them. */
  private record Step(Night before, Night after, List<Row> rows) {}

  private static List<Step> steps(LivedProvince province) {
    List<Night> nights = province.nights();
    return List.of(
        new Step(nights.get(0), nights.get(1), nights.get(1).of(Night.CHANGE)),
        new Step(nights.get(1), nights.get(2), nights.get(2).of(Night.CHANGE)),
        new Step(nights.get(0), nights.get(2), province.changes()),
        new Step(nights.get(0), province.again(), province.again().of(Night.CHANGE)));
  }

  private static void causesAddUp(LivedProvince province) {
    for (Step step : steps(province)) {
      assertThat(step.rows()).as("2 bases, 2 families, 23 divisions").hasSize(2 * 2 * 23);
      Map<String, Row> before = numbers(step.before());
      Map<String, Row> after = numbers(step.after());
      for (Row row : step.rows()) {
        String cell = Rows.text(row, CELL);
        for (String count : List.of("due", "covered")) {
          boolean isDue = count.equals("due");
          assertThat(Rows.number(row, count + "_before"))
              .as(row.toString())
              .isEqualTo(Rows.number(before.get(cell), count));
          assertThat(Rows.number(row, count + "_after"))
              .as(row.toString())
              .isEqualTo(Rows.number(after.get(cell), count))
              .isEqualTo(
                  Rows.number(row, count + "_before")
                      + causes(row, isDue ? "entered_" : "gained_")
                      - causes(row, isDue ? "left_" : "lost_"));
        }
      }
    }
  }

  private static Map<String, Row> numbers(Night night) {
    return new Rows(night.cities())
        .where(row -> row.getAs("denominator").equals(People.firstOf(row.getAs("basis"))))
        .where(row -> !row.getAs("basis").equals("enrolment"))
        .where(row -> People.FAMILIES.contains(row.getAs("family")))
        .by(CELL);
  }

  /** People of all causes that come, or of all that go. */
  private static long causes(Row row, String prefix) {
    return Stream.of(row.schema().fieldNames())
        .filter(name -> name.startsWith(prefix))
        .mapToLong(name -> Rows.number(row, name))
        .sum();
  }

  private static void causesArePeople(LivedProvince province) {
    for (Step step : steps(province)) {
      People before = new People(step.before().people());
      People after = new People(step.after().people());
      for (Row row : step.rows()) {
        String basis = row.getAs("basis");
        String family = row.getAs("family");
        String division = row.getAs("division");
        List<Long> wereDue = before.due(basis, family, division);
        List<Long> areDue = after.due(basis, family, division);
        List<Long> wereCovered = before.covered(basis, family, division);
        List<Long> areCovered = after.covered(basis, family, division);
        assertThat(
                List.of(
                    causes(row, "entered_"),
                    causes(row, "left_"),
                    causes(row, "gained_"),
                    causes(row, "lost_")))
            .as(row.toString())
            .containsExactly(
                without(areDue, wereDue),
                without(wereDue, areDue),
                without(areCovered, wereCovered),
                without(wereCovered, areCovered));
      }
    }
  }

  private static long without(List<Long> people, List<Long> others) {
    return people.stream().filter(person -> !others.contains(person)).count();
  }

  /** Who came and went between is in both parts and not in the whole, on either side. */
  private static void changesCompose(LivedProvince province) {
    List<Step> steps = steps(province);
    Map<String, Row> first = new Rows(steps.get(0).rows()).by(CELL);
    Map<String, Row> second = new Rows(steps.get(1).rows()).by(CELL);
    for (Row whole : steps.get(2).rows()) {
      String cell = Rows.text(whole, CELL);
      for (List<String> sides :
          List.of(List.of("entered_", "left_"), List.of("gained_", "lost_"))) {
        List<Long> between =
            sides.stream()
                .map(
                    side ->
                        causes(first.get(cell), side)
                            + causes(second.get(cell), side)
                            - causes(whole, side))
                .toList();
        assertThat(between.get(0)).as(cell).isNotNegative().isEqualTo(between.get(1));
      }
    }
  }
}
