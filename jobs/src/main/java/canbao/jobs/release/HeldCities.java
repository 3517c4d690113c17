package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts the last released rows of held cities in place of the night's.
 *
 * <p>A held city goes back to the last release up to the day in which the gate let it through, with
 * all its tables to the same one. A release that only repeated the city's rows is passed over, so
 * one that runs again finds what the first found. Of the bridge nothing is repeated but where it
 * ended ({@link HeldStep}).
 *
 * <p>That release may be an earlier one of the day itself, when the gate let the city through at
 * first and holds it in a later run. What was published of the city stands, and is stale all the
 * same, with the day itself in {@code stale_since}: the numbers are about the day, but they rest on
 * other rows than the cities' beside them, and the gate has refused the newer ones.
 *
 * <p>Repeated rows have the {@code as_of} of the release that they stand in, and the {@code run_id}
 * of the run that made them. The mark is in {@code city_coverage} alone ({@code state}, {@code
 * stale_since}); a bridge is joined with it by release, division and family. A city that was never
 * let through has rows without numbers in {@code city_coverage}, a bridge that ends at nobody, and
 * no rows in the others; a held one has no row in {@code change}, because its numbers have not
 * moved. The province is never among the held: its rows are the night's, with every city in them.
 */
final class HeldCities {

  private static final String FOSHAN = "440600";
  private static final String SHUNDE = "440606";

  private final LocalDate day;
  private final List<String> divisions = new ArrayList<>();
  private final Map<String, String> releaseByDivision = new LinkedHashMap<>();

  /**
   * @param cities that the gate holds on the day
   */
  HeldCities(List<String> cities, LocalDate day, Ledger ledger) {
    this.day = day;
    for (String city : cities) {
      Optional<Ledger.Entry> last = ledger.lastWith(city, day);
      for (String division : withMemoDistrict(city)) {
        divisions.add(division);
        last.ifPresent(release -> releaseByDivision.put(division, release.releaseId()));
      }
    }
  }

  /** A day on which the gate has let all cities through. */
  static HeldCities none(LocalDate day) {
    return new HeldCities(List.of(), day, new Ledger(List.of()));
  }

  /** The day that is released. */
  LocalDate day() {
    return day;
  }

  /** The releases that the cities go back to. */
  List<String> releases() {
    return releaseByDivision.values().stream().distinct().toList();
  }

  /** A held city with the release that its numbers are of. */
  String described(String city) {
    return "%s (%s)".formatted(city, releaseByDivision.getOrDefault(city, "never released"));
  }

  /** The releases that the cities go back to, as a slice of any table's copy. */
  Slice released() {
    return Slice.anyOf(
        releases().stream().map(release -> Slice.where("release_id", release)).toList());
  }

  /**
   * The rows to publish of a table.
   *
   * @param computed the table's rows of the day
   * @param released rows of the table's copy, at least {@link #released()}, if there is one
   */
  Dataset<Row> published(
      ResultTable table, Dataset<Row> computed, Optional<Dataset<Row>> released) {
    Column isHeld = table.gated().isin(divisions.toArray());
    Dataset<Row> last =
        released
            .map(rows -> rows.filter(isLastReleased(table.gated())).drop("release_id"))
            .orElseGet(() -> computed.filter(lit(false)));
    if (table == ResultTable.BRIDGE) {
      return HeldStep.behind(computed, isHeld, last);
    }
    if (divisions.isEmpty()) {
      return computed;
    }
    Dataset<Row> fresh = computed.filter(not(isHeld));
    return switch (table) {
      case CITY_COVERAGE -> withRepeated(fresh, StaleCoverage.rows(computed.filter(isHeld), last));
      case GROUP_COVERAGE, FLOW -> withRepeated(fresh, last);
      case CHANGE, BRIDGE -> fresh;
    };
  }

  private Dataset<Row> withRepeated(Dataset<Row> fresh, Dataset<Row> repeated) {
    return fresh.unionByName(repeated.withColumn("as_of", lit(day)));
  }

  private Column isLastReleased(Column division) {
    return releaseByDivision.entrySet().stream()
        .map(
            last -> division.equalTo(last.getKey()).and(col("release_id").equalTo(last.getValue())))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  /** The divisions whose rows are not the night's if some cities are held. */
  static List<String> divisions(List<String> cities) {
    return cities.stream().flatMap(city -> withMemoDistrict(city).stream()).toList();
  }

  private static List<String> withMemoDistrict(String city) {
    return city.equals(FOSHAN) ? List.of(FOSHAN, SHUNDE) : List.of(city);
  }
}
