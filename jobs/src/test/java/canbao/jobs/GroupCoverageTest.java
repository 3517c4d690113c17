package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.Attack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Coverage by county and group, of two nights of a province so small that much is hidden. */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class GroupCoverageTest {

  private static final int THRESHOLD = 10;

  /** So many cells of a table are attacked: each takes two solutions. */
  private static final int MOST = 20;

  private static final String PROVINCE = "440000";

  /** Dimensions as SQL over {@code person_state}. */
  private static final Map<String, String> VALUES =
      Map.of(
          "sex",
          "IF(sex <=> '2', 'female', 'male_or_unknown')",
          "registration_kind",
          "element_at(array('other', 'urban', 'rural', 'hmt_overseas', 'other', 'resident'), registration_kind + 1)",
          "employment_kind",
          "element_at(array('public', 'employee', 'flexible', 'retired', 'resident', 'none'), employment_kind + 1)",
          "special_group",
          "CASE WHEN special_groups & 2 <> 0 THEN 'minimum_living' ELSE 'not_minimum_living' END");

  private final SparkSession spark;
  private final TwoNights nights;

  GroupCoverageTest(SparkSession spark, TwoNights nights) {
    this.spark = spark;
    this.nights = nights;
  }

  @Test
  void totalsOfCitiesAreThoseOfCityCoverage() {
    Dataset<Row> cities =
        table("city_coverage")
            .filter("denominator IN ('resident_due', 'registered_due') AND NOT is_memo")
            .filter("basis <> 'enrolment' AND family IN ('pension', 'medical')");
    Dataset<Row> totals =
        table("group_coverage").filter("dimension = 'total' AND division LIKE '%00'");

    assertThat(drawn(totals)).isEqualTo(drawn(cities));
  }

  @Test
  void nothingSmallIsShownButWhatCityCoverageShowsToo() {
    Dataset<Row> rows = table("group_coverage");

    assertThat(
            rows.filter("NOT suppressed AND NOT (dimension = 'total' AND division LIKE '%00')")
                .filter("division <> '440606' OR dimension <> 'total'")
                .filter(
                    "due BETWEEN 1 AND 9 OR covered BETWEEN 1 AND 9 OR due - covered BETWEEN 1 AND"
                        + " 9")
                .count())
        .isZero();
    assertThat(rows.filter("NOT suppressed AND dimension <> 'total'").count()).isPositive();
    assertThat(rows.filter("suppressed AND (due IS NOT NULL OR rate IS NOT NULL)").count())
        .isZero();
  }

  /** Of a county that has become too small as a whole the total alone has a row. */
  @Test
  void whatIsHiddenOnTheFirstNightIsNotShownOnTheSecond() {
    Set<String> shown = cells(TwoNights.DAYS.get(1), "NOT suppressed");

    assertThat(shown).isNotEmpty();
    assertThat(cells(TwoNights.DAYS.get(0), "suppressed")).isNotEmpty().noneMatch(shown::contains);
  }

  /** By linear programming, with all totals that are published. */
  @Test
  void whoAttacksTheTableFindsNoSmallCountOfACity() {
    VALUES.forEach(
        (dimension, value) -> {
          for (String measure : List.of("covered", "uncovered")) {
            assertThatNothingIsTold(dimension, value, measure);
          }
        });
  }

  private void assertThatNothingIsTold(String dimension, String value, String measure) {
    Map<String, Map<String, Long>> counts = counts(value, measure);
    Set<String> values = new LinkedHashSet<>();
    counts.values().forEach(city -> values.addAll(city.keySet()));
    Set<String> hidden = hiddenCells(dimension);
    Map<String, Long> truth = new LinkedHashMap<>();
    counts.forEach(
        (area, byValue) ->
            values.forEach(one -> truth.put(area + one, byValue.getOrDefault(one, 0L))));
    Attack attack = new Attack(truth);
    for (String area : counts.keySet()) {
      if (!area.equals(PROVINCE)) {
        attack.knows(values.stream().map(one -> area + one).toList());
      }
      values.stream()
          .filter(one -> !hidden.contains(area + one.replace("not_", "")))
          .forEach(one -> attack.knows(List.of(area + one)));
    }
    for (String one : values) {
      attack.knows(
          PROVINCE + one,
          counts.keySet().stream()
              .filter(area -> !area.equals(PROVINCE))
              .map(area -> area + one)
              .toList());
    }
    Map<String, Long> totals = new LinkedHashMap<>();
    counts.forEach(
        (area, byValue) ->
            totals.put(area, byValue.values().stream().mapToLong(Long::longValue).sum()));
    long leastOfCity = Collections.min(totals.values());
    List<String> attacked = new ArrayList<>();
    truth.forEach(
        (cell, count) -> {
          // Where nobody has the other values the total is known to be all of one.
          boolean isTotal = count.equals(totals.get(cell.substring(0, PROVINCE.length())));
          boolean isSmall = count > 0 && count < THRESHOLD;
          if (isSmall && !isTotal && attacked.size() < MOST) {
            attacked.add(cell);
            assertThat(attack.of(cell).width())
                .as(dimension + " " + measure + " " + cell)
                .isGreaterThanOrEqualTo(Math.min(THRESHOLD, leastOfCity));
          }
        });
    if (measure.equals("covered")) {
      assertThat(attacked).as(dimension).isNotEmpty();
    }
  }

  /** People due for a pension where they live, by city and value, of those who have some. */
  private Map<String, Map<String, Long>> counts(String value, String measure) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    counts.put(PROVINCE, new LinkedHashMap<>());
    table("person_state")
        .filter("resident_city IS NOT NULL AND due_bits & 4 <> 0")
        .filter("(cities_110 | cities_120 | cities_170 <> 0) = " + measure.equals("covered"))
        .filter(col("as_of").equalTo(TwoNights.DAYS.get(1)))
        .selectExpr("CAST(resident_city AS STRING) AS city", value + " AS value")
        .groupBy("city", "value")
        .count()
        .orderBy("city", "value")
        .collectAsList()
        .forEach(
            row -> {
              counts
                  .computeIfAbsent(row.getString(0), unused -> new LinkedHashMap<>())
                  .put(row.getString(1), row.getLong(2));
              counts.get(PROVINCE).merge(row.getString(1), row.getLong(2), Long::sum);
            });
    return counts;
  }

  private Set<String> hiddenCells(String dimension) {
    return Set.copyOf(
        table("group_coverage")
            .filter(col("as_of").equalTo(TwoNights.DAYS.get(1)))
            .filter("suppressed AND basis = 'residence' AND family = 'pension'")
            .filter(col("dimension").equalTo(dimension))
            .selectExpr("division || value")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  private Set<String> cells(String day, String which) {
    return Set.copyOf(
        table("group_coverage")
            .filter(col("as_of").equalTo(day))
            .filter(which)
            .selectExpr("concat_ws('/', basis, division, family, dimension, value)")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  private static String drawn(Dataset<Row> rows) {
    return TextTable.drawn(
        rows.select(
            "as_of", "basis", "division", "family", "denominator", "due", "covered", "rate"));
  }

  private Dataset<Row> table(String name) {
    return spark
        .read()
        .format("delta")
        .load(nights.lake().resolve("coverage").resolve(name).toString());
  }
}
