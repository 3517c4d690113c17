package canbao.jobs.lake;

import canbao.udfs.Functions;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.delta.deletionvectors.RoaringBitmapArray;
import org.apache.spark.sql.delta.deletionvectors.RoaringBitmapArrayFormat$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Some rows of the files of a table, by the places where they stand: at most a bit for each row of
 * the file, about two bytes for each of few. Public for the code that Spark compiles of plans.
 */
public final class MarkedRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, byte[]> bytesByFile = new TreeMap<>();
  private transient Map<UTF8String, RoaringBitmapArray> byFile = new HashMap<>();

  /**
   * Rows of some files.
   *
   * @param byFile numbers of rows, by the file's last name
   */
  MarkedRows(Map<String, RoaringBitmapArray> byFile) {
    byFile.forEach(
        (file, rows) -> {
          bytesByFile.put(file, serialized(rows));
          this.byFile.put(UTF8String.fromString(file), rows);
        });
  }

  /** The form that Delta stores. */
  static byte[] serialized(RoaringBitmapArray rows) {
    return rows.serializeAsByteArray(RoaringBitmapArrayFormat$.MODULE$.Portable());
  }

  boolean isEmpty() {
    return byFile.isEmpty();
  }

  /** The rows of one file. */
  Optional<RoaringBitmapArray> of(TableFile file) {
    return Optional.ofNullable(byFile.get(UTF8String.fromString(file.lastName())));
  }

  /** On a row that is read from a file: whether it is one of these. */
  Column areMet() {
    Functions.Method method =
        new Functions.Method(this, "has", RowInFile.TYPES, DataTypes.BooleanType);
    return Functions.invoke(method, RowInFile.columns());
  }

  /** Called by plans. */
  public boolean has(UTF8String file, long row) {
    RoaringBitmapArray rows = byFile.get(file);
    return rows != null && rows.contains(row);
  }

  @Override
  public String toString() {
    return "rows marked in %d files".formatted(byFile.size());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    byFile = new HashMap<>();
    bytesByFile.forEach(
        (file, bytes) ->
            byFile.put(UTF8String.fromString(file), RoaringBitmapArray.readFrom(bytes)));
  }
}
