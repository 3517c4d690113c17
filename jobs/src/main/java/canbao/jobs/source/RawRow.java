package canbao.jobs.source;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The texts of a row, by the place of their column in the source; the last is OP. */
record RawRow(ArrayData texts) {

  /** The text of a column; null where there is none. */
  UTF8String text(int place) {
    return texts.isNullAt(place) ? null : texts.getUTF8String(place);
  }
}
