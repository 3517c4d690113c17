package canbao.jobs.lake;

import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** One accepted batch, as a history takes it. */
public interface Delivery {

  /** The keys of so many rows are broadcast without thinking: some tens of megabytes. */
  long FEW = 1_000_000;

  /** Name of its source. */
  String source();

  BatchHeader header();

  /** Accepted rows. */
  long size();

  /** Rows that decide: one a key. */
  long decisive();

  /** All rows, at most one a key: the table's columns without those of time, and {@code op}. */
  Dataset<Row> received();

  /**
   * The same rows with the columns alone that tell which thing a row speaks of and whether it says
   * something new: source, key, city, op, row_digest, file, line_no.
   */
  Dataset<Row> outlines();

  /**
   * Some of the rows, columns as {@link #received}.
   *
   * @param places file and line_no of rows that {@link #outlines} has
   */
  Dataset<Row> at(Dataset<Row> places);

  default LocalDate date() {
    return header().batch();
  }

  default boolean isFew() {
    return size() <= FEW;
  }

  /** Rows that belong to its source. */
  default Column isOfSource() {
    return functions.col("source").equalTo(source());
  }
}
