package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.run.LiveOn;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;

/** What is true of a relation on a day: bits of one number. */
enum Trait {
  LIVE,
  /** Begins after the day. 390 of another year is lawful beside that of this one. */
  ANNOUNCED,
  RETIRED,
  /** Live, and a pension is drawn. */
  DRAWS,
  /** Live, and goes on paying as an employee's, and nobody says why. */
  PAYS_WITHOUT_REASON,
  SUSPENDED,
  /** Was there once and has ended before the day. */
  OVER,
  /** Has ended or pauses, and since when is known. */
  STOPPED;

  private static final List<Trait> IN_ORDER = List.of(values());

  /**
   * Of a row of {@code OpenRegister.relations}.
   *
   * @param day the day that is spoken about
   */
  Column isTrue(LocalDate day) {
    return switch (this) {
      case LIVE -> col("is_live");
      case ANNOUNCED ->
          LiveOn.isEnrolled()
              .and(not(new LiveOn(day).hasStarted()))
              .and(col("line").notEqual(Line.RESIDENT_MEDICAL.code()));
      case RETIRED -> col("retired").equalTo("1");
      case DRAWS ->
          col("is_live")
              .and(Line.isOneOf(Line.PENSIONS))
              .and(coalesce(col("payment_status").equalTo("3"), lit(false)));
      case PAYS_WITHOUT_REASON ->
          col("is_live")
              .and(col("line").equalTo(Line.EMPLOYEE_PENSION.code()))
              .and(coalesce(col("payment_status").equalTo("1"), lit(false)))
              .and(col("retired").notEqual("1"))
              .and(col("reason").isNull());
      case SUSPENDED -> col("state").equalTo("suspended");
      case OVER ->
          col("state")
              .notEqual("suspended")
              .and(coalesce(col("end_date").lt(lit(day)), lit(false)));
      case STOPPED -> col("state").notEqual("enrolled").and(col("end_date").isNotNull());
    };
  }

  /** Whether it was there for a known time, over or not. Of a suspended one nobody knows. */
  static Column isPeriod(LocalDate day) {
    return LIVE.isTrue(day).or(OVER.isTrue(day));
  }

  /** All that are true of a row. */
  static Column bits(LocalDate day) {
    return Arrays.stream(values())
        .map(one -> when(one.isTrue(day), lit(one.bit())).otherwise(lit(0)))
        .reduce(Column::bitwiseOR)
        .orElseThrow();
  }

  boolean isIn(int traits) {
    return (traits & bit()) != 0;
  }

  private int bit() {
    return 1 << IN_ORDER.indexOf(this);
  }
}
