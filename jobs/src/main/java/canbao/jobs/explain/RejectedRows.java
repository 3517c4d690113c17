package canbao.jobs.explain;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.HandedBackRows;
import canbao.jobs.run.ReportTable;
import canbao.udfs.Functions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows with a document that a rule has rejected, so that they are no facts: a row a broken
 * rule, without the raw row, and what became of it if an office has handed it back corrected.
 */
public final class RejectedRows {

  private RejectedRows() {}

  /**
   * A table of those of batches up to a day, or that there is none.
   *
   * <p>Nothing but the raw rows tells whose they are: those of all batches are read.
   */
  public static String drawn(Lake lake, AskedDocument asked, LocalDate day) {
    List<Row> rows =
        lake.table("quality.rejected")
            .map(rejected -> handedBack(lake, withDocument(rejected, asked, day)).collectAsList())
            .orElse(List.of());
    if (rows.isEmpty()) {
      return "none";
    }
    ReportTable table =
        ReportTable.of("source", "batch", "file", "line", "rule", "reason", "handed back");
    rows.forEach(
        row ->
            table.add(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)));
    return table.drawn();
  }

  private static Dataset<Row> withDocument(
      Dataset<Row> rejected, AskedDocument asked, LocalDate day) {
    Column isMentioned =
        Functions.invoke(
            new Functions.Method(
                asked, "isMentionedIn", DataTypes.StringType, DataTypes.BooleanType),
            col("raw"));
    return rejected
        .filter(col("batch").leq(lit(day)).and(isMentioned))
        .select(
            col("source"),
            col("batch"),
            col("file"),
            col("line_no"),
            explode(arrays_zip(col("rules"), col("reasons"))).as("broken"));
  }

  private static Dataset<Row> handedBack(Lake lake, Dataset<Row> rejected) {
    Dataset<Row> others = HandedBackRows.of(lake);
    Column isCorrected =
        Stream.of("source", "batch", "file", "line_no")
            .map(name -> rejected.col(name).equalTo(others.col(name)))
            .reduce(Column::and)
            .orElseThrow();
    Column placeOfOther = concat_ws(":", col("corrected_file"), col("corrected_line_no"));
    return rejected
        .join(others, isCorrected, "left_outer")
        .select(
            rejected.col("source"),
            rejected.col("batch").cast(DataTypes.StringType),
            rejected.col("file"),
            rejected.col("line_no").cast(DataTypes.StringType),
            col("broken.rules"),
            col("broken.reasons"),
            coalesce(concat(col("outcome"), lit(", "), placeOfOther), lit("no")).as("handed_back"))
        .orderBy("batch", "source", "file", "line_no", "handed_back");
  }
}
