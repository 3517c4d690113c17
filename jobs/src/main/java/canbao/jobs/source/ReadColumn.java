package canbao.jobs.source;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One column of the rows of a batch as they are read.
 *
 * @param reader gives its value in Spark's internal form
 */
record ReadColumn(String name, DataType type, Nullability nullability, Reader reader) {

  /** Whether the value may be none. */
  enum Nullability {
    NEVER_NULL,
    MAY_BE_NULL
  }

  /** How the value is had from the texts of a row. */
  @FunctionalInterface
  interface Reader {
    Object of(RawRow row);
  }

  StructType addTo(StructType schema) {
    return schema.add(
        new StructField(name, type, nullability == Nullability.MAY_BE_NULL, Metadata.empty()));
  }
}
