package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q04: two people of the population with two valid numbers, one name, birth and sex, registered in
 * one county (or, if not registered, living in one). Two people may lawfully be so alike: a
 * question for review.
 *
 * @param before findings as they were before the night
 */
record TwinCases(OpenRegister register, News news, Dataset<Row> before) {

  static final String KIND = "two_numbers";

  Dataset<Row> found() {
    Dataset<Row> alike = alike();
    Column county = coalesce(col("registration_division"), col("residence_division"));
    // One of two registrations that was cancelled is how the case ends.
    Column isRegistered = coalesce(col("register_state").notEqual("注销"), lit(true));
    Column person = struct("person_key", "city", "source", "batch", "file", "line_no");
    Dataset<Row> people =
        register
            .persons()
            .join(alike.hint("broadcast"), "person_key")
            .filter(county.isNotNull().and(isRegistered))
            .groupBy(col("likeness"), county.as("county"))
            .agg(sort_array(collect_list(person)).as("people"))
            .filter(size(col("people")).gt(1));
    Column keys = transform(col("people"), one -> one.getField("person_key"));
    return Found.of(
        "Q04",
        KIND,
        people.select(
            keys.as("person_keys"),
            array_join(keys.cast("array<string>"), "|").as(Found.ABOUT),
            element_at(col("people"), 1).getField("city").as("division"),
            lit("one name, birth, sex and county").as("evidence"),
            Found.places(col("people")).as("places")));
  }

  /**
   * Keys of people who share name, birth and sex with another, and what they share, as a digest.
   * Some may be of other lists alone; of those who are of the population another one may have
   * spoken first.
   */
  private Dataset<Row> alike() {
    Dataset<Row> everybody =
        register
            .lake()
            .table("register.identity")
            .orElseThrow()
            .filter(col("has_valid_number").and(col("birth").isNotNull()))
            .select(
                col("person_key"),
                xxhash64(nameCanonical(col("name")), col("birth"), col("sex")).as("likeness"));
    Dataset<Row> asked = areAllNew() ? everybody : everybody.join(withNews(everybody), "likeness");
    Dataset<Row> shared =
        asked
            .groupBy("likeness")
            .agg(count(lit(1)).as("people"))
            .filter(col("people").gt(1))
            .select("likeness");
    return asked.join(shared.hint("broadcast"), "likeness");
  }

  private boolean areAllNew() {
    return news.batches().stream()
        .anyMatch(batch -> batch.isFirst() && batch.source().equals("population"));
  }

  /** What those are like of whom the population says something new, or who were found before. */
  private Dataset<Row> withNews(Dataset<Row> everybody) {
    Dataset<Row> spokenOf =
        register.persons().filter(news.haveBrought()).select(col("person_key").as("asked_key"));
    Dataset<Row> foundBefore =
        LifeCycle.open(before, KIND).select(explode(col("person_keys")).as("asked_key"));
    Few few = Few.of(spokenOf.unionByName(foundBefore).distinct());
    Dataset<Row> likenesses =
        everybody
            .join(few.hinted(), col("person_key").equalTo(col("asked_key")), "left_semi")
            .select("likeness")
            .distinct();
    return few.made(likenesses).hinted();
  }
}
