package canbao.jobs.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.enrolment} is a live relation on a day, as the contract says it:
 * started, not ended, enrolled or drawing, and 390 in the year that is paid for. Where the pool is
 * and what the line makes cover of is for others to ask.
 */
public record LiveOn(LocalDate day) {

  /** The line that is paid for by the year. */
  private static final String RESIDENT_MEDICAL = "390";

  public Column hasStarted() {
    return col("start_date").leq(lit(day));
  }

  public Column hasNotEnded() {
    return coalesce(col("end_date").geq(lit(day)), lit(true));
  }

  public Column isPaidFor() {
    return col("line")
        .notEqual(RESIDENT_MEDICAL)
        .or(coalesce(col("insurance_year").equalTo(day.getYear()), lit(false)));
  }

  public static Column isEnrolled() {
    return col("state").equalTo("enrolled");
  }

  /** All of them. */
  public Column isLive() {
    return isEnrolled().and(hasStarted()).and(hasNotEnded()).and(isPaidFor());
  }
}
