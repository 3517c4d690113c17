package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_date;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.History;
import canbao.jobs.run.LiveOn;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Until when relations made cover that make none any more: their end by their own dates, or the day
 * before a list said otherwise of them.
 *
 * @param register as it stands for the day
 */
record EndedCover(RegisterOn register, boolean countsSuspended) {

  /**
   * One row a relation that ended before the day: person_key, family (its number), ended_on.
   *
   * @param from earlier ends are left out
   */
  Dataset<Row> since(LocalDate from) {
    LocalDate day = register.day();
    // A row that a batch has ended from then on was ended on that system date or later.
    Dataset<Row> told = register.openOrEndedAfter("register.enrolment", from.minusDays(1));
    Dataset<Row> rows =
        History.asKnown(told, register.known())
            .filter(coalesce(col(History.VALID_FROM).leq(lit(day)), lit(true)))
            .filter(not(col(History.IS_ABSENT)))
            .filter(cityNumber(col("pool_division")).isNotNull())
            .withColumn("family", family())
            .withColumn("ended_on", endedOn())
            .filter(col("family").isNotNull())
            .filter(col("ended_on").between(lit(from), lit(day.minusDays(1))))
            .filter(col("start_date").leq(col("ended_on")))
            .select("person_key", "family", "ended_on");
    return register
        .links()
        .certain(rows)
        .select(PeopleLinks.PERSON, col("family"), col("ended_on"));
  }

  /** Of a relation that a list has ended or suspended its own end says when; none is not known. */
  private Column endedOn() {
    Column isEnrolled = LiveOn.isEnrolled();
    Column makesCover =
        countsSuspended ? isEnrolled.or(col("state").equalTo("suspended")) : isEnrolled;
    Column toldOtherwise = date_sub(col(History.VALID_TO), 1);
    Column byItself = least(col("end_date"), endOfPaidYear());
    return when(makesCover, least(byItself, toldOtherwise)).otherwise(byItself);
  }

  private static Column endOfPaidYear() {
    Column isPaidByTheYear = col("line").equalTo(InsuranceLine.RESIDENT_MEDICAL.code());
    return when(isPaidByTheYear, make_date(col("insurance_year"), lit(12), lit(31)));
  }

  private static Column family() {
    Column number = when(lit(false), lit(null).cast("int"));
    for (InsuranceLine line : InsuranceLine.values()) {
      if (line.family().hasDueSet()) {
        number = number.when(col("line").equalTo(line.code()), Uncovered.number(line.family()));
      }
    }
    return number;
  }
}
