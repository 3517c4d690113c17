package canbao.jobs.province;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Of the numbers that {@code coverage.group_coverage} shows. */
final class GroupLaws {

  private static final String[] PLACE = {"basis", "family", "division"};

  private GroupLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight(
            "totals of cities and of the province are their coverage, where a basis has anybody due",
            GroupLaws::totalsAreCoverage),
        Law.ofEachNight("values that are all shown add up to their total", GroupLaws::valuesAddUp),
        Law.ofEachNight(
            "numbers that are shown are those of the people one by one", GroupLaws::shownArePeople),
        Law.ofEachNight("nobody's number is above that of those due", GroupLaws::coveredAreDue));
  }

  private static void totalsAreCoverage(Night night) {
    Rows totals =
        new Rows(night.of("coverage.group_coverage"))
            .where("dimension", "total")
            .where(row -> row.<String>getAs("division").endsWith("00"));
    Rows coverage =
        new Rows(night.cities())
            .where(row -> People.BASES.contains(row.getAs("basis")))
            .where(row -> row.getAs("denominator").equals(People.firstOf(row.getAs("basis"))))
            .where(row -> People.FAMILIES.contains(row.getAs("family")))
            .where(row -> row.<String>getAs("division").endsWith("00"));
    List<Object> bases =
        coverage
            .where("division", Rows.PROVINCE)
            .where("family", "medical")
            .where(row -> Rows.number(row, "due") > 0)
            .all()
            .stream()
            .map(row -> row.getAs("basis"))
            .toList();
    Rows counted = coverage.where(row -> bases.contains(row.getAs("basis")));
    for (String number : List.of("due", "covered")) {
      assertThat(totals.sums(number, PLACE)).isEqualTo(counted.sums(number, PLACE));
    }
    assertThat(totals.all()).noneMatch(row -> Rows.is(row, "suppressed"));
  }

  private static void valuesAddUp(Night night) {
    Rows rows = new Rows(night.of("coverage.group_coverage"));
    Map<String, Row> totals = rows.where("dimension", "total").by(PLACE);
    rows
        .where(row -> !row.getAs("dimension").equals("total"))
        .where(row -> !row.getAs("dimension").equals("special_group"))
        .all()
        .stream()
        .collect(groupingBy(row -> Rows.text(row, PLACE) + Rows.text(row, "dimension")))
        .forEach(
            (table, values) -> {
              Row total = totals.get(Rows.text(values.get(0), PLACE));
              boolean isAllShown = values.stream().noneMatch(row -> Rows.is(row, "suppressed"));
              if (isAllShown && !Rows.is(total, "suppressed")) {
                for (String number : List.of("due", "covered")) {
                  assertThat(new Rows(values).sums(number, PLACE).values())
                      .as(table)
                      .containsExactly(Rows.number(total, number));
                }
              }
            });
  }

  private static void shownArePeople(Night night) {
    People people = new People(night.people());
    Rows shown = new Rows(night.of("coverage.group_coverage")).where("suppressed", false);
    for (String basis : People.BASES) {
      Map<String, long[]> counted = new HashMap<>();
      GroupTable.all(people, basis).forEach(table -> counted.putAll(table.byCell()));
      for (Row row : shown.where("basis", basis).all()) {
        long[] counts = counted.get(Rows.text(row, "dimension", "division", "value"));
        int covered = 2 * People.FAMILIES.indexOf(row.<String>getAs("family"));
        assertThat(List.of(Rows.number(row, "due"), Rows.number(row, "covered")))
            .as(row.toString())
            .containsExactly(counts[covered] + counts[covered + 1], counts[covered]);
      }
    }
  }

  private static void coveredAreDue(Night night) {
    assertThat(night.of("coverage.group_coverage"))
        .allSatisfy(
            row ->
                assertThat(Rows.number(row, "covered"))
                    .isLessThanOrEqualTo(Rows.number(row, "due")));
  }
}
