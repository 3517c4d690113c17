package canbao.jobs.lake;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * A table whose rows are true for a time and known from a time on.
 *
 * <p>Every row has {@code valid_from} (date of the batch from which it holds; null: it came with
 * the first batch and holds for all days before), {@code valid_to} (date of the batch that replaced
 * or ended it), {@code known_from} and {@code known_to} (system dates of the runs that learned of
 * its coming and of its end; null: open). What was known is never overwritten: a change closes one
 * row and opens another.
 *
 * @param key columns that name a thing; at most one row of it is open
 */
public record History(List<String> key) {

  public static final String VALID_FROM = "valid_from";
  public static final String VALID_TO = "valid_to";
  public static final String KNOWN_FROM = "known_from";
  public static final String KNOWN_TO = "known_to";

  /** Rows of one thing with one digest say the same. */
  public static final String DIGEST = "row_digest";

  private static final String OLD_DIGEST = "old_digest";
  private static final String CITY = "city";
  private static final String OP = "op";

  /** A home with the columns of time; tables with a history are cut by source and by openness. */
  public static TableHome timed(TableHome home) {
    return home.column("row_digest BIGINT NOT NULL", "First 8 bytes of the landing digest 行摘要")
        .column("batch DATE NOT NULL", "Batch that the row came with 来源批次")
        .column("file STRING NOT NULL", "Its file 来源文件")
        .column("line_no BIGINT NOT NULL", "Its line 来源行号")
        .column("valid_from DATE", "Batch from which the row holds, none: always 有效起")
        .column("valid_to DATE", "Batch from which it holds no more 有效止")
        .column("known_from DATE NOT NULL", "System date of the run that learned it 知晓起")
        .column("known_to DATE", "System date of the run that replaced it 知晓止")
        .partitionedBy("source", KNOWN_TO)
        .check("closed_rows_have_an_end", "(valid_to IS NULL) = (known_to IS NULL)");
  }

  /** The rows that one write of a source's history replaces: the open ones and those closed now. */
  public static Slice slice(String source, LocalDate known) {
    return Slice.where("source", source)
        .and(Slice.anyOf(Slice.whereNone(KNOWN_TO), Slice.where(KNOWN_TO, known)));
  }

  public static Column isOpen() {
    return col(KNOWN_TO).isNull();
  }

  /** The rows of a source's first batch. */
  public static Dataset<Row> firstRows(Dataset<Row> received, LocalDate known) {
    return received
        .filter(col(OP).notEqual("D"))
        .drop(OP)
        .withColumn(VALID_FROM, lit(null).cast(DataTypes.DateType))
        .withColumn(VALID_TO, lit(null).cast(DataTypes.DateType))
        .withColumn(KNOWN_FROM, lit(known))
        .withColumn(KNOWN_TO, lit(null).cast(DataTypes.DateType));
  }

  /**
   * What a batch changes: one row (key, closes, opens) for each thing whose open row it closes or
   * for which it opens one. Things that it says nothing new of are not in it.
   *
   * @param open open rows of the source
   * @param received rows of the batch, at most one a key, with {@code op} I, U or D
   */
  public Dataset<Row> changes(Dataset<Row> open, Dataset<Row> received, BatchHeader header) {
    Dataset<Row> old = open.select(columns(col(DIGEST).as(OLD_DIGEST), col(CITY).as("old_city")));
    Dataset<Row> now = received.select(columns(col(DIGEST), col(OP)));
    Column isSame = sameKey(old, now);
    Dataset<Row> pairs =
        header.isFull()
            ? old.join(now.hint("shuffle_hash"), isSame, "full_outer")
            : old.join(broadcast(now), isSame, "right");
    Column wasThere = old.col(OLD_DIGEST).isNotNull();
    Column isThere = now.col(DIGEST).isNotNull().and(now.col(OP).notEqual("D"));
    Column saysOther = wasThere.and(isThere).and(old.col(OLD_DIGEST).notEqual(now.col(DIGEST)));
    Column hasGone = wasThere.and(coalesce(isThere, lit(false)).equalTo(lit(false)));
    Column isSpokenFor =
        now.col(DIGEST)
            .isNotNull()
            .or(coalesce(isInScope(old.col("old_city"), header), lit(false)));
    List<Column> result = new ArrayList<>();
    for (String column : key) {
      result.add(coalesce(old.col(column), now.col(column)).as(column));
    }
    result.add(coalesce(saysOther.or(hasGone.and(isSpokenFor)), lit(false)).as("closes"));
    result.add(
        coalesce(isThere.and(wasThere.equalTo(lit(false)).or(saysOther)), lit(false)).as("opens"));
    return pairs.select(result.toArray(Column[]::new)).filter(col("closes").or(col("opens")));
  }

  /** The rows of a source after a batch: open ones, and those closed on {@code known}. */
  public Dataset<Row> after(Dataset<Row> rows, Dataset<Row> received, Change change) {
    Dataset<Row> closing = change.changes().filter(col("closes")).select(columns());
    Dataset<Row> opening = change.changes().filter(col("opens")).select(columns());
    Dataset<Row> open = rows.filter(isOpen());
    Dataset<Row> kept =
        rows.filter(col(KNOWN_TO).isNotNull())
            .unionByName(open.join(closing, sameKey(open, closing), "left_anti"));
    Dataset<Row> closed =
        open.join(closing, sameKey(open, closing), "left_semi")
            .withColumn(VALID_TO, lit(change.batch()))
            .withColumn(KNOWN_TO, lit(change.known()));
    Dataset<Row> opened =
        received
            .join(opening, sameKey(received, opening), "left_semi")
            .drop(OP)
            .withColumn(VALID_FROM, lit(change.batch()))
            .withColumn(VALID_TO, lit(null).cast(DataTypes.DateType))
            .withColumn(KNOWN_FROM, lit(change.known()))
            .withColumn(KNOWN_TO, lit(null).cast(DataTypes.DateType));
    return kept.unionByName(closed).unionByName(opened);
  }

  /**
   * What one batch does to a history.
   *
   * @param changes as {@link History#changes}
   * @param batch its date
   * @param known system date of the run
   */
  public record Change(Dataset<Row> changes, LocalDate batch, LocalDate known) {}

  /**
   * The things that were there on a day, one row each, by all that is known now.
   *
   * <p>What has no date of its own (a state, a place) has the value of the last batch up to the
   * day; the columns named as dated have their newest value, whatever the day.
   *
   * @param dated columns with dated facts and facts of a lifetime
   */
  public Dataset<Row> on(Dataset<Row> rows, LocalDate day, List<String> dated) {
    Column holds =
        coalesce(col(VALID_FROM).leq(lit(day)), lit(true))
            .and(coalesce(col(VALID_TO).gt(lit(day)), lit(true)));
    Column newestFirst =
        row_number()
            .over(
                Window.partitionBy(columns())
                    .orderBy(col(KNOWN_FROM).desc(), col(VALID_FROM).desc_nulls_last()));
    List<Column> newestColumns = new ArrayList<>();
    key.forEach(column -> newestColumns.add(col(column).as("newest_" + column)));
    dated.forEach(column -> newestColumns.add(col(column).as("newest_" + column)));
    Dataset<Row> newest =
        rows.withColumn("age", newestFirst)
            .filter(col("age").equalTo(1))
            .select(newestColumns.toArray(Column[]::new));
    Dataset<Row> present = rows.filter(holds);
    Column isSame =
        key.stream()
            .map(column -> present.col(column).eqNullSafe(newest.col("newest_" + column)))
            .reduce(Column::and)
            .orElseThrow();
    Column[] result =
        Arrays.stream(rows.columns())
            .map(c -> dated.contains(c) ? newest.col("newest_" + c).as(c) : present.col(c))
            .toArray(Column[]::new);
    return present.join(newest, isSame, "inner").select(result);
  }

  private static Column isInScope(Column city, BatchHeader header) {
    return header.coversEverything() ? lit(true) : city.isin(header.cities().toArray());
  }

  private Column sameKey(Dataset<Row> left, Dataset<Row> right) {
    return key.stream()
        .map(column -> left.col(column).eqNullSafe(right.col(column)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private Column[] columns(Column... more) {
    List<Column> columns = new ArrayList<>();
    key.forEach(column -> columns.add(col(column)));
    columns.addAll(List.of(more));
    return columns.toArray(Column[]::new);
  }
}
