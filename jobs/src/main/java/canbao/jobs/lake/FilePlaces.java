package canbao.jobs.lake;

import canbao.udfs.Functions;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The places where rows of some files stand, as numbers: the file's in their order, then the row's
 * in it. Public for the code that Spark compiles of plans.
 */
public final class FilePlaces implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Bits of a place that have the number of the row; those before have the file's. */
  static final int ROW_BITS = 40;

  private final HashMap<UTF8String, Long> numbers = new HashMap<>();

  FilePlaces(List<TableFile> files) {
    for (TableFile file : files) {
      numbers.put(UTF8String.fromString(file.lastName()), (long) numbers.size());
    }
  }

  /** On a row that is read from one of the files: its place (BIGINT). */
  Column place() {
    Functions.Method method = new Functions.Method(this, "of", RowInFile.TYPES, DataTypes.LongType);
    return Functions.invoke(method, RowInFile.columns());
  }

  /** Called by plans. */
  public long of(UTF8String file, long row) {
    return numbers.get(file) << ROW_BITS | row;
  }

  @Override
  public String toString() {
    return "places in %d files".formatted(numbers.size());
  }
}
