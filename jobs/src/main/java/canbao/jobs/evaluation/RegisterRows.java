package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of the register as it is known now; a province may never have sent a source. */
final class RegisterRows {

  private static final Slice OPEN = Slice.whereNone(History.KNOWN_TO);

  private RegisterRows() {}

  /** What holds after the last batch, whatever day it speaks of. */
  static Optional<Dataset<Row>> open(Lake lake, String table) {
    return lake.table(table, OPEN).map(rows -> rows.filter(not(col(History.IS_ABSENT))));
  }

  /** About how many these are; the table's log alone tells. */
  static long number(Lake lake, String table) {
    return lake.size(table, OPEN);
  }
}
