package canbao.jobs.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are few beside those they are joined with.
 *
 * @param joinHint how they meet them
 */
public record Few(Dataset<Row> rows, String joinHint) {

  /** So many rows are broadcast without thinking: some tens of megabytes. */
  private static final long MOST_TO_BROADCAST = 300_000;

  /**
   * Rows that were counted.
   *
   * @param number how many there are
   */
  public static Few of(Dataset<Row> rows, long number) {
    return new Few(rows, number <= MOST_TO_BROADCAST ? "broadcast" : "shuffle_hash");
  }

  /**
   * In how many parts so many rows can be broadcast one after the other.
   *
   * @param number how many rows there are
   */
  public static int parts(long number) {
    return Math.toIntExact(Math.max(1, (number + MOST_TO_BROADCAST - 1) / MOST_TO_BROADCAST));
  }

  /** Rows that are computed once, to be counted. */
  public static Few of(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    return of(kept, kept.count());
  }

  /** Rows made of these, not many times as many. */
  public Few made(Dataset<Row> others) {
    return new Few(others, joinHint);
  }

  /** As the smaller side of a join. */
  public Dataset<Row> hinted() {
    return rows.hint(joinHint);
  }
}
