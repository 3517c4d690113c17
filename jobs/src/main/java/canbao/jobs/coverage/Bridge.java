package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.coverage.PersonGroups.Condition;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.bridge}: from the head counts of the lines in a city's pools down to the
 * covered people who live there and are due, by steps that add up.
 */
final class Bridge {

  private static final List<String> LEAVING =
      List.of("not_identified", "not_in_register", "dead", "lives_elsewhere", "not_due");
  private static final String ENROLLED_ELSEWHERE = "enrolled_elsewhere";

  private final LocalDate day;
  private final Family family;
  private final long dueBit;

  /**
   * @param dueBit bit in due_bits of who is due for the family by residence
   */
  Bridge(LocalDate day, Family family, long dueBit) {
    this.day = day;
    this.family = family;
    this.dueBit = dueBit;
  }

  /** Live relations by line and pool. */
  static Map<String, Map<String, Long>> relationsByLine(Dataset<Row> relations) {
    Map<String, Map<String, Long>> byLine = new HashMap<>();
    relations
        .filter(col("is_live"))
        .groupBy("line", "pool_city")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                byLine
                    .computeIfAbsent(row.getString(0), line -> new HashMap<>())
                    .put(Places.cities().get(row.getInt(1)).code(), row.getLong(2)));
    return byLine;
  }

  /**
   * @param relations as {@link #relationsByLine} gives them
   */
  List<Row> rows(PersonGroups groups, Map<String, Map<String, Long>> relations, String runId) {
    List<Row> rows = new ArrayList<>();
    Column livesInPool = expr("resident_city").equalTo(cityOfPool());
    for (Row pool : groups.sumsByPool(conditions(PersonGroups::isInPool, livesInPool))) {
      if (pool.getInt(0) != PersonState.MEMO_BIT) {
        String city = Places.cities().get(pool.getInt(0)).code();
        Map<String, Long> heads = new LinkedHashMap<>();
        InsuranceLine.of(family)
            .forEach(line -> heads.put(line.code(), relationsIn(relations, line, city)));
        rows.addAll(steps(city, heads, pool, 0L, runId));
      }
    }
    rows.addAll(province(groups, relations, runId));
    return rows;
  }

  private List<Row> province(
      PersonGroups groups, Map<String, Map<String, Long>> relations, String runId) {
    Column livesInProvince = col("resident_city").isNotNull();
    Row everybody = groups.sums(conditions(PersonGroups::isAnywhere, livesInProvince));
    Map<String, Long> heads = new LinkedHashMap<>();
    long linesInCities = 0;
    long peopleInCities = 0;
    for (InsuranceLine line : InsuranceLine.of(family)) {
      heads.put(
          line.code(),
          relations.getOrDefault(line.code(), Map.of()).values().stream()
              .mapToLong(Long::longValue)
              .sum());
    }
    for (Row pool : groups.sumsByPool(conditions(PersonGroups::isInPool, lit(false)))) {
      if (pool.getInt(0) != PersonState.MEMO_BIT) {
        linesInCities += sumOfLines(pool);
        peopleInCities += pool.<Long>getAs("people");
      }
    }
    long sameLine = heads.values().stream().mapToLong(Long::longValue).sum() - linesInCities;
    long crossLine = linesInCities - peopleInCities;
    long crossCity = peopleInCities - everybody.<Long>getAs("people");
    return steps(
        CityCounts.PROVINCE, heads, List.of(sameLine, crossLine, crossCity), everybody, runId);
  }

  private List<Row> steps(
      String division, Map<String, Long> heads, Row sums, long crossCity, String runId) {
    long relations = heads.values().stream().mapToLong(Long::longValue).sum();
    long sameLine = relations - sumOfLines(sums);
    long crossLine = sumOfLines(sums) - sums.<Long>getAs("people");
    return steps(division, heads, List.of(sameLine, crossLine, crossCity), sums, runId);
  }

  private List<Row> steps(
      String division, Map<String, Long> heads, List<Long> doubles, Row sums, String runId) {
    Map<String, Long> steps = new LinkedHashMap<>();
    heads.forEach((line, people) -> steps.put("line_" + line, people));
    steps.put("same_line_doubles", -doubles.get(0));
    steps.put("cross_line_doubles", -doubles.get(1));
    steps.put("cross_city_doubles", -doubles.get(2));
    LEAVING.forEach(reason -> steps.put(reason, -sums.<Long>getAs(reason)));
    steps.put(ENROLLED_ELSEWHERE, sums.<Long>getAs(ENROLLED_ELSEWHERE));
    List<Row> rows = new ArrayList<>();
    long running = 0;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      running += step.getValue();
      rows.add(
          RowFactory.create(
              day,
              family.name().toLowerCase(java.util.Locale.ROOT),
              division,
              rows.size() + 1,
              step.getKey(),
              step.getValue(),
              running,
              runId));
    }
    return rows;
  }

  private long sumOfLines(Row sums) {
    return InsuranceLine.of(family).stream()
        .mapToLong(line -> sums.<Long>getAs("line_" + line.code()))
        .sum();
  }

  private static long relationsIn(
      Map<String, Map<String, Long>> relations, InsuranceLine line, String city) {
    return relations.getOrDefault(line.code(), Map.of()).getOrDefault(city, 0L);
  }

  /** Everybody enrolled in a place leaves the bridge by the first reason that fits, or stays. */
  private List<Condition> conditions(UnaryOperator<Column> isWhere, Column livesThere) {
    Column isEnrolled = isWhere.apply(PersonGroups.pools(family));
    Column isDue = col("due_bits").bitwiseAND(dueBit).notEqual(0L);
    List<Condition> conditions = new ArrayList<>();
    InsuranceLine.of(family)
        .forEach(
            line ->
                conditions.add(
                    new Condition("line_" + line.code(), isWhere.apply(col(line.citiesColumn())))));
    conditions.add(new Condition("people", isEnrolled));
    Column stays = isEnrolled;
    List<Column> reasons =
        List.of(
            not(col("is_exact")),
            not(col("in_register")),
            col("dead"),
            not(org.apache.spark.sql.functions.coalesce(livesThere, lit(false))),
            not(isDue));
    for (int i = 0; i < LEAVING.size(); i++) {
      conditions.add(new Condition(LEAVING.get(i), stays.and(reasons.get(i))));
      stays = stays.and(not(reasons.get(i)));
    }
    Column isEnrolledElsewhere =
        org.apache
            .spark
            .sql
            .functions
            .coalesce(livesThere, lit(false))
            .and(isDue)
            .and(PersonGroups.isAnywhere(PersonGroups.pools(family)))
            .and(not(isEnrolled));
    conditions.add(new Condition(ENROLLED_ELSEWHERE, isEnrolledElsewhere));
    return conditions;
  }

  private static Column cityOfPool() {
    Column[] codes =
        Places.cities().stream()
            .map(city -> lit(Integer.valueOf(city.code())))
            .toArray(Column[]::new);
    return org.apache.spark.sql.functions.array(codes).getItem(col("pool_bit"));
  }
}
