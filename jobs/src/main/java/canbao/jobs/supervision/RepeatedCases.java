package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import canbao.jobs.lake.Few;
import canbao.jobs.run.Settings;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q04: two different rows of one population list have one number, and one of them counts. It stays
 * found until a list has a single row of the person, be it the one that counts already, or none.
 *
 * @param before findings as they were before the night
 */
record RepeatedCases(OpenRegister register, News news, Dataset<Row> before, Settings settings) {

  static final String KIND = "two_rows_one_number";

  private static final String[] ROW = {"source", "person_key"};

  /** None if there is nobody to be asked about. */
  Optional<Dataset<Row>> found() {
    Dataset<Row> foundBefore =
        LifeCycle.open(before, KIND)
            .select(
                element_at(col("places"), 1).getField("source").as("source"),
                element_at(col("person_keys"), 1).as("person_key"));
    Optional<Dataset<Row>> landed = landed();
    Dataset<Row> all =
        landed
            .map(rows -> rows.filter(col("is_contested")).select("source", "person_key"))
            .map(foundBefore::unionByName)
            .orElse(foundBefore);
    Few asked = Few.of(all.distinct());
    if (asked.number() == 0) {
      return Optional.empty();
    }
    Dataset<Row> twice = landed.map(rows -> stillTwice(asked, rows)).orElse(asked.rows());
    Dataset<Row> rows = register.persons().join(asked.made(twice).hinted(), ROW, "left_semi");
    return Optional.of(
        Found.of(
            "Q04",
            KIND,
            rows.select(
                OpenRows.name(OpenRows.KEYS.get("person")).as(Found.ABOUT),
                col("city").as("division"),
                array(col("person_key")).as("person_keys"),
                lit("another row of the list has the number").as("evidence"),
                array(Found.place()).as("places"))));
  }

  /**
   * Those of whom the last list that speaks of them has two rows, and those of whom none speaks.
   */
  private static Dataset<Row> stillTwice(Few people, Dataset<Row> landed) {
    Dataset<Row> said =
        landed
            .join(people.hinted(), ROW, "left_semi")
            .groupBy("source", "person_key")
            .agg(max(struct("batch", "is_contested")).as("last"));
    return people
        .rows()
        .join(people.made(said).hinted(), ROW, "left_outer")
        .filter(coalesce(col("last").getField("is_contested"), lit(true)))
        .select("source", "person_key");
  }

  /** Source, person_key, batch and is_contested of the population's rows in the news. */
  private Optional<Dataset<Row>> landed() {
    return settings.sources().stream()
        .filter(source -> source.table().equals("person"))
        .filter(source -> !news.of(source.name()).isEmpty())
        .flatMap(
            source ->
                register
                    .lake()
                    .table("landing." + source.name(), News.dates(news.of(source.name())))
                    .map(
                        rows ->
                            rows.select(
                                lit(source.name()).as("source"),
                                col("person_key"),
                                col("batch"),
                                col("is_contested")))
                    .stream())
        .reduce(Dataset::unionByName);
  }
}
