package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of rejected rows that offices have corrected and handed back. */
public final class HandedBackRows {

  /** In the column {@code outcome}: no run of ingest has taken the corrected row yet. */
  public static final String WAITS = "waits";

  public static final String ACCEPTED = "accepted";
  public static final String REJECTED = "rejected again";

  private HandedBackRows() {}

  /**
   * One row each time that a rejected row was handed back: source, batch, file and line_no of the
   * rejected one, corrected_file and corrected_line_no of the other, and outcome.
   */
  public static Dataset<Row> of(Lake lake) {
    Dataset<Row> taken =
        lake.read(QualityTables.BATCH, Slice.where("state", "accepted"))
            .select(col("source").as("taken_source"), col("batch").as("taken_batch"));
    Dataset<Row> rejected =
        lake.read(QualityTables.REJECTED)
            .select(
                col("source").as("rejected_source"),
                col("batch").as("rejected_batch"),
                col("file").as("rejected_file"),
                col("line_no").as("rejected_line_no"));
    Column name = concat(col("source"), lit(".corrections-"), col("correction"));
    Column isTaken =
        col("taken_source").equalTo(name).and(col("taken_batch").equalTo(col("batch")));
    Column isRejected =
        col("rejected_source")
            .equalTo(col("source"))
            .and(col("rejected_batch").equalTo(col("batch")))
            .and(col("rejected_file").equalTo(col("corrected_file")))
            .and(col("rejected_line_no").equalTo(col("corrected_line_no")));
    Column outcome =
        when(col("taken_batch").isNull(), WAITS)
            .when(col("rejected_batch").isNotNull(), REJECTED)
            .otherwise(ACCEPTED);
    return lake.read(QualityTables.CORRECTION)
        .join(taken, isTaken, "left_outer")
        .join(rejected, isRejected, "left_outer")
        .select(
            col("source"),
            col("batch"),
            col("file"),
            col("line_no"),
            col("corrected_file"),
            col("corrected_line_no"),
            outcome.as("outcome"));
  }

  /** How many rows of each batch came to what, in the order of sources, batches and outcomes. */
  public static List<Outcome> outcomes(Lake lake) {
    return of(lake)
        .groupBy(col("source"), col("batch").cast("string"), col("outcome"))
        .count()
        .collectAsList()
        .stream()
        .map(
            row ->
                new Outcome(
                    row.getString(0),
                    LocalDate.parse(row.getString(1)),
                    row.getString(2),
                    row.getLong(3)))
        .sorted(
            Comparator.comparing(Outcome::source)
                .thenComparing(Outcome::batch)
                .thenComparing(Outcome::word))
        .toList();
  }

  /**
   * What some rows of a batch came to.
   *
   * @param word as in the column outcome
   * @param rows how many of them were handed back
   */
  public record Outcome(String source, LocalDate batch, String word, long rows) {}
}
