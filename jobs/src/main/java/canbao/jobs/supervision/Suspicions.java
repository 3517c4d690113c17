package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.run.Supervision;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What is suspected of people by their folded facts, as {@link Situations} has them.
 *
 * @param day the day that is spoken about
 */
record Suspicions(LocalDate day, Supervision limits) {

  /** The bits of all that are true. */
  Column of() {
    return all().entrySet().stream()
        .map(one -> one.getKey().when(one.getValue()))
        .reduce(Column::bitwiseOR)
        .orElseThrow();
  }

  private Map<Suspicion, Column> all() {
    Map<Suspicion, Column> all = new TreeMap<>();
    all.put(Suspicion.TWICE_IN_A_LINE, isTwiceInALine());
    all.put(
        Suspicion.EMPLOYEE_AND_RESIDENT_PENSION,
        has(Line.EMPLOYEE_PENSION)
            .or(has(Line.PUBLIC_INSTITUTION_PENSION))
            .and(has(Line.RESIDENT_PENSION)));
    all.put(
        Suspicion.EMPLOYEE_AND_RESIDENT_MEDICAL,
        has(Line.EMPLOYEE_MEDICAL).and(has(Line.RESIDENT_MEDICAL)));
    Column isDead = Fact.DEAD.isIn();
    // The year of death was paid for in advance.
    Column diedEarlier = coalesce(year(col("died")).lt(day.getYear()), lit(false));
    all.put(
        Suspicion.DEAD_AND_ENROLLED,
        isDead.and(
            Fact.HAS_OTHER_THAN_RESIDENT_MEDICAL
                .isIn()
                .or(Fact.HAS_RESIDENT_MEDICAL.isIn().and(diedEarlier))));
    all.put(Suspicion.STOPPED_AFTER_DEATH, isDead.and(col("last_stop").gt(last_day(col("died")))));
    all.put(Suspicion.DRAWS_IN_PRISON, Fact.IN_PRISON.isIn().and(Fact.DRAWS.isIn()));
    all.put(Suspicion.OLD_STUDENT, Fact.STUDENT.isIn().and(hasReached(limits.studentAge())));
    all.put(Suspicion.RETIRED_AND_EMPLOYED, Fact.RETIRED.isIn().and(Fact.EMPLOYED.isIn()));
    Column isOfPensionAge =
        when(col("sex").equalTo(2), hasReachedBefore(limits.pensionAgeOfWomen()))
            .otherwise(hasReachedBefore(limits.pensionAgeOfMen()));
    all.put(
        Suspicion.PAYS_BEYOND_PENSION_AGE,
        Fact.PAYS_WITHOUT_REASON.isIn().and(not(isDead)).and(isOfPensionAge));
    all.put(Suspicion.PERIODS_OF_TWO_CITIES, hasLeftOneOfTwoCities());
    all.put(Suspicion.GROUP_NOT_INSURED, isOfAGroupAndNotInsured());
    all.put(Suspicion.PAID_BY_TWO_LINES, isPaidBySomeOfTwo());
    all.put(Suspicion.PAID_AFTER_DEATH, isDead.and(col("last_paid").gt(last_day(col("died")))));
    all.put(
        Suspicion.PAID_AND_IN_PRISON_SOME_DAY,
        Fact.WAS_IN_PRISON.isIn().and(col("last_paid").isNotNull()));
    return all;
  }

  private static Column isTwiceInALine() {
    return Line.all()
        .flatMap(line -> Stream.of(line.countIn(col("live")), line.countIn(col("announced"))))
        .map(relations -> relations.gt(1))
        .reduce(Column::or)
        .orElseThrow()
        .or(col("relations").geq(Line.TOO_MANY_TO_COUNT));
  }

  /** Perhaps in different months; that is looked at where it is suspected. */
  private static Column isPaidBySomeOfTwo() {
    return Line.PENSIONS.stream()
        .map(line -> when(Fact.paid(line).isIn(), lit(1)).otherwise(lit(0)))
        .reduce(Column::plus)
        .orElseThrow()
        .gt(1);
  }

  private static Column has(Line line) {
    return line.countIn(col("live")).gt(0);
  }

  /** Whether somebody is so many years old; of whom no birth is known, nobody is. */
  private Column hasReached(int years) {
    return col("birth").leq(add_months(lit(day), -12 * years));
  }

  /** The same before this month: a pension begins in the month after that of the birthday. */
  private Column hasReachedBefore(int years) {
    LocalDate month = day.withDayOfMonth(1);
    return col("birth").lt(add_months(lit(month), -12 * years));
  }

  private static Column hasLeftOneOfTwoCities() {
    return Line.TRANSFERRED.stream()
        .map(line -> Fact.left(line).isIn().and(bit_count(citiesOf(line)).gt(1)))
        .reduce(Column::or)
        .orElseThrow();
  }

  private static Column citiesOf(Line line) {
    int at = Line.PENSIONS.indexOf(line);
    Column sets = at < 0 ? col("medical_cities") : col("pension_cities");
    long mask = (1L << Situations.CITY_BITS) - 1;
    return shiftright(sets, Situations.CITY_BITS * Math.max(at, 0)).bitwiseAND(mask);
  }

  /** By both families: from 16 on and not in school 170 or its like, everybody 390 or its like. */
  private Column isOfAGroupAndNotInsured() {
    Column lacksPension =
        not(Fact.HAS_PENSION.isIn()).and(not(Fact.STUDENT.isIn())).and(hasReached(16));
    return Fact.IN_GROUP
        .isIn()
        .and(Fact.IN_REGISTER.isIn())
        .and(not(Fact.DEAD.isIn()))
        .and(not(Fact.AWAY.isIn()))
        .and(lacksPension.or(not(Fact.HAS_MEDICAL.isIn())));
  }
}
