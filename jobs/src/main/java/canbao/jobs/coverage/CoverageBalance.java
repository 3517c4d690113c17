package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * The control numbers of a day's coverage: from the rows of the register to its people, from there
 * to the people who are counted, and by the bridge to those who are covered. Each is counted by
 * other means than those that the rows were made by.
 *
 * @param register as it stands for the day
 * @param end denominator of residence that the bridge ends at
 */
record CoverageBalance(RegisterOn register, String end) {

  /** What a bridge belongs to, and a row of {@code coverage.city_coverage}. */
  private record Cell(String family, String division) {}

  /**
   * One number each:
   *
   * <ul>
   *   <li>{@code person}: rows of people in force on the day; people of them in the states; rows
   *       that say more of one of them.
   *   <li>{@code pension}, {@code medical}: live relations of the province; people covered in
   *       city_coverage by residence; people who leave the bridge; relations of people whom another
   *       one has counted.
   *   <li>{@code bridge}: bridges, and those of them that end at what city_coverage has.
   *   <li>the tables: rows that were made, and those that their logs have.
   * </ul>
   *
   * @param groups of the day's states
   * @param cities rows of {@code coverage.city_coverage}, written
   * @param byGroup rows of {@code coverage.group_coverage}, written
   * @param steps rows of {@code coverage.bridge}, written
   */
  List<ControlNumber> numbers(
      PersonGroups groups, List<Row> cities, List<Row> byGroup, List<Row> steps) {
    Map<Cell, Long> covered = covered(cities);
    Map<Cell, Map<String, Long>> bridges = bridges(steps);
    List<ControlNumber> numbers = new ArrayList<>();
    numbers.add(people(groups.inRegister()));
    bridges.forEach(
        (cell, people) -> {
          if (cell.division().equals(CityCounts.PROVINCE)) {
            numbers.add(family(cell.family(), people, covered.get(cell)));
          }
        });
    long balanced =
        bridges.entrySet().stream()
            .filter(one -> family("", one.getValue(), covered.get(one.getKey())).isBalanced())
            .count();
    numbers.add(ControlNumber.of("bridge", bridges.size(), balanced));
    numbers.add(table(CoverageTables.PERSON_STATE, groups.people()));
    numbers.add(table(CoverageTables.CITY_COVERAGE, cities.size()));
    numbers.add(table(CoverageTables.GROUP_COVERAGE, byGroup.size()));
    numbers.add(table(CoverageTables.BRIDGE, steps.size()));
    return numbers;
  }

  /** Rows of one source have one person each; several sources may speak of one. */
  private ControlNumber people(long inStates) {
    Map<String, Long> rows =
        register.persons().groupBy("source").count().collectAsList().stream()
            .collect(toMap(row -> row.getString(0), row -> row.getLong(1)));
    long all = rows.values().stream().mapToLong(Long::longValue).sum();
    long people =
        rows.size() > 1 ? register.persons().select("person_key").distinct().count() : all;
    return ControlNumber.of("person", all, inStates, 0, all - people);
  }

  /**
   * Of one bridge.
   *
   * @param people by step
   */
  private static ControlNumber family(String name, Map<String, Long> people, long covered) {
    long in = sum(people, CoverageBalance::comes);
    long doubles = -sum(people, step -> step.endsWith(Bridge.DOUBLES));
    long leave = -sum(people, step -> !comes(step) && !step.endsWith(Bridge.DOUBLES));
    return ControlNumber.of(name, in, covered, leave, doubles);
  }

  private static boolean comes(String step) {
    return step.startsWith(Bridge.LINE) || step.equals(Bridge.ENROLLED_ELSEWHERE);
  }

  private static long sum(Map<String, Long> people, Predicate<String> areAsked) {
    return people.entrySet().stream()
        .filter(step -> areAsked.test(step.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private ControlNumber table(TableHome home, long made) {
    Slice day = Slice.where("as_of", register.day());
    return ControlNumber.of(
        home.qualifiedName(), made, register.lake().size(home.qualifiedName(), day));
  }

  /** People covered by residence. */
  private Map<Cell, Long> covered(List<Row> cities) {
    Fields fields = new Fields(CoverageTables.CITY_COVERAGE);
    return cities.stream()
        .filter(row -> fields.of(row, "basis").equals(Basis.RESIDENCE.word()))
        .filter(row -> fields.of(row, "denominator").equals(end))
        .collect(toMap(fields::cell, row -> (Long) fields.of(row, "covered")));
  }

  /** People by step. */
  private static Map<Cell, Map<String, Long>> bridges(List<Row> steps) {
    Fields fields = new Fields(CoverageTables.BRIDGE);
    return steps.stream()
        .collect(
            groupingBy(
                fields::cell,
                LinkedHashMap::new,
                toMap(
                    row -> (String) fields.of(row, "step"),
                    row -> (Long) fields.of(row, "people"))));
  }

  /** Columns of rows that were made for a table and do not know their names. */
  private record Fields(TableHome home) {
    Object of(Row row, String column) {
      return row.get(home.columns().fieldIndex(column));
    }

    Cell cell(Row row) {
      return new Cell((String) of(row, "family"), (String) of(row, "division"));
    }
  }
}
