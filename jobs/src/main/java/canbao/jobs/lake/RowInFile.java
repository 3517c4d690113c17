package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What Spark tells of where it has read a row: the last name of its file, and its number there. */
final class RowInFile {

  static final List<DataType> TYPES = List.of(DataTypes.StringType, DataTypes.LongType);

  private RowInFile() {}

  /** On a row as it is read, before anything is done with it. */
  static Column[] columns() {
    return new Column[] {col("_metadata.file_name"), col("_metadata.row_index")};
  }
}
