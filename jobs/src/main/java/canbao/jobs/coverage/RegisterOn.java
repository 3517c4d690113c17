package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The register's tables as they stand for one day, by all that is known now. */
record RegisterOn(Lake lake, LocalDate day) {

  Dataset<Row> persons() {
    return on(
        "register.person", List.of("source", "person_key"), List.of("death_date", "birth", "sex"));
  }

  Dataset<Row> enrolments() {
    return on(
        "register.enrolment",
        List.of("source", "relation_id"),
        List.of("start_date", "end_date", "insurance_year"));
  }

  Dataset<Row> statuses() {
    return on(
        "register.status",
        List.of("source", "person_key", "kind", "from_date"),
        List.of("to_date"));
  }

  /** Published figures; a province may have none. */
  Optional<Dataset<Row>> statistics() {
    String table = "register.statistic";
    return lake.table(table).isEmpty()
        ? Optional.empty()
        : Optional.of(
            on(
                table,
                List.of("source", "code", "division", "year", "edition"),
                List.of("value", "unit")));
  }

  private Dataset<Row> on(String table, List<String> key, List<String> dated) {
    Dataset<Row> rows =
        lake.table(table)
            .orElseThrow(() -> new IllegalStateException("Nothing was written to " + table));
    return isNewest() ? rows.filter(History.isOpen()) : new History(key).on(rows, day, dated);
  }

  /** Whether the register holds no batch after the day: then the open rows are the day's. */
  private boolean isNewest() {
    return lake.table("register.applied")
        .orElseThrow(() -> new IllegalStateException("The register was never written"))
        .filter(col("batch").gt(lit(day)))
        .isEmpty();
  }
}
