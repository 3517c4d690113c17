package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cases that paid pensions make: Q09 two in one month, Q11 after the month of death, Q12 for a
 * month that was spent in prison.
 *
 * <p>The dead and the prisoners go to every task; who was paid twice is found by folding the
 * months.
 */
record BenefitCases(OpenRegister register) {

  /** None where the province has no list of benefits. */
  Optional<Dataset<Row>> found() {
    return register
        .benefits()
        .map(rows -> rows.filter(col("is_known").and(Line.isOneOf(Line.PENSIONS))))
        .map(
            benefits ->
                paidTwice(benefits)
                    .unionByName(paidAfterDeath(benefits))
                    .unionByName(paidInPrison(benefits)));
  }

  private Dataset<Row> paidTwice(Dataset<Row> benefits) {
    Column line = Line.number(one -> 1L << Line.PENSIONS.indexOf(one), Line.PENSIONS);
    Dataset<Row> twice =
        benefits
            .groupBy("person_key", "month")
            .agg(bit_or(line).as("lines"))
            .filter(bit_count(col("lines")).gt(1))
            .select(col("person_key").as("paid_key"), col("month").as("paid_month"));
    Column isOfThem =
        col("person_key").equalTo(col("paid_key")).and(col("month").equalTo(col("paid_month")));
    return Found.of(
        "Q09", "paid_twice", cases(benefits.join(broadcast(twice), isOfThem, "left_semi")));
  }

  private Dataset<Row> paidAfterDeath(Dataset<Row> benefits) {
    Column isLater =
        col("person_key").equalTo(col("dead_key")).and(col("month").gt(col("last_day_paid_for")));
    return Found.of(
        "Q11", "paid", cases(benefits.join(broadcast(theDead()), isLater, "left_semi")));
  }

  /** Who is dead, and the end of the month that is still paid for; of some it is not known. */
  private Dataset<Row> theDead() {
    Column isMarkedDead =
        coalesce(col("life_state").equalTo("2"), lit(false))
            .or(coalesce(col("register_state").equalTo("死亡"), lit(false)));
    Dataset<Row> ofRegister =
        register.persons().filter(isMarkedDead).select(col("person_key"), col("death_date"));
    Dataset<Row> ofLists =
        register
            .statuses()
            .filter(col("is_known").and(col("kind").equalTo("DEATH")))
            .select(col("person_key"), col("from_date").as("death_date"));
    return ofRegister
        .unionByName(ofLists)
        .filter(col("death_date").leq(lit(register.day())))
        .groupBy(col("person_key").as("dead_key"))
        .agg(last_day(min("death_date")).as("last_day_paid_for"));
  }

  /** The months in which somebody comes or goes are paid for. */
  private Dataset<Row> paidInPrison(Dataset<Row> benefits) {
    Dataset<Row> prisoners =
        register
            .statuses()
            .filter(col("is_known").and(col("kind").equalTo("PRISON")))
            .select(col("person_key").as("prison_key"), col("from_date"), col("to_date"));
    Column isWholeMonth =
        col("month")
            .geq(col("from_date"))
            .and(coalesce(last_day(col("month")).leq(col("to_date")), lit(true)));
    return Found.of(
        "Q12",
        "paid",
        cases(
            benefits.join(
                broadcast(prisoners),
                col("person_key").equalTo(col("prison_key")).and(isWholeMonth),
                "left_semi")));
  }

  /** One case a person, with all its months; the city that paid last is asked. */
  private static Dataset<Row> cases(Dataset<Row> benefits) {
    Column benefit =
        struct("month", "line", "city", "row_key", "source", "batch", "file", "line_no");
    Column told =
        array_join(
            transform(
                col("benefits"),
                one ->
                    concat_ws(
                        " ",
                        one.getField("line"),
                        lit("in"),
                        coalesce(one.getField("city"), lit("no city")),
                        lit("for"),
                        date_format(one.getField("month"), "yyyy-MM"))),
            "; ");
    return benefits
        .groupBy(col("person_key").as(Found.ABOUT))
        .agg(sort_array(collect_list(benefit)).as("benefits"))
        .select(
            Stream.of(
                    col(Found.ABOUT),
                    element_at(col("benefits"), -1).getField("city").as("division"),
                    keys().as("person_keys"),
                    told.as("evidence"),
                    Found.places(col("benefits")).as("places"))
                .toArray(Column[]::new));
  }

  private static Column keys() {
    Column ofRows = transform(col("benefits"), one -> one.getField("row_key"));
    return Found.keys(col(Found.ABOUT), ofRows);
  }
}
