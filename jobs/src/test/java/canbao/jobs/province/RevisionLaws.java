package canbao.jobs.province;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.release.RevisionLedger.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Of {@code release.revision}: why the numbers of the middle night are others now. */
final class RevisionLaws {

  private static final String[] CELL = {"basis", "denominator", "family", "division"};

  private RevisionLaws() {}

  static List<Law> all() {
    return List.of(
        new Law("steps of a revision add up", RevisionLaws::stepsAddUp),
        new Law(
            "a revision leads from what was published to what is known, or published later",
            RevisionLaws::leadsFromPublishedToKnown),
        new Law("each step has a cause, and moves a number", RevisionLaws::stepsHaveCauses),
        new Law("the first and the second release have every cell", RevisionLaws::hasAllCells),
        new Law("what was found out later has its causes", RevisionLaws::findingsHaveCauses));
  }

  private static void stepsAddUp(LivedProvince province) {
    for (List<Step> steps : cells(province).values()) {
      long[] sum = new long[2];
      for (Step step : steps.subList(0, steps.size() - 1)) {
        sum[0] += step.due();
        sum[1] += step.covered();
      }
      Step last = steps.get(steps.size() - 1);
      assertThat(sum).as(steps.toString()).containsExactly(last.due(), last.covered());
      assertThat(steps.get(0).step()).isEqualTo("published");
      assertThat(last.step()).isEqualTo("known");
    }
  }

  private static Map<String, List<Step>> cells(LivedProvince province) {
    return province.revision().steps().stream()
        .collect(groupingBy(RevisionLaws::cell, LinkedHashMap::new, toList()));
  }

  private static String cell(Step step) {
    return String.join(
        "/",
        step.cell().basis(),
        step.cell().denominator(),
        step.cell().family(),
        step.cell().division());
  }

  private static void leadsFromPublishedToKnown(LivedProvince province) {
    Night again = province.again();
    boolean isUntilRelease = province.revision().comparedWith().equals(again.releaseId());
    Map<String, Row> published = byCell(first(province).of("release.city_coverage"));
    Map<String, Row> end =
        byCell(isUntilRelease ? again.of("release.city_coverage") : again.cities());
    cells(province)
        .forEach(
            (cell, steps) -> {
              assertIs(steps.get(0), published.get(cell));
              assertIs(steps.get(steps.size() - 1), end.get(cell));
            });
  }

  private static void assertIs(Step step, Row row) {
    assertThat(List.of(step.due(), step.covered()))
        .as("%s of %s", step, row)
        .isEqualTo(
            row == null
                ? List.of(0L, 0L)
                : List.of(Rows.number(row, "due"), Rows.number(row, "covered")));
  }

  private static Night first(LivedProvince province) {
    return province.nights().get(1);
  }

  private static Map<String, Row> byCell(List<Row> cities) {
    return new Rows(cities).by(CELL);
  }

  private static void stepsHaveCauses(LivedProvince province) {
    List<String> held =
        Stream.of(first(province), province.again())
            .flatMap(night -> night.held().stream())
            .toList();
    for (List<Step> steps : cells(province).values()) {
      for (Step step : steps.subList(1, steps.size() - 1)) {
        assertThat(step.due() != 0 || step.covered() != 0).as(step.toString()).isTrue();
        assertThat(step.step()).as(step.toString()).isNotIn("other", "definition");
        if (step.step().equals("held_city")) {
          String division = step.cell().division();
          assertThat(held)
              .as(step.toString())
              .contains(division.equals(Rows.MEMO) ? Rows.FOSHAN : division);
        }
      }
    }
  }

  private static void hasAllCells(LivedProvince province) {
    TreeSet<String> cells = new TreeSet<>();
    Stream.of(first(province), province.again())
        .forEach(
            night ->
                new Rows(night.cities())
                    .where(row -> !row.getAs("basis").equals("enrolment"))
                    .where(row -> row.getAs("due") != null)
                    .all()
                    .forEach(row -> cells.add(Rows.text(row, CELL))));
    assertThat(cells(province).keySet()).containsExactlyInAnyOrderElementsOf(cells);
  }

  /** Of a province where nobody found something out there may be none. */
  private static void findingsHaveCauses(LivedProvince province) {
    if (province.shape().hasLaterFindings()) {
      assertThat(province.revision().steps().stream().map(Step::step).distinct())
          .containsAll(LaterFindings.CAUSES);
    }
  }
}
