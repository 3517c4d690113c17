package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.group_member} says something of a day, and for whom it counts as
 * {@link PeopleLinks#certain} has it. Without a first day it always lasted.
 *
 * @param day DATE, of each row
 */
record GroupSpell(Column day) {

  /** On one day for all rows. */
  GroupSpell(LocalDate day) {
    this(lit(day));
  }

  Column lasts() {
    return coalesce(col("from_date").leq(day), lit(true))
        .and(coalesce(col("to_date").geq(day), lit(true)));
  }

  static Column isOfSomebodyCertain() {
    return col("certainty").equalTo("exact").or(PeopleLinks.IS_LINKED);
  }
}
