package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The register's tables as they stand for one day, by all that is known now.
 *
 * @param isNewest whether the register holds no batch after the day: then the open rows are the
 *     day's
 */
record RegisterOn(Lake lake, LocalDate day, boolean isNewest) {

  /** The register as it is now. */
  static RegisterOn of(Lake lake, LocalDate day) {
    Dataset<Row> later =
        lake.table("register.applied", Slice.after("batch", day)).orElseThrow(RegisterOn::nothing);
    return new RegisterOn(lake, day, later.isEmpty());
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
    return lake.table("register.link", Slice.whereNone(History.KNOWN_TO))
        .orElseThrow(RegisterOn::nothing)
        .filter(col("to_key").isNotNull())
        .select("from_key", "to_key", "certainty");
  }

  private Optional<Dataset<Row>> on(String table, List<String> key, List<String> dated) {
    return isNewest
        ? lake.table(table, Slice.whereNone(History.KNOWN_TO))
        : lake.table(table).map(rows -> new History(key).on(rows, day, dated));
  }

  private static IllegalStateException nothing() {
    return new IllegalStateException("A table of the register was never written");
  }
}
