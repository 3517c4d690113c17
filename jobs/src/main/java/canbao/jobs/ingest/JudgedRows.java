package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.quality.RowRules;
import canbao.jobs.source.SourceRows;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Every row of a batch with its judgement and none of its text.
 *
 * <p>Columns: file_no, line_no (where the row stands), division (its city or null), op, key_empty,
 * violations and applicable (as {@link RowRules} gives them), verdict ({@code accepted}, {@code
 * rejected}, {@code duplicate}) and is_contested (another, different row of the batch has its key,
 * and neither is rejected for that).
 */
final class JudgedRows {

  static final String ACCEPTED = "accepted";
  static final String REJECTED = "rejected";
  static final String DUPLICATE = "duplicate";

  private static final String[] KEY = {"key_1", "key_2"};

  private final SourceRows source;
  private final RowRules rules;
  private final boolean rejectsConflicts;

  /**
   * @param rejectsConflicts whether two different rows with one key are both rejected
   */
  JudgedRows(SourceRows source, RowRules rules, boolean rejectsConflicts) {
    this.source = source;
    this.rules = rules;
    this.rejectsConflicts = rejectsConflicts;
  }

  /**
   * One narrow row for each raw one, judged by all that can be seen in it alone; with hashes of its
   * key and content.
   */
  Dataset<Row> alone(Dataset<Row> rawRows) {
    Column content = xxhash64(texts(source.content()));
    Column key = source.keyText();
    Column[] read =
        Stream.concat(
                Stream.of(
                    col(ReadRequest.FILE_NO),
                    col(ReadRequest.LINE_NO),
                    // 128 bits: the keys of a batch of any size do not meet by chance.
                    when(source.keyIsEmpty(), content).otherwise(xxhash64(key)).as(KEY[0]),
                    when(source.keyIsEmpty(), lit(0L)).otherwise(xxhash64(lit(1), key)).as(KEY[1]),
                    content.as("content"),
                    lit(false).as("has_conflicting_twin")),
                source.readColumns().stream())
            .toArray(Column[]::new);
    return rawRows
        .select(read)
        .select(
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            col(KEY[0]),
            col(KEY[1]),
            col("content"),
            col("city").as("division"),
            col("op"),
            col("key_empty"),
            rules.violations().as("violations"),
            rules.applicable().as("applicable"));
  }

  /** Keys that more than one row of the batch has: few. */
  static Dataset<Row> sharedKeys(Dataset<Row> alone) {
    return alone
        .groupBy(KEY[0], KEY[1])
        .agg(count(lit(1)).as("rows"))
        .filter(col("rows").gt(1))
        .drop("rows");
  }

  /**
   * The rows that share their key, with what follows from that: is_duplicate, has_conflicting_twin.
   * Of identical rows the first in file and line order stands for all.
   */
  static Dataset<Row> twins(Dataset<Row> alone, Dataset<Row> sharedKeys) {
    Column first =
        row_number()
            .over(
                Window.partitionBy(KEY[0], KEY[1], "content")
                    .orderBy(ReadRequest.FILE_NO, ReadRequest.LINE_NO));
    var sameKey = Window.partitionBy(KEY[0], KEY[1]);
    Column differs = min("content").over(sameKey).notEqual(max("content").over(sameKey));
    return alone
        .join(sharedKeys, KEY, "left_semi")
        .select(
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            first.gt(1).as("is_duplicate"),
            differs.as("has_conflicting_twin"));
  }

  /** The full judgement where no two rows share a key. */
  Dataset<Row> judged(Dataset<Row> alone) {
    return judgedTogether(
        alone.withColumn("is_duplicate", lit(false)).withColumn("conflicts", lit(false)));
  }

  /**
   * The full judgement.
   *
   * @param twins as {@link #twins}; a row stands in it at most once
   */
  Dataset<Row> judged(Dataset<Row> alone, Dataset<Row> twins) {
    Column isDuplicate = coalesce(col("is_duplicate"), lit(false));
    Column conflicts = coalesce(col("has_conflicting_twin"), lit(false));
    return judgedTogether(
        alone
            .join(twins, position(), "left")
            .withColumn("is_duplicate", isDuplicate)
            .withColumn("conflicts", conflicts));
  }

  private Dataset<Row> judgedTogether(Dataset<Row> rows) {
    long conflictBit = rejectsConflicts ? rules.conflicting() : 0L;
    Column violations =
        when(col("conflicts"), col("violations").bitwiseOR(conflictBit))
            .otherwise(col("violations"));
    Column isRejected = violations.bitwiseAND(rules.rejecting()).notEqual(0L);
    return rows.select(
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            col("division"),
            col("op"),
            col("key_empty"),
            violations.as("violations"),
            col("applicable"),
            when(col("is_duplicate"), DUPLICATE)
                .when(isRejected, REJECTED)
                .otherwise(ACCEPTED)
                .as("verdict"),
            (rejectsConflicts ? lit(false) : col("conflicts")).as("is_contested"));
  }

  /** The columns that say where a row stands. */
  static String[] position() {
    return new String[] {ReadRequest.FILE_NO, ReadRequest.LINE_NO};
  }

  private static Column[] texts(List<Column> columns) {
    return columns.stream().map(text -> coalesce(text, lit(""))).toArray(Column[]::new);
  }
}
