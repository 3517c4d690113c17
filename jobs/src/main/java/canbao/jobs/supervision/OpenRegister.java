package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.LiveOn;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of the register that are in force now, as a newest night sees them.
 *
 * <p>{@code person_key} is who a row counts for: somebody whose number is wrong and who is linked
 * for certain is the person of the population. {@code row_key} is the key of the row itself, {@code
 * is_known} whether it takes effect: by a valid number or a certain link.
 *
 * @param day the day that is spoken about; no batch after it was taken
 */
record OpenRegister(Lake lake, LocalDate day) {

  private static final Column LINKED = col("to_key");

  /** People of the population; nobody is linked. */
  Dataset<Row> persons() {
    return open("register.person");
  }

  Dataset<Row> statuses() {
    return linked(open("register.status"));
  }

  /** A province may have no list of groups. */
  Optional<Dataset<Row>> groupMembers() {
    return table("register.group_member").map(this::linked);
  }

  /** A province may have no list of benefits. */
  Optional<Dataset<Row>> benefits() {
    return table("register.benefit").map(this::linked);
  }

  /** Relations, with {@code is_live}. The pool may be anywhere. */
  Dataset<Row> relations() {
    return linked(open("register.enrolment")).withColumn("is_live", new LiveOn(day).isLive());
  }

  /** Whether a spell of a status or group holds on the day. */
  Column holds() {
    return coalesce(col("from_date").leq(lit(day)), lit(true))
        .and(coalesce(col("to_date").geq(lit(day)), lit(true)));
  }

  /** Links that were found, one row a person outside the population; to_key may be null. */
  Dataset<Row> links() {
    return open("register.link");
  }

  /** The rows of a table of the register that are in force. */
  Optional<Dataset<Row>> table(String table) {
    return lake.table(table, Slice.whereNone(History.KNOWN_TO));
  }

  private Dataset<Row> open(String table) {
    return table(table).orElseThrow(() -> new IllegalStateException(table + " was never written"));
  }

  /** Whom rows of somebody outside the population count for: from_key, to_key. */
  Dataset<Row> certainLinks() {
    return links().filter(col("certainty").equalTo("certain")).select("from_key", "to_key");
  }

  private Dataset<Row> linked(Dataset<Row> rows) {
    Stream<Column> others =
        Arrays.stream(rows.columns())
            .filter(name -> !name.equals("person_key"))
            .map(name -> rows.col(name));
    Stream<Column> keys =
        Stream.of(
            coalesce(LINKED, rows.col("person_key")).as("person_key"),
            rows.col("person_key").as("row_key"),
            col("certainty").equalTo("exact").or(LINKED.isNotNull()).as("is_known"));
    return rows.join(
            broadcast(certainLinks()),
            rows.col("person_key").equalTo(col("from_key")),
            "left_outer")
        .select(Stream.concat(keys, others).toArray(Column[]::new));
  }
}
