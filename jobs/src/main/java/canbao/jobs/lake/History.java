package canbao.jobs.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

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

  /** Rows that were open at the end of a system date. */
  public static Column wasOpenOn(LocalDate known) {
    Column wasClosed = coalesce(col(KNOWN_TO).leq(lit(known)), lit(false));
    return col(KNOWN_FROM).leq(lit(known)).and(not(wasClosed));
  }

  /** The rows that {@link #asKnown} needs, by their partitions; others may be among them. */
  public static Slice openOn(LocalDate known) {
    return Slice.anyOf(Slice.whereNone(KNOWN_TO), Slice.after(KNOWN_TO, known));
  }

  /** The rows as they were at the end of a system date: what was learned later is not there. */
  public static Dataset<Row> asKnown(Dataset<Row> rows, LocalDate known) {
    Column wasClosed = col(KNOWN_TO).leq(lit(known));
    return rows.filter(col(KNOWN_FROM).leq(lit(known)))
        .withColumn(VALID_TO, when(wasClosed, col(VALID_TO)))
        .withColumn(KNOWN_TO, when(wasClosed, col(KNOWN_TO)));
  }

  /**
   * The things that were there on a day, one row each, by all that the rows know.
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
    WindowSpec newestFirst =
        Window.partitionBy(columns())
            .orderBy(col(KNOWN_FROM).desc(), col(VALID_FROM).desc_nulls_last());
    Column[] result =
        Arrays.stream(rows.columns())
            .map(name -> dated.contains(name) ? first(name).over(newestFirst).as(name) : col(name))
            .toArray(Column[]::new);
    return rows.select(result).filter(holds);
  }

  private Column[] columns() {
    return key.stream().map(Column::new).toArray(Column[]::new);
  }
}
