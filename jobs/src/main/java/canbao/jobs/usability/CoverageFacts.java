package canbao.jobs.usability;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.Percent;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the numbers of a day tell of the people in a city.
 *
 * @param bridge people by family, division and step
 * @param headline id of the denominator that the headline counts by
 * @param due people due by denominator, family and division
 * @param stale cities whose released numbers are those of an older day
 */
record CoverageFacts(
    Map<String, Map<String, Map<String, Long>>> bridge,
    String headline,
    Map<String, Map<String, Map<String, Long>>> due,
    Set<String> stale) {

  /**
   * Reads them.
   *
   * @param headline id of the denominator
   */
  static CoverageFacts read(Lake lake, LocalDate day, String headline) {
    Slice ofDay = Slice.where("as_of", day);
    Column isCounted = not(col("is_memo")).and(col("basis").notEqual("enrolment"));
    Optional<Dataset<Row>> cells =
        lake.table("coverage.city_coverage", ofDay)
            .map(rows -> rows.filter(isCounted.and(col("due").isNotNull())));
    return new CoverageFacts(
        byThree(
            lake.table("coverage.bridge", ofDay)
                .map(rows -> rows.select("family", "division", "step", "people"))),
        headline,
        byThree(cells.map(rows -> rows.select("denominator", "family", "division", "due"))),
        stale(lake, ofDay));
  }

  /** The fourth column by the other three. */
  private static Map<String, Map<String, Map<String, Long>>> byThree(
      Optional<Dataset<Row>> selected) {
    Map<String, Map<String, Map<String, Long>>> by = new HashMap<>();
    selected.stream()
        .flatMap(rows -> rows.collectAsList().stream())
        .forEach(
            row ->
                by.computeIfAbsent(row.getString(0), one -> new HashMap<>())
                    .computeIfAbsent(row.getString(1), two -> new HashMap<>())
                    .put(row.getString(2), row.getLong(3)));
    return by;
  }

  private static Set<String> stale(Lake lake, Slice ofDay) {
    return lake.table("release.ledger", ofDay).stream()
        .flatMap(
            ledger ->
                ledger
                    .orderBy(col("revision").desc())
                    .limit(1)
                    .select("held_cities")
                    .collectAsList()
                    .stream())
        .flatMap(row -> row.<String>getList(0).stream())
        .collect(Collectors.toSet());
  }

  /** Everybody whom a denominator counts; of its families any. */
  Optional<Long> people(String denominator, String division) {
    return due.getOrDefault(denominator, Map.of()).values().stream()
        .flatMap(byDivision -> Stream.ofNullable(byDivision.get(division)))
        .max(Comparator.naturalOrder());
  }

  /** People enrolled in the division whom the population does not have. */
  Finding unlinked(String family, String division) {
    Map<String, Long> steps =
        bridge.getOrDefault(family, Map.of()).getOrDefault(division, Map.of());
    long people =
        steps.entrySet().stream()
            .filter(step -> step.getKey().startsWith("line_") || step.getKey().endsWith("_doubles"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (people == 0) {
      return Finding.unknown("nobody is enrolled there");
    }
    long unlinked = -steps.get("not_identified") - steps.get("not_in_register");
    return Finding.of(
        Finding.share(unlinked, people),
        String.format(
            Locale.ROOT,
            "%,d of %,d people enrolled are not found in the population (%s)",
            unlinked,
            people,
            Percent.of(unlinked, people)));
  }

  /**
   * People due whose numbers rest on an older release or on late lists.
   *
   * @param late cities whose lists are late
   */
  Finding stale(String family, Set<String> late) {
    Map<String, Long> cities =
        new HashMap<>(due.getOrDefault(headline, Map.of()).getOrDefault(family, Map.of()));
    cities.remove(GateDecision.PROVINCE);
    long all = sum(cities, cities.keySet());
    if (all == 0) {
      return Finding.unknown("nobody is due");
    }
    Set<String> old =
        cities.keySet().stream()
            .filter(city -> stale.contains(city) || late.contains(city))
            .collect(Collectors.toSet());
    long people = sum(cities, old);
    return Finding.of(
        Finding.share(people, all),
        String.format(
            Locale.ROOT,
            "%s of %,d people due live in cities whose numbers rest on fresh data",
            Percent.of(all - people, all),
            all));
  }

  private static long sum(Map<String, Long> people, Set<String> cities) {
    return cities.stream().mapToLong(people::get).sum();
  }
}
