package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.supervision.Situations.Suspicion;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cases that relations make: Q07, Q08, Q10, Q11, Q12, Q16, Q17 and Q18.
 *
 * <p>The relations of the suspected are read once more, with all that evidence needs; the suspected
 * are few and go to every task. Each relation names the cases that it belongs to, and those of one
 * case are put together. The city that is asked is that of the relation that began last.
 */
record RelationCases(OpenRegister register, Dataset<Row> suspected) {

  private static final Column PERSON = col("person_key");
  private static final Column IS_LIVE = col("is_live");
  private static final Column LINE = col("line");
  private static final Column DRAWS =
      IS_LIVE.and(Line.isOneOf(Line.PENSIONS)).and(col("payment_status").equalTo("3"));

  /** Suspicions of which no relation is to blame. */
  private static final Set<Suspicion> OF_NO_RELATION =
      Set.of(Suspicion.OLD_STUDENT, Suspicion.GROUP_NOT_INSURED);

  /** All of them. */
  Dataset<Row> found() {
    Column isAsked =
        Stream.of(Suspicion.values())
            .filter(what -> !OF_NO_RELATION.contains(what))
            .map(Suspicion::isTrue)
            .reduce(Column::or)
            .orElseThrow();
    Dataset<Row> people = suspected.filter(isAsked).drop("city");
    Dataset<Row> relations =
        register
            .relations()
            .join(broadcast(people), "person_key")
            .withColumn("case", explode(array_compact(array(cases()))));
    Column relation =
        struct(
            "start_date",
            "source",
            "relation_id",
            "line",
            "city",
            "end_date",
            "row_key",
            "batch",
            "file",
            "line_no");
    return Found.of(
        relations
            .groupBy("case", "person_key", "died")
            .agg(sort_array(collect_list(relation)).as("relations"))
            .filter(isCase())
            .select(
                col("case").getField("check_id").as("check_id"),
                col("case").getField("kind").as("kind"),
                col("case").getField(Found.ABOUT).as(Found.ABOUT),
                element_at(col("relations"), -1).getField("city").as("division"),
                keys().as("person_keys"),
                evidence().as("evidence"),
                Found.places(col("relations")).as("places")));
  }

  /** The case of each kind that a relation belongs to, or null. */
  private Column[] cases() {
    Column isInALine = LINE.isin(Line.codes(Line.all().toList()));
    return new Column[] {
      of("Q07", "twice_in_a_line", Suspicion.TWICE_IN_A_LINE, IS_LIVE.and(isInALine), PERSON, LINE),
      of(
          "Q08",
          "pension",
          Suspicion.EMPLOYEE_AND_RESIDENT_PENSION,
          IS_LIVE.and(Line.isOneOf(Line.PENSIONS)),
          PERSON),
      of(
          "Q08",
          "medical",
          Suspicion.EMPLOYEE_AND_RESIDENT_MEDICAL,
          IS_LIVE.and(Line.isOneOf(List.of(Line.EMPLOYEE_MEDICAL, Line.RESIDENT_MEDICAL))),
          PERSON),
      // One case a city: each has its own officer.
      of(
          "Q10",
          "enrolled",
          Suspicion.DEAD_AND_ENROLLED,
          IS_LIVE.and(not(isPaidBeforeDeath())),
          PERSON,
          city()),
      of(
          "Q11",
          "stopped_late",
          Suspicion.STOPPED_AFTER_DEATH,
          isStoppedLate(),
          col("source"),
          col("relation_id")),
      of("Q12", "enrolled", Suspicion.DRAWS_IN_PRISON, DRAWS, PERSON, city()),
      of(
          "Q16",
          "retired_and_employed",
          Suspicion.RETIRED_AND_EMPLOYED,
          IS_LIVE.and(
              LINE.isin("210", "510")
                  .or(LINE.isin("110", "120", "310").and(col("retired").equalTo("1")))),
          PERSON),
      of(
          "Q17",
          "beyond_pension_age",
          Suspicion.PAYS_BEYOND_PENSION_AGE,
          Situations.PAYS_WITHOUT_REASON,
          PERSON,
          city()),
      of(
          "Q18",
          "overlap",
          Suspicion.PERIODS_OF_TWO_CITIES,
          Line.isOneOf(Line.TRANSFERRED).and(Periods.isPeriod(day())).and(col("city").isNotNull()),
          PERSON,
          LINE)
    };
  }

  private static Column of(
      String check, String kind, Suspicion what, Column belongs, Column... about) {
    return when(
        what.isTrue().and(belongs),
        struct(
            lit(check).as("check_id"), lit(kind).as("kind"), Found.about(about).as(Found.ABOUT)));
  }

  /** Of relations that were put together: whether they make a case. */
  private Column isCase() {
    Column check = col("case").getField("check_id");
    return when(check.equalTo("Q07"), size(col("relations")).gt(1))
        .when(check.equalTo("Q18"), haveADayInCommon())
        .otherwise(lit(true));
  }

  private static Column isPaidBeforeDeath() {
    return LINE.equalTo(Line.RESIDENT_MEDICAL.code())
        .and(coalesce(col("insurance_year").leq(year(col("died"))), lit(true)));
  }

  /** A pause is seen a month late: it is lawful in the month after that of the death. */
  private static Column isStoppedLate() {
    Column month = trunc(col("died"), "MM");
    Column stop = trunc(col("end_date"), "MM");
    Column isLate =
        when(col("state").equalTo("suspended"), stop.gt(add_months(month, 1)))
            .otherwise(stop.gt(month));
    return Line.isOneOf(Line.PENSIONS).and(Periods.isStopped()).and(isLate);
  }

  /** A period that has ended and another one, in another city, that have a day in common. */
  private Column haveADayInCommon() {
    Column relations = col("relations");
    return exists(relations, one -> isOver(one).and(exists(relations, other -> meet(one, other))));
  }

  private Column isOver(Column relation) {
    return coalesce(relation.getField("end_date").lt(day()), lit(false));
  }

  private Column meet(Column one, Column other) {
    Column begins = greatest(one.getField("start_date"), other.getField("start_date"));
    Column ends = least(end(one), end(other));
    return one.getField("city").notEqual(other.getField("city")).and(begins.leq(ends));
  }

  private Column end(Column relation) {
    return coalesce(relation.getField("end_date"), day());
  }

  private Column day() {
    return lit(register.day());
  }

  private static Column city() {
    return coalesce(col("city"), lit(Found.PROVINCE));
  }

  private static Column keys() {
    return Found.keys(PERSON, transform(col("relations"), one -> one.getField("row_key")));
  }

  /** Codes and months: {@code died 2018-03; 110 in 440100 from 2015-03 to 2018-05}. */
  private static Column evidence() {
    Column month = coalesce(date_format(col("died"), "yyyy-MM"), lit("in an unknown month"));
    Column death =
        when(
            col("case").getField("check_id").isin("Q10", "Q11"),
            concat(lit("died "), month, lit("; ")));
    return concat(
        coalesce(death, lit("")),
        array_join(transform(col("relations"), RelationCases::told), "; "));
  }

  private static Column told(Column relation) {
    return concat_ws(
        " ",
        relation.getField("line"),
        lit("in"),
        coalesce(relation.getField("city"), lit("no city")),
        lit("from"),
        date_format(relation.getField("start_date"), "yyyy-MM"),
        when(relation.getField("end_date").isNotNull(), lit("to")),
        date_format(relation.getField("end_date"), "yyyy-MM"));
  }
}
