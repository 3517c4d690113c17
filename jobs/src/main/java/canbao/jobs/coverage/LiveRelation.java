package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.enrolment} makes cover.
 *
 * @param countsSuspended whether a suspended relation does
 */
record LiveRelation(LocalDate day, boolean countsSuspended) {

  /** Of live relations and suspended ones. */
  List<Condition> conditions() {
    Object[] lines =
        Arrays.stream(InsuranceLine.values()).map(InsuranceLine::code).toArray(Object[]::new);
    Column hasNotEnded = coalesce(col("end_date").geq(lit(day)), lit(true));
    Column isPaidFor =
        col("line")
            .notEqual(InsuranceLine.RESIDENT_MEDICAL.code())
            .or(coalesce(col("insurance_year").equalTo(day.getYear()), lit(false)));
    return List.of(
        new Condition("the line makes no cover", col("line").isin(lines)),
        new Condition("not started", col("start_date").leq(lit(day))),
        new Condition("ended before the day", hasNotEnded),
        new Condition("paid for another insurance year", isPaidFor),
        new Condition("its state has ended it", isEnrolled().or(isSuspended())),
        new Condition(
            "the pool is none of the 21 cities", cityNumber(col("pool_division")).isNotNull()));
  }

  /** Of one that meets the conditions: whether it is live. */
  Column isLive() {
    return countsSuspended ? isEnrolled().or(isSuspended()) : isEnrolled();
  }

  /** Why a relation makes no cover; NULL if it does. */
  Column whyNot() {
    List<Condition> all = new ArrayList<>(conditions());
    all.add(new Condition("suspended", isLive()));
    return Condition.firstUnmet(all);
  }

  private static Column isEnrolled() {
    return col("state").equalTo("enrolled");
  }

  private static Column isSuspended() {
    return col("state").equalTo("suspended");
  }
}
