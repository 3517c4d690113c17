package canbao.jobs.register;

import static canbao.udfs.Functions.cityOf;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the people of pairs are at home, and whom they work for: what identities do not tell. */
final class Homes {

  /** Whether the relation is of a city where the person is or was registered or lives. */
  static final String LIVES_THERE = "lives_there";

  private final Dataset<Row> persons;
  private final Dataset<Row> enrolments;

  /**
   * @param persons rows of {@code register.person}, with the places that people have left
   * @param enrolments open rows of {@code register.enrolment}
   */
  Homes(Dataset<Row> persons, Dataset<Row> enrolments) {
    this.persons = persons;
    this.enrolments = enrolments;
  }

  /** Pairs whose second is or was in the population, with homes, lives_there and method. */
  Dataset<Row> found(Few pairs) {
    Dataset<Row> places =
        persons.select(
            col("person_key"),
            array(cityOf(col("registration_division")), cityOf(col("residence_division")))
                .as("places"));
    Column[] pair = Stream.of(pairs.rows().columns()).map(Column::new).toArray(Column[]::new);
    Column home = explode(col("places"));
    Column cities = Evidence.from(Evidence.CITIES);
    return places
        .join(pairs.hinted(), col("person_key").equalTo(Evidence.to(Evidence.KEY)))
        .select(Stream.concat(Stream.of(pair), Stream.of(home.as("home"))).toArray(Column[]::new))
        .groupBy(pair)
        .agg(collect_set(col("home")).as(Likeness.HOMES))
        .withColumn(LIVES_THERE, coalesce(arrays_overlap(cities, col(Likeness.HOMES)), lit(false)));
  }

  /**
   * The pairs with the employers of both sides.
   *
   * @param pairs read twice: kept in memory, or cheap to make again
   */
  Dataset<Row> employed(Few pairs) {
    Dataset<Row> keys =
        pairs
            .rows()
            .select(Evidence.from(Evidence.KEY).as("asked_key"))
            .union(pairs.rows().select(Evidence.to(Evidence.KEY)))
            .distinct();
    Dataset<Row> employers =
        enrolments
            .filter(col("employer").isNotNull())
            .join(
                pairs.made(keys).hinted(), col("person_key").equalTo(col("asked_key")), "left_semi")
            .groupBy("person_key")
            .agg(collect_set(col("employer")).as("employers"));
    return of(of(pairs.rows(), pairs.made(employers), "from_"), pairs.made(employers), "to_");
  }

  private static Dataset<Row> of(Dataset<Row> pairs, Few employers, String side) {
    Dataset<Row> named =
        employers
            .rows()
            .select(
                col("person_key").as(side + "employee"), col("employers").as(side + "employers"));
    return pairs
        .join(
            employers.made(named).hinted(),
            col(side + Evidence.KEY).equalTo(col(side + "employee")),
            "left_outer")
        .drop(side + "employee");
  }
}
