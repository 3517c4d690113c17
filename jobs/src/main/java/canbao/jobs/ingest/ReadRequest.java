package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Which CSV files to read, and how; the task that reads a file adds its report.
 *
 * @param files the CSV files of one batch
 * @param encoding name of their character set
 * @param columns those declared
 * @param limits bounds against hostile files
 * @param hadoop access to the file system
 * @param reports one each time that a file was read to its end; a file that nobody changed
 *     meanwhile has equal ones
 */
record ReadRequest(
    List<FileToRead> files,
    String encoding,
    List<FileColumn> columns,
    Limits limits,
    Broadcast<SerializableConfiguration> hadoop,
    CollectionAccumulator<FileReport> reports)
    implements Serializable {

  static final String FILE_NO = "file_no";
  static final String LINE_NO = "line_no";

  /** JSON object of the columns that the source does not declare; null if there are none. */
  static final String UNKNOWN_COLUMNS = "unknown_columns";

  /** The record as one CSV line. */
  static final String RAW = "raw";

  /**
   * A declared column.
   *
   * @param name in the rows that are read
   * @param header as the files call it, in its read form
   * @param isRequired whether it must stand in every file
   */
  record FileColumn(String name, String header, boolean isRequired) implements Serializable {}

  List<String> names() {
    return columns.stream().map(FileColumn::name).toList();
  }

  /** What the files call the columns, in their order. */
  List<String> headers() {
    return columns.stream().map(FileColumn::header).toList();
  }

  /** Those of the required columns that a file lacks, each once. */
  List<String> missing(Collection<String> found) {
    return columns.stream()
        .filter(column -> column.isRequired() && !found.contains(column.header()))
        .map(FileColumn::header)
        .distinct()
        .toList();
  }

  /** Columns: file_no INT, line_no BIGINT, every declared one STRING, unknown_columns, raw. */
  StructType schema() {
    StructType schema =
        new StructType()
            .add(FILE_NO, DataTypes.IntegerType, false)
            .add(LINE_NO, DataTypes.LongType, false);
    for (String column : names()) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return schema.add(UNKNOWN_COLUMNS, DataTypes.StringType).add(RAW, DataTypes.StringType, false);
  }
}
