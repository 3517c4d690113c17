package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.bridge}: from the head counts of the lines in a city's pools down to the
 * covered people who live there and are due, by steps that add up.
 */
final class Bridge {

  /** How the steps of the lines begin. */
  static final String LINE = "line_";

  /** How the steps end of relations whose people another relation has counted. */
  static final String DOUBLES = "_doubles";

  private static final List<String> LEAVING =
      List.of("not_identified", "not_in_register", "dead", "lives_elsewhere", "not_due");
  private static final String PEOPLE = "people";
  static final String ENROLLED_ELSEWHERE = "enrolled_elsewhere";

  private final LocalDate day;
  private final Family family;
  private final int dueBit;

  /**
   * @param dueBit bit in due_bits of who is due for the family by residence
   */
  Bridge(LocalDate day, Family family, int dueBit) {
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
    Map<String, Map<String, Long>> sums = sums(groups);
    List<Row> rows = new ArrayList<>();
    for (Places.City city : Places.cities()) {
      Map<String, Long> heads = new LinkedHashMap<>();
      InsuranceLine.of(family)
          .forEach(line -> heads.put(line.code(), relationsIn(relations, line, city.code())));
      Map<String, Long> people = sums.get(city.code());
      List<Long> doubles =
          List.of(total(heads) - lines(people), lines(people) - people.get(PEOPLE), 0L);
      rows.addAll(steps(city.code(), heads, doubles, people, runId));
    }
    rows.addAll(province(sums, relations, runId));
    return rows;
  }

  private List<Row> province(
      Map<String, Map<String, Long>> sums, Map<String, Map<String, Long>> relations, String runId) {
    Map<String, Long> heads = new LinkedHashMap<>();
    for (InsuranceLine line : InsuranceLine.of(family)) {
      heads.put(line.code(), total(relations.getOrDefault(line.code(), Map.of())));
    }
    long linesInCities = 0;
    long peopleInCities = 0;
    for (Places.City city : Places.cities()) {
      linesInCities += lines(sums.get(city.code()));
      peopleInCities += sums.get(city.code()).get(PEOPLE);
    }
    Map<String, Long> everybody = sums.get(CityCounts.PROVINCE);
    List<Long> doubles =
        List.of(
            total(heads) - linesInCities,
            linesInCities - peopleInCities,
            peopleInCities - everybody.get(PEOPLE));
    return steps(CityCounts.PROVINCE, heads, doubles, everybody, runId);
  }

  private List<Row> steps(
      String division,
      Map<String, Long> heads,
      List<Long> doubles,
      Map<String, Long> sums,
      String runId) {
    Map<String, Long> steps = new LinkedHashMap<>();
    heads.forEach((line, people) -> steps.put(LINE + line, people));
    steps.put("same_line" + DOUBLES, -doubles.get(0));
    steps.put("cross_line" + DOUBLES, -doubles.get(1));
    steps.put("cross_city" + DOUBLES, -doubles.get(2));
    LEAVING.forEach(reason -> steps.put(reason, -sums.get(reason)));
    steps.put(ENROLLED_ELSEWHERE, sums.get(ENROLLED_ELSEWHERE));
    List<Row> rows = new ArrayList<>();
    long running = 0;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      running += step.getValue();
      rows.add(
          RowFactory.create(
              day,
              family.name().toLowerCase(Locale.ROOT),
              division,
              rows.size() + 1,
              step.getKey(),
              step.getValue(),
              running,
              runId));
    }
    return rows;
  }

  /** People by line, each line for itself. */
  private long lines(Map<String, Long> sums) {
    return InsuranceLine.of(family).stream().mapToLong(line -> sums.get(line.code())).sum();
  }

  private static long total(Map<String, Long> heads) {
    return heads.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long relationsIn(
      Map<String, Map<String, Long>> relations, InsuranceLine line, String city) {
    return relations.getOrDefault(line.code(), Map.of()).getOrDefault(city, 0L);
  }

  /** People by division, then by condition. */
  private Map<String, Map<String, Long>> sums(PersonGroups groups) {
    Map<String, Predicate<PersonGroup>> conditions = conditions();
    List<String> names = List.copyOf(conditions.keySet());
    Map<String, Map<String, Long>> sums = new HashMap<>();
    groups
        .sums(Basis.ENROLMENT, List.copyOf(conditions.values()))
        .forEach(
            (division, people) -> {
              Map<String, Long> named = new HashMap<>();
              for (int i = 0; i < people.length; i++) {
                named.put(names.get(i), people[i]);
              }
              sums.put(division, named);
            });
    return sums;
  }

  /** Everybody enrolled in a place leaves the bridge by the first reason that fits, or stays. */
  private Map<String, Predicate<PersonGroup>> conditions() {
    Map<String, Predicate<PersonGroup>> conditions = new LinkedHashMap<>();
    InsuranceLine.of(family)
        .forEach(line -> conditions.put(line.code(), group -> group.isEnrolledHere(line)));
    Predicate<PersonGroup> isEnrolled = group -> group.isEnrolledHere(family);
    Predicate<PersonGroup> isDue = group -> group.hasDueBit(dueBit);
    conditions.put(PEOPLE, isEnrolled);
    List<Predicate<PersonGroup>> reasons =
        List.of(
            group -> !group.isIdentified(),
            group -> !group.inRegister(),
            PersonGroup::isDead,
            group -> !group.livesHere(),
            isDue.negate());
    Predicate<PersonGroup> stays = isEnrolled;
    for (int i = 0; i < LEAVING.size(); i++) {
      conditions.put(LEAVING.get(i), stays.and(reasons.get(i)));
      stays = stays.and(reasons.get(i).negate());
    }
    Predicate<PersonGroup> livesHereAndIsDue = isDue.and(PersonGroup::livesHere);
    conditions.put(
        ENROLLED_ELSEWHERE,
        livesHereAndIsDue.and(group -> group.isEnrolled(family)).and(isEnrolled.negate()));
    return conditions;
  }
}
