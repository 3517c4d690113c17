package canbao.jobs.supervision;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are few beside those they are joined with, computed once.
 *
 * @param rows the rows
 * @param joinHint how they meet the many
 */
record Few(Dataset<Row> rows, String joinHint) {

  /** So many rows are broadcast without thinking: some tens of megabytes. */
  private static final long MOST_TO_BROADCAST = 300_000;

  static Few of(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    return new Few(kept, kept.count() <= MOST_TO_BROADCAST ? "broadcast" : "shuffle_hash");
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
