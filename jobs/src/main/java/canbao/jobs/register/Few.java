package canbao.jobs.register;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that are few beside those they are joined with.
 *
 * @param joinHint how they meet them
 */
record Few(Dataset<Row> rows, String joinHint) {

  /** So many rows are broadcast without thinking: some tens of megabytes. */
  private static final long MOST_TO_BROADCAST = 300_000;

  /**
   * @param number how many there are
   */
  static Few of(Dataset<Row> rows, long number) {
    return new Few(rows, number <= MOST_TO_BROADCAST ? "broadcast" : "shuffle_hash");
  }

  /** Rows made of these, not many times as many. */
  Few made(Dataset<Row> others) {
    return new Few(others, joinHint);
  }

  /** As the smaller side of a join. */
  Dataset<Row> hinted() {
    return rows.hint(joinHint);
  }
}
