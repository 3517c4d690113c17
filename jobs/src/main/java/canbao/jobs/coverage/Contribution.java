package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_date;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.run.LiveOn;
import org.apache.spark.sql.Column;

/**
 * What a row of {@code register.enrolment} tells of who pays and who draws. No source says which
 * month was paid last; a relation tells the days that it runs and how it stands.
 *
 * @param day DATE, of each row
 * @param months before it of which at least one day was paid for
 */
record Contribution(Column day, int months) {

  private static final String IS_PAYING = "1";
  private static final String IS_DRAWING = "3";

  /**
   * BOOLEAN: somebody pays, or paid until it ended, for a day of the last months: in 110, 120 and
   * 170 by the payment status, in 310 who is not retired, in 390 by the insurance year. Line 340
   * pays nothing, nor does a relation that is suspended.
   */
  Column isPaid() {
    Column isOver = col("state").equalTo("ended").and(col("end_date").isNotNull());
    Column pays =
        when(
                line("110", "120", "170"),
                LiveOn.isEnrolled().and(paymentStatusIs(IS_PAYING)).or(isOver.and(isNotRetired())))
            .when(line("310"), LiveOn.isEnrolled().or(isOver).and(isNotRetired()))
            .when(line("390"), LiveOn.isEnrolled().or(isOver).and(isOfLastYears()))
            .otherwise(lit(false));
    return coalesce(
        pays.and(new LiveOn(day).hasStarted())
            .and(coalesce(col("end_date").gt(since()), lit(true)))
            .and(cityNumber(col("pool_division")).isNotNull()),
        lit(false));
  }

  /** BOOLEAN: somebody draws a pension by a relation that is live. */
  Column isDrawn() {
    return LiveOn.isEnrolled().and(paymentStatusIs(IS_DRAWING));
  }

  private Column since() {
    return add_months(day, -months);
  }

  /** Paid for a year that has a day in the time, and has begun. */
  private Column isOfLastYears() {
    Column year = col("insurance_year");
    return make_date(year, lit(12), lit(31))
        .gt(since())
        .and(make_date(year, lit(1), lit(1)).leq(day));
  }

  private static Column isNotRetired() {
    return coalesce(col("retired").notEqual("1"), lit(true));
  }

  private static Column paymentStatusIs(String status) {
    return coalesce(col("payment_status").equalTo(status), lit(false));
  }

  private static Column line(Object... codes) {
    return col("line").isin(codes);
  }
}
