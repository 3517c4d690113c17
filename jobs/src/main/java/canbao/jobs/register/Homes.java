package canbao.jobs.register;

import static canbao.udfs.Functions.cityOf;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import canbao.jobs.lake.Few;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Where the people of pairs are at home, and whom they work for: what identities do not tell. The
 * employers of those described are kept in memory until this is closed.
 */
final class Homes implements AutoCloseable {

  /** Whether the relation is of a city where the person is or was registered or lives. */
  static final String LIVES_THERE = "lives_there";

  /**
   * Of who is known by a name alone: how many relations the employers have, at least as many as
   * people.
   */
  static final String COLLEAGUES = "colleagues";

  private final Dataset<Row> persons;
  private final Dataset<Row> enrolments;
  private final List<Dataset<Row>> kept = new ArrayList<>();

  /**
   * @param persons rows of {@code register.person}, with the places that people have left
   * @param enrolments open rows of {@code register.enrolment}
   */
  Homes(Dataset<Row> persons, Dataset<Row> enrolments) {
    this.persons = persons;
    this.enrolments = enrolments;
  }

  /**
   * The pairs whose second is or was in the population, with homes, lives_there, the employers of
   * both sides, and colleagues.
   *
   * @param pairs read several times: kept in memory, or cheap to make again
   */
  Dataset<Row> described(Few pairs) {
    Column cities = Evidence.from(Evidence.CITIES);
    Dataset<Row> atHome =
        pairs
            .rows()
            .join(homes(pairs).hinted(), Evidence.to(Evidence.KEY).equalTo(col("resident")))
            .drop("resident")
            .withColumn(
                LIVES_THERE, coalesce(arrays_overlap(cities, col(Likeness.HOMES)), lit(false)));
    Few employers = employers(pairs);
    Few colleagues = colleagues(pairs, employers);
    return employed(employed(atHome, employers, "from_"), employers, "to_")
        .join(
            colleagues.hinted(),
            Evidence.from(Evidence.KEY).equalTo(col("colleague")),
            "left_outer")
        .drop("colleague");
  }

  /** Open rows of the employers of those who are known by a name alone. */
  private Few colleagues(Few pairs, Few employers) {
    Dataset<Row> asked =
        pairs
            .rows()
            .filter(col(Grading.METHOD).equalTo(NameAndPlacePass.NAME_AND_PLACE))
            .select(Evidence.from(Evidence.KEY).as("asked_key"))
            .distinct();
    Dataset<Row> theirs =
        employers
            .rows()
            .join(
                pairs.keys(asked).hinted(),
                col("person_key").equalTo(col("asked_key")),
                "left_semi")
            .select(col("person_key").as("colleague"), explode(col("employers")).as("of"));
    Dataset<Row> sizes =
        enrolments
            .join(
                pairs.keys(theirs.select("of").distinct()).hinted(),
                col("employer").equalTo(col("of")),
                "left_semi")
            .groupBy("employer")
            .agg(count(lit(1)).as("rows"));
    return pairs.made(
        theirs
            .join(pairs.made(sizes).hinted(), col("employer").equalTo(col("of")))
            .groupBy("colleague")
            .agg(sum("rows").as(COLLEAGUES)));
  }

  @Override
  public void close() {
    kept.forEach(
        rows -> {
          Dataset<Row> unused = rows.unpersist();
        });
  }

  private Few homes(Few pairs) {
    Dataset<Row> keys = pairs.rows().select(Evidence.to(Evidence.KEY).as("asked_key")).distinct();
    Column home =
        explode(array(cityOf(col("registration_division")), cityOf(col("residence_division"))));
    return pairs.made(
        persons
            .join(pairs.keys(keys).hinted(), col("person_key").equalTo(col("asked_key")))
            .select(col("person_key").as("resident"), home.as("home"))
            .groupBy("resident")
            .agg(collect_set(col("home")).as(Likeness.HOMES)));
  }

  private Few employers(Few pairs) {
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
                pairs.keys(keys).hinted(), col("person_key").equalTo(col("asked_key")), "left_semi")
            .groupBy("person_key")
            .agg(collect_set(col("employer")).as("employers"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(employers);
    return pairs.made(employers);
  }

  private static Dataset<Row> employed(Dataset<Row> pairs, Few employers, String side) {
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
