package canbao.jobs.lake;

import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads files of one table with Spark's Parquet reader.
 *
 * @param path of the table
 * @param columns of the table
 */
record TableRows(SparkSession spark, String path, StructType columns) {

  /** The rows of files that have not gone, and columns that tell where each stands. */
  Dataset<Row> of(List<TableFile> files, Column... more) {
    MarkedRows gone = vectors().gone(files);
    Dataset<Row> rows = read(files);
    return chosen(gone.isEmpty() ? rows : rows.filter(not(gone.areMet())), more);
  }

  /** Rows of files, by their places, gone or not. */
  Dataset<Row> marked(List<TableFile> files, MarkedRows marked) {
    return chosen(read(files).filter(marked.areMet()));
  }

  DeletionVectors vectors() {
    return new DeletionVectors(spark.sessionState().newHadoopConf(), path);
  }

  private Dataset<Row> chosen(Dataset<Row> rows, Column... more) {
    Stream<Column> own = Stream.of(columns.fieldNames()).map(Column::new);
    return rows.select(Stream.concat(own, Stream.of(more)).toArray(Column[]::new));
  }

  private Dataset<Row> read(List<TableFile> files) {
    return spark
        .read()
        .schema(columns)
        .option("basePath", path)
        .parquet(
            files.stream().map(TableFile::path).map(TableRows::literal).toArray(String[]::new));
  }

  /**
   * A path in which brackets and the like are no pattern. Spark's option against patterns reads
   * every file of several as often as there are such paths.
   */
  private static String literal(String path) {
    return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }
}
