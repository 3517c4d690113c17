package canbao.jobs.explain;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.ReportTable;
import canbao.udfs.Functions;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows with a document that a rule has rejected, so that they are no facts: a row a broken
 * rule, without the raw row.
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
            .map(rejected -> withDocument(rejected, asked, day).collectAsList())
            .orElse(List.of());
    if (rows.isEmpty()) {
      return "none";
    }
    ReportTable table = ReportTable.of("source", "batch", "file", "line", "rule", "reason");
    rows.forEach(
        row ->
            table.add(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
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
        .orderBy("batch", "source", "file", "line_no")
        .select(
            col("source"),
            col("batch").cast(DataTypes.StringType),
            col("file"),
            col("line_no").cast(DataTypes.StringType),
            explode(arrays_zip(col("rules"), col("reasons"))).as("broken"))
        .select(
            col("source"),
            col("batch"),
            col("file"),
            col("line_no"),
            col("broken.rules"),
            col("broken.reasons"));
  }
}
