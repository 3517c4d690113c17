package canbao.jobs.province;

import static java.util.stream.Collectors.toMap;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * What one night has left: rows of its tables and of its release, as they were at its end.
 *
 * @param known system date by which it was counted
 * @param held cities that the gate has held
 * @param computed rows of the day, by qualified name of their table
 * @param released rows of the release, likewise
 */
record Night(
    LocalDate day,
    LocalDate known,
    String releaseId,
    List<String> held,
    Map<String, List<Row>> computed,
    Map<String, List<Row>> released) {

  private static final List<String> COMPUTED =
      List.of(
          "coverage.person_state",
          "coverage.city_coverage",
          "coverage.bridge",
          "coverage.group_coverage",
          "coverage.flow",
          "coverage.published_bridge",
          "coverage.numerator");

  static final String CHANGE = "coverage.change";

  static final List<String> RELEASED =
      List.of(
          "coverage.city_coverage",
          "coverage.bridge",
          "coverage.group_coverage",
          "coverage.flow",
          CHANGE);

  static Night read(
      Lake lake, LocalDate day, LocalDate known, String releaseId, List<String> held) {
    Map<String, List<Row>> computed = rows(COMPUTED, name -> name, lake, Slice.where("as_of", day));
    computed.put(CHANGE, rows(lake, CHANGE, Slice.where("to_as_of", day)));
    return new Night(
        day,
        known,
        releaseId,
        held,
        computed,
        rows(RELEASED, Night::copy, lake, Slice.where("release_id", releaseId)));
  }

  static Map<String, List<Row>> rows(
      List<String> tables, Function<String, String> name, Lake lake, Slice slice) {
    return tables.stream()
        .map(name)
        .collect(toMap(table -> table, table -> rows(lake, table, slice)));
  }

  static List<Row> rows(Lake lake, String table, Slice slice) {
    return lake.table(table, slice).map(rows -> rows.collectAsList()).orElse(List.of());
  }

  /** Whether a table's rows of the day are among them. */
  static boolean isRead(String table) {
    return COMPUTED.contains(table) || table.equals(CHANGE);
  }

  /** The name of a table's copy in releases. */
  static String copy(String table) {
    return table.replace("coverage.", "release.");
  }

  List<Row> people() {
    return of("coverage.person_state");
  }

  List<Row> cities() {
    return of("coverage.city_coverage");
  }

  /** Rows of a table, or of its copy in the release. */
  List<Row> of(String table) {
    return table.startsWith("release.") ? released.get(table) : computed.get(table);
  }
}
