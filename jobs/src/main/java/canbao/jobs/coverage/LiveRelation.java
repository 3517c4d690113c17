package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.run.LiveOn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.enrolment} makes cover.
 *
 * @param day DATE, of each row
 * @param countsSuspended whether a suspended relation does
 */
record LiveRelation(Column day, boolean countsSuspended) {

  /** On one day for all rows. */
  LiveRelation(LocalDate day, boolean countsSuspended) {
    this(lit(day), countsSuspended);
  }

  /** Of live relations and suspended ones. */
  List<Condition> conditions() {
    Object[] lines =
        Arrays.stream(InsuranceLine.values()).map(InsuranceLine::code).toArray(Object[]::new);
    LiveOn live = new LiveOn(day);
    return List.of(
        new Condition("the line makes no cover", col("line").isin(lines)),
        new Condition("not started", live.hasStarted()),
        new Condition("ended before the day", live.hasNotEnded()),
        new Condition("paid for another insurance year", live.isPaidFor()),
        new Condition("its state has ended it", LiveOn.isEnrolled().or(isSuspended())),
        new Condition(
            "the pool is none of the 21 cities", cityNumber(col("pool_division")).isNotNull()));
  }

  /** Whether its dates make cover possible on the day. */
  Column isInTime() {
    LiveOn live = new LiveOn(day);
    return live.hasStarted().and(live.hasNotEnded()).and(live.isPaidFor());
  }

  /** Of one that meets the conditions: whether it is live. */
  Column isLive() {
    return countsSuspended ? LiveOn.isEnrolled().or(isSuspended()) : LiveOn.isEnrolled();
  }

  /** Why a relation makes no cover; NULL if it does. */
  Column whyNot() {
    List<Condition> all = new ArrayList<>(conditions());
    all.add(new Condition("suspended", isLive()));
    return Condition.firstUnmet(all);
  }

  private static Column isSuspended() {
    return col("state").equalTo("suspended");
  }
}
