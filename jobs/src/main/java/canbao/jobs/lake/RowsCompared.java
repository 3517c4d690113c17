package canbao.jobs.lake;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two tables of any size beside each other, by the hashes of their rows; how often a row stands in
 * a table counts, its place does not. Each is read once, and only if they differ the hashes are put
 * side by side.
 *
 * @param rows of the first table
 * @param otherRows of the second
 * @param alone rows that only the first table has
 * @param otherAlone rows that only the second has
 */
public record RowsCompared(long rows, long otherRows, long alone, long otherAlone) {

  /**
   * Compares.
   *
   * @param others the same columns, in any order
   */
  public static RowsCompared of(Dataset<Row> first, Dataset<Row> others) {
    Dataset<Row> hashes = hashed(first);
    Dataset<Row> otherHashes = hashed(others.select(columns(first)));
    Row fingerprint = fingerprint(hashes);
    Row otherFingerprint = fingerprint(otherHashes);
    long rows = fingerprint.getLong(0);
    long otherRows = otherFingerprint.getLong(0);
    if (fingerprint.equals(otherFingerprint)) {
      return new RowsCompared(rows, otherRows, 0, 0);
    }
    Column more = col("more");
    Row apart =
        hashes
            .withColumn("one", lit(1))
            .unionByName(otherHashes.withColumn("one", lit(-1)))
            .groupBy("hash")
            .agg(sum("one").as("more"))
            .agg(
                coalesce(sum(when(more.gt(0), more)), lit(0L)),
                coalesce(sum(when(more.lt(0), more.unary_$minus())), lit(0L)))
            .head();
    return new RowsCompared(rows, otherRows, apart.getLong(0), apart.getLong(1));
  }

  public boolean areAlike() {
    return alone == 0 && otherAlone == 0;
  }

  private static Row fingerprint(Dataset<Row> hashes) {
    return hashes.agg(count(lit(1)), sum("hash"), bit_xor(col("hash"))).head();
  }

  private static Dataset<Row> hashed(Dataset<Row> rows) {
    // The hash passes over what is null, so a null in one column would look like one in the next.
    Column[] all =
        Stream.of(columns(rows))
            .flatMap(column -> Stream.of(column, column.isNull()))
            .toArray(Column[]::new);
    return rows.select(xxhash64(all).as("hash"));
  }

  private static Column[] columns(Dataset<Row> rows) {
    return Stream.of(rows.columns()).map(Column::new).toArray(Column[]::new);
  }
}
