package canbao.jobs.reprocess;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Whether accepted batches have spoken of the things of corrected rows, on the date of the batch
 * that is corrected or later. What has been said since is not to be undone by a correction.
 */
record NewerRows(Lake lake, SourceSpec source, BatchLog log) {

  private static final String ROW = "row_no";
  private static final String KEY = "key_text";
  private static final String CITY = "city";

  /**
   * What stands against corrected rows of one batch.
   *
   * @param corrected the batch
   * @return the date of the batch that has spoken, by the row's position
   */
  Map<Integer, LocalDate> of(BatchHeader corrected, List<CorrectedRow> rows) {
    Dataset<Row> keys =
        new SourceRows(
                source,
                new BatchHeader(corrected.batch(), BatchHeader.Mode.CHANGES, corrected.scope()))
            .read(raw(rows), List.of(col(ROW)), List.of(KEY, CITY));
    Map<Integer, LocalDate> spoken = new HashMap<>();
    keys.collectAsList()
        .forEach(
            row ->
                newerList(corrected.batch(), Optional.ofNullable(row.getAs(CITY)))
                    .ifPresent(date -> spoken.put(row.getAs(ROW), date)));
    Dataset<Row> landed =
        new SourceRows(source, corrected)
            .read(
                lake.read(
                    LandingTable.of(source), Slice.after("batch", corrected.batch().minusDays(1))),
                List.of(col("batch")),
                List.of(KEY));
    landed
        .join(broadcast(keys.select(ROW, KEY)), KEY)
        .groupBy(ROW)
        .agg(max("batch").cast("string"))
        .collectAsList()
        .forEach(row -> spoken.put(row.getInt(0), LocalDate.parse(row.getString(1))));
    return spoken;
  }

  /** A later full list says all that is there; what it does not have has ended. */
  private Optional<LocalDate> newerList(LocalDate batch, Optional<String> city) {
    return log.entries().stream()
        .filter(entry -> entry.isAccepted() && entry.source().equals(source.name()))
        .filter(entry -> entry.batch().isAfter(batch))
        .filter(entry -> entry.header().filter(list -> speaksFor(list, city)).isPresent())
        .map(BatchEntry::batch)
        .reduce((earlier, later) -> later);
  }

  private static boolean speaksFor(BatchHeader list, Optional<String> city) {
    return list.isFull()
        && (list.coversEverything() || city.filter(list.cities()::contains).isPresent());
  }

  private Dataset<Row> raw(List<CorrectedRow> rows) {
    List<String> sent = new CorrectionSheet(source).sent();
    StructType schema = new StructType().add(ROW, DataTypes.IntegerType);
    for (ColumnSpec column : source.columns()) {
      schema = schema.add(column.name(), DataTypes.StringType);
    }
    List<Row> raw = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Object> values = new ArrayList<>(List.of(i));
      for (ColumnSpec column : source.columns()) {
        String text = rows.get(i).texts().get(sent.indexOf(column.header()));
        values.add(text.isEmpty() ? null : text);
      }
      raw.add(RowFactory.create(values.toArray()));
    }
    return lake.spark().createDataFrame(raw, schema);
  }
}
