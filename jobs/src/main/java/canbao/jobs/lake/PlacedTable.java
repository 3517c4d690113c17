package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import canbao.jobs.run.JobFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.aggregation.BitmapAggregator;
import org.apache.spark.sql.delta.deletionvectors.RoaringBitmapArray;
import org.apache.spark.sql.delta.deletionvectors.RoaringBitmapArrayFormat$;

/**
 * One version of a table, each row of which has a place. By their places rows are taken out of it
 * while the files stay, so that the cost goes by those rows.
 */
public final class PlacedTable {

  /** Column of the place where a row stands (BIGINT). */
  public static final String PLACE = "place";

  private final Lake lake;
  private final TableHome home;
  private final TableLog log;
  private final TableRows rows;
  private final List<TableFile> files;
  private final FilePlaces places;

  PlacedTable(Lake lake, TableHome home, TableLog log) {
    this.lake = lake;
    this.home = home;
    this.log = log;
    this.rows = lake.rows(home);
    this.files = log.files(Slice.everything());
    this.places = new FilePlaces(files);
  }

  /** The rows of one slice: the table's columns, and {@link #PLACE}. */
  public Dataset<Row> read(Slice slice) {
    return rows.of(log.files(slice), places.place().as(PLACE)).filter(slice.condition());
  }

  /**
   * Takes rows out and adds others, in one commit.
   *
   * @param going {@link #PLACE} of the rows that go, each once
   * @param coming the rows that come, made of those that go, which it is given whole
   * @throws JobFailure CONFLICT if another writer has changed the table meanwhile
   */
  public void exchange(Dataset<Row> going, UnaryOperator<Dataset<Row>> coming) {
    MarkedRows marked = marked(going);
    List<TableFile> touched = files.stream().filter(file -> marked.of(file).isPresent()).toList();
    lake.commit(home, log.version())
        .allowMarks()
        .add(home.conformed(coming.apply(rows.marked(touched, marked))))
        .mark(touched, marked)
        .end();
  }

  /** Gathered by file where the rows are; of a file at most a bit a row comes to the driver. */
  private MarkedRows marked(Dataset<Row> going) {
    Column row = col(PLACE).bitwiseAND(lit((1L << FilePlaces.ROW_BITS) - 1));
    Column numbers =
        new Column(
            new BitmapAggregator(row.expr(), RoaringBitmapArrayFormat$.MODULE$.Portable())
                .toAggregateExpression());
    Map<String, RoaringBitmapArray> byFile = new HashMap<>();
    going
        .groupBy(shiftright(col(PLACE), FilePlaces.ROW_BITS).as("file"))
        .agg(numbers.getField("bitmap"))
        .collectAsList()
        .forEach(
            file ->
                byFile.put(
                    files.get(Math.toIntExact(file.getLong(0))).lastName(),
                    RoaringBitmapArray.readFrom(file.getAs(1))));
    return new MarkedRows(byFile);
  }
}
