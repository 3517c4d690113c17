package canbao.jobs.lake;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
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
 * <p>A batch that comes late adds rows for days gone by that count before those learned earlier,
 * also such that say that a thing was not there. Most of them have their end when they come; so a
 * reader of the newest day, who needs open rows alone, never meets them.
 *
 * @param key columns that name a thing; at most one row of it is open
 */
public record History(List<String> key) {

  public static final String VALID_FROM = "valid_from";
  public static final String VALID_TO = "valid_to";
  public static final String KNOWN_FROM = "known_from";
  public static final String KNOWN_TO = "known_to";

  /** Of rows learned on one day the higher one counts. */
  public static final String CORRECTION = "correction";

  /** Whether a row says that the thing was not there; its text is what it was last. */
  public static final String IS_ABSENT = "is_absent";

  /** Rows of one thing with one digest say the same. */
  public static final String DIGEST = "row_digest";

  /** Of a row of {@link #during}: when others of its thing hold that are known better. */
  private static final String OTHERS = "others";

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
        .column(
            "correction INT NOT NULL",
            "0: came in its order; else which correction of known_from by late batches 更正序号")
        .column("is_absent BOOLEAN NOT NULL", "The thing was not there 当时不存在")
        .partitionedBy("source", KNOWN_TO)
        .foundBy("batch", KNOWN_FROM)
        .markingRows()
        .check("closed_rows_have_an_end", "(valid_to IS NULL) = (known_to IS NULL)");
  }

  /** The rows that one write of a source's history replaces: the open ones and those closed now. */
  public static Slice slice(String source, LocalDate known) {
    return Slice.where("source", source)
        .and(Slice.anyOf(Slice.whereNone(KNOWN_TO), Slice.where(KNOWN_TO, known)));
  }

  /** The open rows of a source. */
  static Slice open(String source) {
    return Slice.where("source", source).and(Slice.whereNone(KNOWN_TO));
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
    return asKnown(rows, lit(known));
  }

  /** The same with a date in each row. */
  static Dataset<Row> asKnown(Dataset<Row> rows, Column known) {
    Column wasClosed = col(KNOWN_TO).leq(known);
    return rows.filter(col(KNOWN_FROM).leq(known))
        .withColumn(VALID_TO, when(wasClosed, col(VALID_TO)))
        .withColumn(KNOWN_TO, when(wasClosed, col(KNOWN_TO)));
  }

  /**
   * The things that were there on a day, one row each, by all that the rows know.
   *
   * <p>What has no date of its own (a state, a place) has the value of the last batch up to the
   * day; the columns named as dated have their newest value, whatever the day. The last batch is
   * the one with the last date, not the one that came last.
   *
   * @param dated columns with dated facts and facts of a lifetime
   */
  public Dataset<Row> on(Dataset<Row> rows, LocalDate day, List<String> dated) {
    return on(rows, lit(day), dated);
  }

  /** The same with a day in each row. */
  Dataset<Row> on(Dataset<Row> rows, Column day, List<String> dated) {
    Column isValid = covers(col(VALID_FROM), col(VALID_TO), day);
    Column counting = max(when(isValid, knowledge())).over(ofThing());
    Dataset<Row> all =
        withNewest(rows.filter(isOfSomeDay()).withColumn("counting", counting), dated);
    return all.filter(isValid)
        .filter(knowledge().equalTo(col("counting")).and(not(col(IS_ABSENT))))
        .drop("counting");
  }

  /**
   * The rows that count on some day of a period, by all that the rows know; dated columns as in
   * {@link #on(Dataset, LocalDate, List)}. On which days each of them does say {@link #turns} and
   * {@link #countsOn}, whose columns they have beside their own.
   */
  public Dataset<Row> during(
      Dataset<Row> rows, LocalDate first, LocalDate last, List<String> dated) {
    Column time =
        struct(col(VALID_FROM).as("from"), col(VALID_TO).as("to"), knowledge().as("knowledge"));
    Column others =
        filter(
            collect_list(time).over(ofThing()),
            other -> other.getField("knowledge").gt(knowledge()));
    Column hasSomeDay =
        coalesce(col(VALID_FROM).leq(lit(last)), lit(true))
            .and(coalesce(col(VALID_TO).gt(lit(first)), lit(true)));
    return withNewest(rows.filter(isOfSomeDay()).withColumn(OTHERS, others), dated)
        .filter(hasSomeDay.and(not(col(IS_ABSENT))));
  }

  /** Rows of which each counts on all days, with the columns that {@link #during} gives. */
  public static Dataset<Row> always(Dataset<Row> rows) {
    Column noDay = lit(null).cast("date");
    return rows.withColumn(VALID_FROM, noDay)
        .withColumn(VALID_TO, noDay)
        .withColumn(
            OTHERS, array().cast("array<struct<from:date,to:date,knowledge:struct<known:date>>>"));
  }

  /** ARRAY of DATE: the days on which a row of {@link #during} may begin or cease to count. */
  public static Column turns() {
    Column ofOthers =
        flatten(transform(col(OTHERS), o -> array(o.getField("from"), o.getField("to"))));
    return concat(array(col(VALID_FROM), col(VALID_TO)), ofOthers);
  }

  /** Whether a row of {@link #during} counts on a day: no other that does is known better. */
  public static Column countsOn(Column day) {
    Column isOvertold = exists(col(OTHERS), o -> covers(o.getField("from"), o.getField("to"), day));
    return covers(col(VALID_FROM), col(VALID_TO), day).and(not(isOvertold));
  }

  private static Column covers(Column from, Column to, Column day) {
    return coalesce(from.leq(day), lit(true)).and(coalesce(to.gt(day), lit(true)));
  }

  private static Column isOfSomeDay() {
    return coalesce(col(VALID_FROM).lt(col(VALID_TO)), lit(true));
  }

  /** Of rows of one thing that hold on one day the one with the greatest counts. */
  private static Column knowledge() {
    return struct(col(KNOWN_FROM), col(CORRECTION), col(VALID_FROM));
  }

  private WindowSpec ofThing() {
    return Window.partitionBy(key.stream().map(Column::new).toArray(Column[]::new));
  }

  /** The rows with the newest values of their dated columns. */
  private Dataset<Row> withNewest(Dataset<Row> rows, List<String> dated) {
    List<String> newest = dated.stream().filter(List.of(rows.columns())::contains).toList();
    if (newest.isEmpty()) {
      return rows;
    }
    Column lasting = struct(col(VALID_TO).isNull(), col(VALID_TO), knowledge());
    Column values = struct(newest.stream().map(Column::new).toArray(Column[]::new));
    Column[] result =
        Arrays.stream(rows.columns())
            .map(name -> newest.contains(name) ? col("newest").getField(name).as(name) : col(name))
            .toArray(Column[]::new);
    return rows.withColumn("newest", max_by(values, lasting).over(ofThing())).select(result);
  }
}
