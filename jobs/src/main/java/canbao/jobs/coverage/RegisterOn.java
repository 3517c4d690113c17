package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The register's tables as they stand for one day, by what was known on a system date.
 *
 * @param known the system date; what was learned later does not count
 * @param isNewest whether no batch after the day was known: then the rows open on the date are the
 *     day's
 * @param isNow whether nothing was learned after the date
 */
record RegisterOn(Lake lake, LocalDate day, LocalDate known, boolean isNewest, boolean isNow) {

  /** The register of a day, by what was known on a system date. */
  static RegisterOn of(Lake lake, LocalDate day, LocalDate known) {
    List<Row> applied =
        lake.table("register.applied")
            .orElseThrow(RegisterOn::nothing)
            .select(col("batch").gt(lit(day)), col("known_on").gt(lit(known)))
            .collectAsList();
    boolean isNewest = applied.stream().noneMatch(row -> row.getBoolean(0) && !row.getBoolean(1));
    boolean isNow = applied.stream().noneMatch(row -> row.getBoolean(1));
    return new RegisterOn(lake, day, known, isNewest, isNow);
  }

  Dataset<Row> persons() {
    return on(
            "register.person",
            List.of("source", "person_key"),
            List.of("death_date", "birth", "sex"))
        .orElseThrow(RegisterOn::nothing);
  }

  Dataset<Row> enrolments() {
    return on(
            "register.enrolment",
            List.of("source", "relation_id"),
            List.of("start_date", "end_date", "insurance_year"))
        .orElseThrow(RegisterOn::nothing);
  }

  Dataset<Row> statuses() {
    return on(
            "register.status",
            List.of("source", "person_key", "kind", "from_date"),
            List.of("to_date"))
        .orElseThrow(RegisterOn::nothing);
  }

  /** Published figures; a province may have none. */
  Optional<Dataset<Row>> statistics() {
    return on(
        "register.statistic",
        List.of("source", "code", "division", "year", "edition"),
        List.of("value", "unit"));
  }

  /**
   * Who those outside the population are, as far as it is found: from_key, to_key and certainty,
   * certain or probable. Who somebody is counts for every day.
   */
  Dataset<Row> links() {
    return lake.table("register.link", open())
        .orElseThrow(RegisterOn::nothing)
        .filter(History.wasOpenOn(known))
        .filter(col("to_key").isNotNull())
        .select("from_key", "to_key", "certainty");
  }

  private Optional<Dataset<Row>> on(String table, List<String> key, List<String> dated) {
    Optional<Dataset<Row>> rows = isNewest ? lake.table(table, open()) : lake.table(table);
    Optional<Dataset<Row>> asKnown = isNow ? rows : rows.map(all -> History.asKnown(all, known));
    return isNewest
        ? asKnown.map(all -> all.filter(History.isOpen()))
        : asKnown.map(all -> new History(key).on(all, day, dated));
  }

  private Slice open() {
    return isNow ? Slice.whereNone(History.KNOWN_TO) : History.openOn(known);
  }

  private static IllegalStateException nothing() {
    return new IllegalStateException("A table of the register was never written");
  }
}
