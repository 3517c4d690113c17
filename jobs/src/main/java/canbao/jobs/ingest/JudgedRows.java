package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.quality.MeasuredColumns;
import canbao.jobs.quality.PortionColumns;
import canbao.jobs.quality.RowRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Every row of the batches of a day with its judgement and none of its text.
 *
 * <p>Columns: batch_no, file_no, line_no (where the row stands), division (its city or null), op,
 * key_empty, violations and applicable (as {@link RowRules} gives them), verdict ({@code accepted},
 * {@code rejected}, {@code duplicate}) and is_contested (another, different row of the batch has
 * its key, and neither is rejected for that); what is measured ({@link MeasuredColumns}); and what
 * rules need that judge rows together: unknown, states, cells and amount_0 … as {@link
 * PortionColumns} gives them.
 */
final class JudgedRows {

  static final String ACCEPTED = "accepted";
  static final String REJECTED = "rejected";
  static final String DUPLICATE = "duplicate";

  static final String BATCH_NO = "batch_no";
  static final String UNKNOWN = "unknown";
  static final String STATES = "states";
  static final String CELLS = "cells";
  static final String AMOUNT = "amount_";

  private static final String[] KEY = {BATCH_NO, "key_1", "key_2"};

  /** Two keys may have the same; which rows share a key is told by the key itself. */
  private static final Column KEY_HASH = xxhash64(columns(KEY));

  static final String SHARED_HASH = "shared_hash";
  private static final String[] POSITION = {BATCH_NO, ReadRequest.FILE_NO, ReadRequest.LINE_NO};

  private JudgedRows() {}

  /**
   * One narrow row for each raw one of a batch, judged by all that can be seen in it alone; with
   * hashes of its key and content, and what its source makes of rows that conflict.
   *
   * @param rejectsConflicts whether two different rows with one key are both rejected
   * @param width how many hashes and amounts a row has in any batch of the day
   */
  static Dataset<Row> alone(BatchIntake batch, boolean rejectsConflicts, Width width) {
    RowRules rules = batch.rules();
    PortionColumns portions = batch.portionColumns();
    List<Column> more = new ArrayList<>(batch.measured().columns(width.numbers()));
    more.add(rules.unknown().as(UNKNOWN));
    more.add(portions.states().as(STATES));
    more.add(portions.cells().as(CELLS));
    List<Column> amounts = portions.amounts(width.amounts());
    for (int i = 0; i < width.amounts(); i++) {
      more.add(amounts.get(i).as(AMOUNT + i));
    }
    more.add(SeenRows.hashes(batch, width).as(SeenRows.HASHES));
    if (width.hasPeople()) {
      more.add(Partners.personHash().as(Partners.PERSON));
    }
    Column key = col("key_text");
    Column content = xxhash64(col("content_text"));
    return batch
        .sourceRows()
        .readForRules(
            batch.rawRows(),
            List.of(col(ReadRequest.FILE_NO), col(ReadRequest.LINE_NO)),
            List.of("key_text", "content_text"))
        .select(
            with(
                more,
                lit(batch.number()).as(BATCH_NO),
                col(ReadRequest.FILE_NO),
                col(ReadRequest.LINE_NO),
                // 128 bits: the keys of a batch of any size do not meet by chance.
                when(col("key_empty"), content).otherwise(xxhash64(key)).as(KEY[1]),
                when(col("key_empty"), lit(0L)).otherwise(xxhash64(lit(1), key)).as(KEY[2]),
                content.as("content"),
                col("city").as("division"),
                col("op"),
                col("key_empty"),
                rules.violations().as("violations"),
                rules.applicable().as("applicable"),
                lit(rules.rejecting()).as("rejecting"),
                lit(rejectsConflicts ? rules.conflicting() : 0L).as("conflicting")));
  }

  /** How many hashes, amounts and measured numbers a row has, and whether it has its person's. */
  record Width(int hashes, int amounts, int numbers, boolean hasPeople) {}

  private static Column[] with(List<Column> more, Column... columns) {
    return Stream.concat(Stream.of(columns), more.stream()).toArray(Column[]::new);
  }

  /** Hashes of the keys that more than one row of a batch has, and hardly any other: few. */
  static Dataset<Row> sharedKeys(Dataset<Row> alone, Width width) {
    Dataset<Row> hashes =
        width.hashes() == 0
            ? alone.select(KEY_HASH)
            : alone
                .select(explode(concat(array(KEY_HASH), col(SeenRows.HASHES))).as("hash"))
                .filter(col("hash").isNotNull());
    return RepeatedNumbers.in(hashes.as(Encoders.LONG())).toDF(SHARED_HASH);
  }

  /**
   * The rows that share their key, with what follows from that: is_duplicate, conflicts. Of
   * identical rows the first in file and line order stands for all.
   */
  static Dataset<Row> twins(Dataset<Row> alone, Dataset<Row> sharedKeys) {
    WindowSpec sameKey = Window.partitionBy(columns(KEY));
    WindowSpec sameContent = Window.partitionBy(columns(KEY[0], KEY[1], KEY[2], "content"));
    Column place = row_number().over(sameContent.orderBy(ReadRequest.FILE_NO, ReadRequest.LINE_NO));
    Column differs = min("content").over(sameKey).notEqual(max("content").over(sameKey));
    return alone
        .join(sharedKeys, KEY_HASH.equalTo(col(SHARED_HASH)), "left_semi")
        .select(
            col(BATCH_NO),
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            place.gt(1).as("is_duplicate"),
            differs.as("conflicts"),
            lit(0L).as(SeenRows.BROKEN));
  }

  /** The full judgement where no two rows share a key. */
  static Dataset<Row> judged(Dataset<Row> alone) {
    return judgedTogether(
        alone
            .withColumn("is_duplicate", lit(false))
            .withColumn("conflicts", lit(false))
            .withColumn(SeenRows.BROKEN, lit(0L)));
  }

  /**
   * The full judgement.
   *
   * @param twins as {@link #twins}, with what else a row is seen to break besides others; a row
   *     stands in it at most once
   */
  static Dataset<Row> judged(Dataset<Row> alone, Dataset<Row> twins) {
    return judgedTogether(
        alone
            .join(twins, position(), "left")
            .withColumn("is_duplicate", coalesce(col("is_duplicate"), lit(false)))
            .withColumn("conflicts", coalesce(col("conflicts"), lit(false)))
            .withColumn(SeenRows.BROKEN, coalesce(col(SeenRows.BROKEN), lit(0L))));
  }

  /** The columns that say where a row stands. */
  static String[] position() {
    return POSITION.clone();
  }

  private static Dataset<Row> judgedTogether(Dataset<Row> rows) {
    Column alone = col("violations").bitwiseOR(col(SeenRows.BROKEN));
    Column violations =
        when(col("conflicts"), alone.bitwiseOR(col("conflicting"))).otherwise(alone);
    Column isRejected = violations.bitwiseAND(col("rejecting")).notEqual(0L);
    List<Column> beside =
        Stream.of(rows.columns()).filter(JudgedRows::isBeside).map(name -> col(name)).toList();
    return rows.select(
        with(
            beside,
            col(BATCH_NO),
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
            col("conflicts").and(col("conflicting").equalTo(0L)).as("is_contested")));
  }

  /** Whether a column is only there for what is measured, or for rules that judge rows together. */
  static boolean isBeside(String column) {
    return MeasuredColumns.isOne(column)
        || List.of(UNKNOWN, STATES, CELLS).contains(column)
        || column.startsWith(AMOUNT);
  }

  private static Column[] columns(String... names) {
    return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
  }
}
