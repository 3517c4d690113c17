package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/** Of a relation: when it was there. */
final class Periods {

  private Periods() {}

  /** Whether it was there for a known time, over or not. Of a suspended one nobody knows. */
  static Column isPeriod(Column day) {
    return col("is_live").or(hasEndedBefore(day));
  }

  /** Whether it was there once and has ended before the day. */
  static Column hasEndedBefore(Column day) {
    return col("state").notEqual("suspended").and(coalesce(col("end_date").lt(day), lit(false)));
  }

  /** Whether it has ended or pauses, and since when is known. */
  static Column isStopped() {
    return col("state").notEqual("enrolled").and(col("end_date").isNotNull());
  }
}
