package canbao.jobs.lake;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the batches of one day do to a table with a history: some rows are closed, others opened.
 *
 * <p>First the changes are found, from the few columns that tell one row from another; then the
 * whole rows are written. Both read the open rows once.
 *
 * @param key columns that name a thing across the sources of the table
 * @param batch date of the batches
 * @param known system date of the run
 */
public record Revision(List<String> key, LocalDate batch, LocalDate known) {

  public static final String CLOSES = "closes";
  public static final String OPENS = "opens";

  /** Columns of a received row that find it again among the landing rows of its batch. */
  public static final List<String> LINE = List.of("file", "line_no");

  private static final String OLD = "old_";
  private static final String OLD_DIGEST = OLD + History.DIGEST;
  private static final String CITY = "city";
  private static final String OP = "op";

  public Revision {
    key = List.copyOf(key);
  }

  /** Rows of a first batch: they hold from always on. */
  public Dataset<Row> first(Dataset<Row> received) {
    return opened(received.filter(isThere()), null);
  }

  /** Rows that open with this batch. */
  public Dataset<Row> opened(Dataset<Row> received) {
    return opened(received, batch);
  }

  /**
   * What change lists change, found by a broadcast of their keys: one row (key, closes, opens,
   * place, file, line_no) for each thing whose open row closes or for which one opens. Things of
   * which they say nothing new are not in it.
   *
   * @param open open rows of the sources, with their places
   * @param received rows of the lists, at most one a key, few enough to be broadcast
   */
  public Dataset<Row> changesOfFew(Dataset<Row> open, Dataset<Row> received) {
    Dataset<Row> old = old(open);
    Dataset<Row> now = now(received);
    Dataset<Row> spokenOf =
        old.join(broadcast(now.select(columns())), isSameThing(old, now), "left_semi");
    Dataset<Row> pairs = now.join(broadcast(spokenOf), isSameThing(spokenOf, now), "left_outer");
    return judged(pairs, lit(true));
  }

  /**
   * What a full list or a long change list changes, columns as {@link #changesOfFew}. A thing that
   * is missing from a full list has ended if the list speaks for its city.
   *
   * @param open open rows of the source, with their places
   * @param received rows of the list, at most one a key
   */
  public Dataset<Row> changesOfMany(Dataset<Row> open, Dataset<Row> received, BatchHeader header) {
    Dataset<Row> old = old(open);
    Dataset<Row> now = now(received);
    Dataset<Row> pairs = old.join(now.hint("shuffle_hash"), isSameThing(old, now), "full_outer");
    return judged(pairs, now.col(History.DIGEST).isNotNull().or(isEndedByAbsence(header)));
  }

  /** Open rows that a change closes, as they are afterwards. */
  public Dataset<Row> closed(Dataset<Row> closing) {
    return closing
        .withColumn(History.VALID_TO, lit(batch))
        .withColumn(History.KNOWN_TO, lit(known));
  }

  private Dataset<Row> opened(Dataset<Row> received, LocalDate from) {
    List<Column> columns = new ArrayList<>();
    for (String name : received.columns()) {
      if (!name.equals(OP)) {
        columns.add(col(name));
      }
    }
    columns.add(day(from).as(History.VALID_FROM));
    columns.add(day(null).as(History.VALID_TO));
    columns.add(day(known).as(History.KNOWN_FROM));
    columns.add(day(null).as(History.KNOWN_TO));
    columns.add(lit(0).as(History.CORRECTION));
    columns.add(lit(false).as(History.IS_ABSENT));
    return received.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> old(Dataset<Row> open) {
    List<Column> columns = new ArrayList<>(key.stream().map(Revision::oldName).toList());
    columns.add(oldName(History.DIGEST));
    columns.add(oldName(CITY));
    columns.add(col(PlacedTable.PLACE));
    return open.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> now(Dataset<Row> received) {
    List<Column> columns = new ArrayList<>(List.of(columns()));
    columns.add(col(History.DIGEST));
    columns.add(col(OP));
    LINE.forEach(name -> columns.add(col(name)));
    return received.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> judged(Dataset<Row> pairs, Column isSpokenFor) {
    Column isThere = coalesce(isThere(), lit(false));
    Column wasThere = col(OLD_DIGEST).isNotNull();
    Column saysTheSame =
        isThere.and(coalesce(col(OLD_DIGEST).equalTo(col(History.DIGEST)), lit(false)));
    List<Column> result = new ArrayList<>();
    for (String name : key) {
      result.add(coalesce(col(name), col(OLD + name)).as(name));
    }
    result.add(wasThere.and(coalesce(isSpokenFor, lit(false))).and(not(saysTheSame)).as(CLOSES));
    result.add(isThere.and(not(saysTheSame)).as(OPENS));
    result.add(col(PlacedTable.PLACE));
    LINE.forEach(name -> result.add(col(name)));
    return pairs.select(result.toArray(Column[]::new)).filter(col(CLOSES).or(col(OPENS)));
  }

  /** Of a received row: whether it says that its thing is there. */
  static Column isThere() {
    return col(OP).notEqual("D");
  }

  private static Column isEndedByAbsence(BatchHeader header) {
    if (!header.isFull()) {
      return lit(false);
    }
    return header.coversEverything() ? lit(true) : col(OLD + CITY).isin(header.cities().toArray());
  }

  /** Columns of the old side have names of their own, so that the sides cannot be confused. */
  private Column isSameThing(Dataset<Row> old, Dataset<Row> now) {
    return key.stream()
        .map(name -> old.col(OLD + name).eqNullSafe(now.col(name)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private Column[] columns() {
    return key.stream().map(Column::new).toArray(Column[]::new);
  }

  private static Column oldName(String name) {
    return col(name).as(OLD + name);
  }

  private static Column day(LocalDate day) {
    return lit(day).cast(DataTypes.DateType);
  }
}
