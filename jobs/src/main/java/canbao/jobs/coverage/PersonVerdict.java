package canbao.jobs.coverage;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.ReportTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One person counted as if he or she were the province: the cells that count one are those in which
 * the person is counted.
 */
final class PersonVerdict {

  private final Denominator headline;
  private final DueReasons reasons;
  private final Map<Measure, Map<String, CoverageCell>> cells;

  /**
   * @param state the person's row of {@code coverage.person_state}
   * @param reasons why the person is not due
   */
  PersonVerdict(Dataset<Row> state, Denominators denominators, DueReasons reasons) {
    this.headline = denominators.ofPeople();
    this.reasons = reasons;
    this.cells = CityCounts.of(PersonGroups.of(state), denominators, PublishedFigures.NONE);
  }

  /** By which denominator {@link #families} speaks. */
  String headline() {
    return headline.id();
  }

  /**
   * Each family: due or not, covered or not, and why.
   *
   * @param relations rows of {@link RegisterFacts#enrolments} of the person
   */
  String families(List<Row> relations) {
    ReportTable table = ReportTable.of("family", "due", "covered", "why");
    for (CoverageFamily family : CoverageFamily.values()) {
      CoverageCell cell =
          cells.get(new Measure(basis(headline), family, headline.id())).get(CityCounts.PROVINCE);
      boolean isDue = cell.due().map(people -> people > 0).orElse(true);
      boolean isCovered = cell.bounds().covered() > 0;
      table.add(
          family.word(),
          family.hasDueSet() ? word(isDue) : null,
          word(isCovered),
          why(family, isDue, isCovered, of(family, relations)));
    }
    return table.drawn();
  }

  /** Every row of {@code coverage.city_coverage} in which the person is counted. */
  String countedIn() {
    Map<List<String>, List<List<String>>> byRow = new LinkedHashMap<>();
    cells.forEach(
        (measure, divisions) ->
            divisions.forEach(
                (division, cell) -> {
                  List<String> row =
                      List.of(measure.basis().word(), division, measure.denominator());
                  add(measure, cell, byRow.computeIfAbsent(row, unused -> twoLists()));
                }));
    ReportTable table = ReportTable.of("basis", "division", "denominator", "due", "covered");
    byRow.forEach(
        (row, families) -> {
          if (families.stream().anyMatch(list -> !list.isEmpty())) {
            table.add(
                Stream.concat(row.stream(), families.stream().map(list -> String.join(" ", list)))
                    .toArray());
          }
        });
    return table.drawn();
  }

  private static List<List<String>> twoLists() {
    return List.of(new ArrayList<>(), new ArrayList<>());
  }

  private static void add(Measure measure, CoverageCell cell, List<List<String>> families) {
    String word = measure.family().word();
    // By pools a row's due people are those who live there, whoever is enrolled.
    boolean isDue = cell.due().map(people -> people > 0).orElse(false);
    if (isDue && measure.basis() != Basis.ENROLMENT) {
      families.get(0).add(word);
    }
    if (cell.bounds().covered() > 0) {
      families.get(1).add(word);
    } else if (cell.bounds().high() > 0) {
      families.get(1).add(word + " (upper bound)");
    }
  }

  private String why(CoverageFamily family, boolean isDue, boolean isCovered, List<Row> relations) {
    if (!isDue) {
      return "not due: fails " + reasons.why(headline, family.dueAs());
    }
    Map<Boolean, List<Row>> byCover =
        relations.stream().collect(partitioningBy(PersonVerdict::makesCover));
    String covering = byCover.get(true).stream().map(PersonVerdict::named).collect(joining(", "));
    if (isCovered) {
      return "by " + covering;
    }
    if (!covering.isEmpty()) {
      return family.hasDueSet() ? "one alone: " + covering : "dead";
    }
    return byCover.get(false).stream()
        .map(row -> named(row) + " (" + row.getAs(RegisterFacts.MAKES_COVER) + ")")
        .collect(collectingAndThen(joining(", "), PersonVerdict::none));
  }

  private static String none(String relations) {
    return relations.isEmpty() ? "no relation" : "no relation makes cover: " + relations;
  }

  private static List<Row> of(CoverageFamily family, List<Row> relations) {
    List<String> codes =
        family.lineFamilies().stream()
            .flatMap(lines -> InsuranceLine.of(lines).stream())
            .map(InsuranceLine::code)
            .toList();
    return relations.stream()
        .filter(row -> codes.contains(row.<String>getAs(RegisterFacts.INSURANCE)))
        .toList();
  }

  private static boolean makesCover(Row relation) {
    return relation.<String>getAs(RegisterFacts.MAKES_COVER).equals(RegisterFacts.YES);
  }

  private static String named(Row relation) {
    return Stream.of(RegisterFacts.INSURANCE, "relation", "pool")
        .map(name -> relation.<String>getAs(name))
        .collect(joining(" "));
  }

  private static Basis basis(Denominator denominator) {
    return Stream.of(Basis.values())
        .filter(basis -> basis.word().equals(denominator.basis()))
        .findFirst()
        .orElseThrow();
  }

  private static String word(boolean isSo) {
    return isSo ? "yes" : "no";
  }
}
