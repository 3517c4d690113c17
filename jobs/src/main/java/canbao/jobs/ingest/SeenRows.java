package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.quality.Kind;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.Uniqueness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What rows are seen to break besides other rows of their batch: keys that should be there once.
 */
final class SeenRows {

  /** ARRAY of BIGINT: a hash of each key that should be there once, NULL where it is not given. */
  static final String HASHES = "hashes";

  /** BIGINT: bits of the rules that a row breaks. */
  static final String BROKEN = "broken";

  private static final int NO_RULE = -1;

  private SeenRows() {}

  /** The hashes of a batch's rows; the place of a hash is that of its rule among those. */
  static Column hashes(BatchIntake batch, JudgedRows.Width width) {
    List<Column> hashes = new ArrayList<>();
    for (Rule rule : once(batch).values()) {
      hashes.add(hash(batch, hashes.size(), rule));
    }
    while (hashes.size() < width.hashes()) {
      hashes.add(lit(null).cast("bigint"));
    }
    return hashes.isEmpty() ? array().cast("array<bigint>") : array(hashes.toArray(Column[]::new));
  }

  static Map<Long, Rule> once(BatchIntake batch) {
    return batch.rules().ofKind(Kind.Name.UNIQUENESS);
  }

  /** 64 bits: of a hundred million rows less than one is taken for another by chance. */
  private static Column hash(BatchIntake batch, int place, Rule rule) {
    List<String> key = ((Uniqueness) rule.kind()).key();
    Column isGiven =
        key.stream()
            .map(column -> col("`" + column + "`").isNotNull())
            .reduce(Column::and)
            .orElseThrow();
    Column applies = rule.appliesTo().map(condition -> expr(condition)).orElse(lit(true));
    Column[] parts =
        Stream.concat(
                Stream.of(lit(batch.number()), lit(place)),
                key.stream().map(column -> col("`" + column + "`")))
            .toArray(Column[]::new);
    return when(applies.and(isGiven), xxhash64(parts));
  }

  /** The rows beyond the first of a key, columns as {@link JudgedRows#twins}. */
  static Dataset<Row> repeats(
      Dataset<Row> alone, Dataset<Row> sharedKeys, List<BatchIntake> batches) {
    String[] position = JudgedRows.position();
    WindowSpec sameKey = Window.partitionBy("hash").orderBy(position[0], position[1], position[2]);
    return alone
        .select(col(position[0]), col(position[1]), col(position[2]), posexplode(col(HASHES)))
        .withColumnRenamed("col", "hash")
        .join(sharedKeys, col("hash").equalTo(col(JudgedRows.SHARED_HASH)), "left_semi")
        .withColumn("place", row_number().over(sameKey))
        .filter(col("place").gt(1))
        .select(
            col(position[0]),
            col(position[1]),
            col(position[2]),
            lit(false).as("is_duplicate"),
            lit(false).as("conflicts"),
            bit(batches).as(BROKEN));
  }

  /** Of the rule whose hash stands in a place. */
  private static Column bit(List<BatchIntake> batches) {
    Column bit = when(lit(false), lit(0L));
    for (BatchIntake batch : batches) {
      int place = NO_RULE;
      for (long ofRule : once(batch).keySet()) {
        place++;
        Column isThis =
            col(JudgedRows.BATCH_NO).equalTo(batch.number()).and(col("pos").equalTo(place));
        bit = bit.when(isThis, lit(ofRule));
      }
    }
    return bit.otherwise(lit(0L));
  }

  /** One row for each that was seen, with all that was. */
  static Dataset<Row> together(Dataset<Row> seen) {
    String[] position = JudgedRows.position();
    return seen.groupBy(position[0], position[1], position[2])
        .agg(
            max("is_duplicate").as("is_duplicate"),
            max("conflicts").as("conflicts"),
            bit_or(col(BROKEN)).as(BROKEN));
  }
}
