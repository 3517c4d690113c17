package canbao.jobs.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.year;

import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.enrolment} is a live relation on a day, as the contract says it:
 * started, not ended, enrolled or drawing, and 390 in the year that is paid for. Where the pool is
 * and what the line makes cover of is for others to ask.
 *
 * @param day DATE, of each row
 */
public record LiveOn(Column day) {

  /** The line that is paid for by the year. */
  private static final String RESIDENT_MEDICAL = "390";

  /** On one day for all rows. */
  public LiveOn(LocalDate day) {
    this(lit(day));
  }

  public Column hasStarted() {
    return col("start_date").leq(day);
  }

  public Column hasNotEnded() {
    return coalesce(col("end_date").geq(day), lit(true));
  }

  public Column isPaidFor() {
    return col("line")
        .notEqual(RESIDENT_MEDICAL)
        .or(coalesce(col("insurance_year").equalTo(year(day)), lit(false)));
  }

  public static Column isEnrolled() {
    return col("state").equalTo("enrolled");
  }

  /** All of them. */
  public Column isLive() {
    return isEnrolled().and(hasStarted()).and(hasNotEnded()).and(isPaidFor());
  }
}
