package canbao.jobs.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are few beside those they are joined with: as many as can be counted on go to every
 * task, more of them meet the others by a hash.
 *
 * @param number how many there are, about
 * @param mostToBroadcast of rows as wide as these
 */
public record Few(Dataset<Row> rows, long number, long mostToBroadcast) {

  /** Some tens of megabytes. */
  private static final long ROWS = 300_000;

  /** The same of keys alone. */
  private static final long KEYS = 3_000_000;

  /** Rows that were counted. */
  public static Few of(Dataset<Row> rows, long number) {
    return new Few(rows, number, ROWS);
  }

  /** Rows that are computed once, to be counted. */
  public static Few of(Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    return of(kept, kept.count());
  }

  /** Rows made of these, not many times as many. */
  public Few made(Dataset<Row> others) {
    return new Few(others, number, mostToBroadcast);
  }

  /** Keys out of these, and no more to a row. */
  public Few keys(Dataset<Row> keys) {
    return new Few(keys, number, KEYS);
  }

  /** The same, to be broadcast however many they are: who says so has looked at their number. */
  public Few inMemory() {
    return new Few(rows, number, Long.MAX_VALUE);
  }

  /** As the smaller side of a join. */
  public Dataset<Row> hinted() {
    return rows.hint(number <= mostToBroadcast ? "broadcast" : "shuffle_hash");
  }
}
