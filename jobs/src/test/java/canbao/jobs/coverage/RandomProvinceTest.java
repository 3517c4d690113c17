package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.coverage.PublishedFigures.Figure;
import canbao.jobs.coverage.RevisedDay.Knowledge;
import canbao.jobs.group.HeldCells;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.KnownDay;
import canbao.jobs.run.PublishedDenominator;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What must hold in any province on any day, tried on {@link RandomRegister}. */
@ExtendWith(LocalSpark.class)
class RandomProvinceTest {

  private static final long SEED = 20_181_231;
  private static final List<LocalDate> DAYS =
      List.of(
          RandomRegister.FIRST,
          LocalDate.of(2018, 12, 13),
          LocalDate.of(2018, 12, 31),
          LocalDate.of(2019, 1, 1),
          RandomRegister.LAST);

  @TempDir private static Path folder;

  private static Settings settings;
  private static Lake lake;
  private static final Map<LocalDate, PersonGroups> GROUPS = new TreeMap<>();
  private static final Map<LocalDate, List<Row>> CITIES = new TreeMap<>();

  @BeforeAll
  static void countSomeDays(SparkSession spark) {
    settings = Settings.load(Path.of("../conf"), "local", Map.of());
    lake = new Lake(LocalCommand.sessionForFewRows(spark), folder.toString());
    RandomRegister.write(lake, SEED);
    for (LocalDate day : DAYS) {
      DayCoverage coverage = coverage(day);
      write(CoverageTables.PERSON_STATE, coverage.people(), day);
      GROUPS.put(day, PersonGroups.of(states(day)));
      CITIES.put(day, coverage.cities(coverage.counts(GROUPS.get(day)), run()));
      write(CoverageTables.CITY_COVERAGE, rows(CoverageTables.CITY_COVERAGE, CITIES.get(day)), day);
    }
  }

  @Test
  void aSeriesHasTheNumbersOfEachDay() {
    List<Row> series = new Series(on(DAYS.get(0)), RandomRegister.LAST, settings).rows(run());
    Fields fields = new Fields(SideTables.SERIES);

    for (LocalDate day : DAYS) {
      List<String> ofDay =
          series.stream()
              .filter(row -> fields.of(row, "as_of").equals(day))
              .map(fields::numbers)
              .toList();
      List<String> counted =
          CITIES.get(day).stream().map(new Fields(CoverageTables.CITY_COVERAGE)::numbers).toList();
      assertThat(ofDay).as(day.toString()).containsExactlyInAnyOrderElementsOf(counted);
    }
    assertThat(series.stream().map(fields::numbers).distinct().count())
        .as("numbers that move")
        .isGreaterThan(CITIES.get(DAYS.get(0)).size());
  }

  @Test
  void citiesAddUpToTheProvince() {
    Fields fields = new Fields(CoverageTables.CITY_COVERAGE);
    for (LocalDate day : DAYS) {
      for (String column : List.of("due", "covered", "covered_low", "suspended")) {
        List<Row> byPlace =
            CITIES.get(day).stream()
                .filter(row -> !fields.of(row, "basis").equals("enrolment"))
                .filter(row -> fields.of(row, column) != null)
                .filter(row -> !fields.of(row, "division").equals(PersonState.MEMO))
                .toList();
        Predicate<Row> isProvince = row -> fields.of(row, "division").equals(CityCounts.PROVINCE);
        assertThat(sums(byPlace.stream().filter(isProvince.negate()).toList(), fields, column))
            .as("%s on %s", column, day)
            .isEqualTo(sums(byPlace.stream().filter(isProvince).toList(), fields, column));
      }
    }
  }

  @Test
  void theBridgeAndTheFlowAddUp() {
    Fields bridges = new Fields(CoverageTables.BRIDGE);
    Fields flows = new Fields(CoverageTables.FLOW);
    Fields cities = new Fields(CoverageTables.CITY_COVERAGE);
    for (LocalDate day : DAYS) {
      List<Row> bridge = coverage(day).bridge(GROUPS.get(day), run());
      List<Row> flow = Flow.rows(PersonGroups.alike(states(day)), day, "run");
      for (Row step : bridge) {
        String name = (String) bridges.of(step, "step");
        if (name.equals(Bridge.ENROLLED_ELSEWHERE)) {
          assertThat(bridges.of(step, "running"))
              .as(step.toString())
              .isEqualTo(covered(day, step, bridges, cities));
        }
      }
      // By line: head counts in a pool less those who have it twice there are people of the flow.
      for (String family : List.of("pension", "medical")) {
        long heads = sum(bridge, bridges, family, step -> step.startsWith(Bridge.LINE));
        long doubles = sum(bridge, bridges, family, step -> step.equals("same_line_doubles"));
        long people =
            flow.stream()
                .filter(row -> flows.of(row, "from_kind").equals("resident"))
                .filter(row -> isOf(family, (String) flows.of(row, "line")))
                .mapToLong(row -> (Long) flows.of(row, "people"))
                .sum();
        assertThat(people).as("%s on %s", family, day).isEqualTo(heads + doubles);
      }
    }
  }

  @Test
  void theCausesOfAChangeAddUp() {
    for (int from = 0; from < DAYS.size() - 1; from++) {
      ChangeDay earlier = changeDay(DAYS.get(from));
      ChangeDay later = changeDay(DAYS.get(from + 1));
      try (Scratch scratch = new Scratch(lake, "change-" + from)) {
        // Rows that did not add up would end it.
        List<Row> rows =
            new Change(earlier, later, on(later.day()), settings)
                .rows(UnaryOperator.identity(), scratch, "run");
        assertThat(rows).as("2 bases, 2 families, 23 divisions").hasSize(2 * 2 * 23);
      }
    }
  }

  /** Deaths, moves, births, statuses, relations and a double are learned of ten days later. */
  @Test
  void aRevisionHasACauseForEverybodyWhoIsKnownOtherwise() {
    Dataset<Row> steps =
        RevisedDay.steps(
            lake,
            DAYS.get(2),
            new Knowledge(settings, RandomRegister.KNOWN),
            new Knowledge(settings, RandomRegister.LATER));
    List<Row> rows = steps.collectAsList();
    Map<String, long[]> left = new TreeMap<>();
    for (Row row : rows) {
      int sign = row.getString(4).equals("recomputed") ? -1 : 1;
      long[] sum =
          left.computeIfAbsent(
              "%s %s %s %s".formatted(row.get(0), row.get(1), row.get(2), row.get(3)),
              unused -> new long[2]);
      sum[0] += sign * row.getLong(5);
      sum[1] += sign * row.getLong(6);
    }

    assertThat(left).isNotEmpty().allSatisfy((cell, sum) -> assertThat(sum).containsOnly(0));
    assertThat(rows.stream().map(row -> row.getString(4)).distinct())
        .contains("death", "move", "birth", "status", "merged_double", "late_enrolment", "late_end")
        .doesNotContain("other");
  }

  @Test
  void numeratorsAreOfThoseDue() {
    Fields fields = new Fields(SideTables.NUMERATOR);
    Fields cities = new Fields(CoverageTables.CITY_COVERAGE);
    for (LocalDate day : DAYS) {
      List<Row> rows = new Numerators(day, settings.denominators()).rows(GROUPS.get(day), "run");
      for (Row row : rows) {
        long people = (Long) fields.of(row, "people");
        assertThat(people).isLessThanOrEqualTo((Long) fields.of(row, "due"));
        if (fields.of(row, "numerator").equals("enrolled")) {
          assertThat(people)
              .isEqualTo(
                  CITIES.get(day).stream()
                      .filter(city -> cities.isSame(city, fields, row))
                      .map(city -> cities.of(city, "covered"))
                      .findFirst()
                      .orElseThrow());
        }
      }
    }
  }

  /** Of Guangzhou nobody was published, of Shenzhen nine hundred. */
  @Test
  void aPublishedBridgeLeadsFromTheFigureToTheCovered() {
    Denominators denominators = settings.denominators();
    PublishedDenominator published = denominators.published().get(0);
    PublishedFigures figures =
        PublishedFigures.of(
            List.of(
                figure(published.populationCode(), "440100", "0"),
                figure(published.populationCode(), "440300", "900"),
                figure(published.pensionShareCode(), "440100", "10000"),
                figure(published.pensionShareCode(), "440300", "5000")));
    Fields fields = new Fields(SideTables.PUBLISHED_BRIDGE);
    LocalDate day = DAYS.get(2);
    PersonGroups groups = GROUPS.get(day);
    var counts = CityCounts.of(groups, denominators, figures);

    List<Row> rows = new PublishedBridge(day, denominators).rows(counts, groups, figures, "run");

    assertThat(rows).as("2 cities, 2 families, 4 steps").hasSize(2 * 2 * 4);
    long running = 0;
    for (Row row : rows) {
      running = fields.of(row, "step").equals("published_due") ? 0 : running;
      running += (Long) fields.of(row, "people");
      assertThat(fields.of(row, "running")).isEqualTo(running);
      if (fields.of(row, "step").equals("not_covered")) {
        assertThat(running)
            .as(row.toString())
            .isEqualTo(covered(day, row, fields, new Fields(CoverageTables.CITY_COVERAGE)));
      }
    }
    assertThat(rows.stream().filter(row -> (Boolean) fields.of(row, "is_above_all")).toList())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(fields.of(row, "division")).isEqualTo("440100"));
  }

  private static Figure figure(String code, String division, String value) {
    return new Figure(code, division, Optional.of(value), Optional.of("人"), Optional.of("2018"));
  }

  @Test
  void groupsThatAreAllShownAddUpToTheirTotal() {
    LocalDate day = DAYS.get(2);
    GroupCoverage groups = new GroupCoverage(on(day), settings);
    Fields fields = new Fields(CoverageTables.GROUP_COVERAGE);
    List<Row> rows = groups.rows(states(day), new HeldCells(), run());
    Map<String, List<Row>> byTable =
        rows.stream()
            .filter(row -> !fields.of(row, "dimension").equals("special_group"))
            .collect(groupingBy(row -> fields.key(row, "dimension")));

    byTable.forEach(
        (table, values) -> {
          boolean isAllShown =
              values.stream().noneMatch(row -> (Boolean) fields.of(row, "suppressed"));
          values.stream()
              .filter(row -> (Boolean) fields.of(row, "suppressed"))
              .forEach(row -> assertThat(fields.of(row, "due")).as(row.toString()).isNull());
          List<Row> total = byTable.get(fields.key(values.get(0), "total"));
          if (isAllShown
              && total.stream().noneMatch(row -> (Boolean) fields.of(row, "suppressed"))) {
            assertThat(sum(values, fields, "due")).as(table).isEqualTo(sum(total, fields, "due"));
          }
        });
    assertThat(byTable).isNotEmpty();
  }

  private static long sum(List<Row> rows, Fields fields, String column) {
    return rows.stream().mapToLong(row -> (Long) fields.of(row, column)).sum();
  }

  private static long sum(
      List<Row> bridge, Fields fields, String family, Predicate<String> isAsked) {
    return bridge.stream()
        .filter(row -> fields.of(row, "division").equals(CityCounts.PROVINCE))
        .filter(row -> fields.of(row, "family").equals(family))
        .filter(row -> isAsked.test((String) fields.of(row, "step")))
        .mapToLong(row -> (Long) fields.of(row, "people"))
        .sum();
  }

  private static boolean isOf(String family, String line) {
    return InsuranceLine.of(Family.valueOf(family.toUpperCase(Locale.ROOT))).stream()
        .anyMatch(one -> one.code().equals(line));
  }

  private static Object covered(LocalDate day, Row step, Fields bridges, Fields cities) {
    return CITIES.get(day).stream()
        .filter(row -> cities.of(row, "basis").equals("residence"))
        .filter(row -> cities.of(row, "denominator").equals("resident_due"))
        .filter(row -> cities.of(row, "division").equals(bridges.of(step, "division")))
        .filter(row -> cities.of(row, "family").equals(bridges.of(step, "family")))
        .map(row -> cities.of(row, "covered"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> sums(List<Row> rows, Fields fields, String column) {
    return rows.stream()
        .collect(
            groupingBy(
                row -> fields.measure(row),
                TreeMap::new,
                summingLong(row -> (Long) fields.of(row, column))));
  }

  private static DayCoverage coverage(LocalDate day) {
    return new DayCoverage(on(day), settings);
  }

  private static RegisterOn on(LocalDate day) {
    return RegisterOn.of(lake, day, RandomRegister.KNOWN);
  }

  private static ChangeDay changeDay(LocalDate day) {
    return new ChangeDay(
        new KnownDay(day, RandomRegister.KNOWN),
        states(day),
        rows(CoverageTables.CITY_COVERAGE, CITIES.get(day)));
  }

  private static Dataset<Row> states(LocalDate day) {
    return lake.read(CoverageTables.PERSON_STATE, Slice.where("as_of", day));
  }

  private static CountedRun run() {
    return new CountedRun("run", RandomRegister.KNOWN, "definitions");
  }

  private static Dataset<Row> rows(TableHome home, List<Row> rows) {
    return lake.spark().createDataFrame(rows, home.columns());
  }

  private static void write(TableHome home, Dataset<Row> rows, LocalDate day) {
    lake.replace(home, rows, Slice.where("as_of", day));
  }

  /** Columns of rows that were made for a table and do not know their names. */
  private record Fields(TableHome home) {
    Object of(Row row, String column) {
      return row.get(home.columns().fieldIndex(column));
    }

    String measure(Row row) {
      return "%s %s %s".formatted(of(row, "basis"), of(row, "family"), of(row, "denominator"));
    }

    boolean isSame(Row row, Fields others, Row other) {
      return measure(row).equals(others.measure(other))
          && of(row, "division").equals(others.of(other, "division"));
    }

    String numbers(Row row) {
      List<Object> numbers = new ArrayList<>();
      for (String column : List.of("due", "covered_low", "covered", "covered_high", "rate")) {
        numbers.add(of(row, column));
      }
      return measure(row) + " " + of(row, "division") + " " + numbers;
    }

    /** What names a dimension's table in a place; or the one with its total. */
    String key(Row row, String dimension) {
      String asked = dimension.equals("total") ? "total" : (String) of(row, dimension);
      return "%s %s %s".formatted(measure(row), of(row, "division"), asked);
    }
  }
}
