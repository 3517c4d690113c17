package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array_distinct;
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
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cases that relations make: Q07, Q08, Q10, Q11, Q12, Q16, Q17 and Q18.
 *
 * <p>The relations of the suspected are read once more, with all that evidence needs; the suspected
 * are few and go to every task. The city that is asked is that of the relation that began last.
 */
record RelationCases(OpenRegister register, Dataset<Row> suspected) {

  private static final Column MONTH_OF_DEATH =
      coalesce(date_format(col("died"), "yyyy-MM"), lit("month unknown"));

  /** All of them. */
  Dataset<Row> found() {
    Dataset<Row> people =
        suspected.filter(
            Stream.of(Suspicion.values())
                .filter(what -> what != Suspicion.OLD_STUDENT)
                .filter(what -> what != Suspicion.GROUP_NOT_INSURED)
                .map(Suspicion::isTrue)
                .reduce(Column::or)
                .orElseThrow());
    Dataset<Row> relations =
        register
            .relations()
            .join(broadcast(people.withColumnRenamed("city", "home")), "person_key");
    return Stream.of(
            twiceInALine(relations),
            together(relations, Suspicion.EMPLOYEE_AND_RESIDENT_PENSION, Line.PENSIONS),
            together(
                relations,
                Suspicion.EMPLOYEE_AND_RESIDENT_MEDICAL,
                List.of(Line.EMPLOYEE_MEDICAL, Line.RESIDENT_MEDICAL)),
            deadAndEnrolled(relations),
            stoppedAfterDeath(relations),
            drawsInPrison(relations),
            retiredAndEmployed(relations),
            paysBeyondPensionAge(relations),
            periodsOfTwoCities(relations))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  private Dataset<Row> twiceInALine(Dataset<Row> relations) {
    Dataset<Row> twice =
        cases(
                relations.filter(
                    Suspicion.TWICE_IN_A_LINE
                        .isTrue()
                        .and(col("is_live"))
                        .and(col("line").isin(Line.codes(Line.all().toList())))),
                col("person_key"),
                col("line"))
            .filter(size(col("relations")).gt(1));
    Column cities =
        size(array_distinct(transform(col("relations"), relation -> relation.getField("city"))));
    return Found.of(
        "Q07",
        when(cities.gt(1), "two_cities").otherwise("one_city"),
        twice.withColumn(Found.ABOUT, Found.about(col("person_key"), col("line"))));
  }

  /** Live relations of lines that exclude each other. */
  private Dataset<Row> together(Dataset<Row> relations, Suspicion what, List<Line> lines) {
    return Found.of(
        "Q08",
        what == Suspicion.EMPLOYEE_AND_RESIDENT_PENSION ? "pension" : "medical",
        cases(
                relations.filter(what.isTrue().and(col("is_live")).and(Line.isOneOf(lines))),
                col("person_key"))
            .withColumn(Found.ABOUT, Found.about(col("person_key"))));
  }

  /** One case a city, each for its own officer. */
  private Dataset<Row> deadAndEnrolled(Dataset<Row> relations) {
    Column isPaidBefore =
        col("line")
            .equalTo(Line.RESIDENT_MEDICAL.code())
            .and(coalesce(col("insurance_year").leq(yearOfDeath()), lit(true)));
    Dataset<Row> live =
        relations.filter(
            Suspicion.DEAD_AND_ENROLLED.isTrue().and(col("is_live")).and(not(isPaidBefore)));
    return Found.of(
        "Q10",
        "enrolled",
        withDeath(cases(live, col("person_key"), col("died"), col("city")))
            .withColumn(Found.ABOUT, Found.about(col("person_key"), col("city"))));
  }

  /** A pause is seen a month late: it is lawful in the month after that of the death. */
  private Dataset<Row> stoppedAfterDeath(Dataset<Row> relations) {
    Column month = trunc(col("died"), "MM");
    Column isLate =
        when(
                col("state").equalTo("suspended"),
                trunc(col("end_date"), "MM").gt(add_months(month, 1)))
            .otherwise(trunc(col("end_date"), "MM").gt(month));
    Dataset<Row> late =
        relations.filter(
            Suspicion.STOPPED_AFTER_DEATH
                .isTrue()
                .and(Line.isOneOf(Line.PENSIONS))
                .and(Periods.isStopped())
                .and(isLate));
    return Found.of(
        "Q11",
        "stopped_late",
        withDeath(cases(late, col("person_key"), col("died"), col("source"), col("relation_id")))
            .withColumn(Found.ABOUT, Found.about(col("source"), col("relation_id"))));
  }

  private Dataset<Row> drawsInPrison(Dataset<Row> relations) {
    Column draws =
        col("is_live").and(Line.isOneOf(Line.PENSIONS)).and(col("payment_status").equalTo("3"));
    return Found.of(
        "Q12",
        "enrolled",
        cases(
                relations.filter(Suspicion.DRAWS_IN_PRISON.isTrue().and(draws)),
                col("person_key"),
                col("city"))
            .withColumn(Found.ABOUT, Found.about(col("person_key"), col("city"))));
  }

  private Dataset<Row> retiredAndEmployed(Dataset<Row> relations) {
    Column isOfCase =
        col("line")
            .isin("210", "510")
            .or(col("line").isin("110", "120", "310").and(col("retired").equalTo("1")));
    return Found.of(
        "Q16",
        "retired_and_employed",
        cases(
                relations.filter(
                    Suspicion.RETIRED_AND_EMPLOYED.isTrue().and(col("is_live")).and(isOfCase)),
                col("person_key"))
            .withColumn(Found.ABOUT, Found.about(col("person_key"))));
  }

  private Dataset<Row> paysBeyondPensionAge(Dataset<Row> relations) {
    Column pays =
        col("is_live")
            .and(col("line").equalTo(Line.EMPLOYEE_PENSION.code()))
            .and(col("payment_status").equalTo("1"))
            .and(col("retired").notEqual("1"))
            .and(col("reason").isNull());
    return Found.of(
        "Q17",
        "beyond_pension_age",
        cases(
                relations.filter(Suspicion.PAYS_BEYOND_PENSION_AGE.isTrue().and(pays)),
                col("person_key"),
                col("city"))
            .withColumn(Found.ABOUT, Found.about(col("person_key"), col("city"))));
  }

  /** A period that has ended and another one, in another city, that have a day in common. */
  private Dataset<Row> periodsOfTwoCities(Dataset<Row> relations) {
    Column day = lit(register.day());
    Dataset<Row> lines =
        cases(
            relations.filter(
                Suspicion.PERIODS_OF_TWO_CITIES
                    .isTrue()
                    .and(Line.isOneOf(Line.TRANSFERRED))
                    .and(Periods.isPeriod(day))
                    .and(col("city").isNotNull())),
            col("person_key"),
            col("line"));
    Column meets =
        exists(
            col("relations"),
            one -> exists(col("relations"), other -> isOver(one, day).and(meet(one, other, day))));
    return Found.of(
        "Q18",
        "overlap",
        lines.filter(meets).withColumn(Found.ABOUT, Found.about(col("person_key"), col("line"))));
  }

  private static Column isOver(Column relation, Column day) {
    return coalesce(relation.getField("end_date").lt(day), lit(false));
  }

  private static Column meet(Column one, Column other, Column day) {
    Column begins = greatest(one.getField("start_date"), other.getField("start_date"));
    Column ends = least(end(one, day), end(other, day));
    return one.getField("city").notEqual(other.getField("city")).and(begins.leq(ends));
  }

  private static Column end(Column relation, Column day) {
    return coalesce(relation.getField("end_date"), day);
  }

  private static Column yearOfDeath() {
    return year(col("died"));
  }

  /** One row a group of relations, in the order of their starts: what {@link Found} wants of it. */
  private static Dataset<Row> cases(Dataset<Row> relations, Column... by) {
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
    return relations
        .groupBy(by)
        .agg(sort_array(collect_list(relation)).as("relations"))
        .select(
            Stream.concat(
                    Stream.of(by).filter(column -> !column.toString().equals("city")),
                    Stream.of(
                        col("relations"),
                        element_at(col("relations"), -1).getField("city").as("city"),
                        element_at(col("relations"), -1).getField("city").as("division"),
                        keys().as("person_keys"),
                        array_join(transform(col("relations"), RelationCases::told), "; ")
                            .as("evidence"),
                        Found.places(col("relations")).as("places")))
                .toArray(Column[]::new));
  }

  /** The person, and the keys of rows that count for the person. */
  private static Column keys() {
    Column ofRows = transform(col("relations"), one -> one.getField("row_key"));
    return Found.keys(col("person_key"), ofRows);
  }

  /** Codes and months: {@code 110 in 440100 from 2015-03 to 2018-05}. */
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

  private static Dataset<Row> withDeath(Dataset<Row> cases) {
    return cases.withColumn(
        "evidence", concat(lit("died "), MONTH_OF_DEATH, lit("; "), col("evidence")));
  }
}
