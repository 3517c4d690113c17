package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * For whom rows count: people outside the population who are found to be in it.
 *
 * @param links columns {@link #FROM}, {@link #TO}, {@link #CERTAINTY} (certain, probable or
 *     possible) and {@link #METHOD}, a row for each that a person outside may be; and one without
 *     {@link #TO} for each who may be any of several. Few enough to go to every task
 */
record PeopleLinks(Dataset<Row> links) {

  static final String FROM = "from_key";
  static final String TO = "to_key";
  static final String CERTAINTY = "link_certainty";
  static final String METHOD = "link_method";

  /** Of a row that {@link #certain} or {@link #likely} gives: whether it counts for another. */
  static final Column IS_LINKED = col(TO).isNotNull();

  /** Of such a row: for whom it counts. */
  static final Column PERSON = coalesce(col(TO), col("person_key")).as("person_key");

  private static final boolean ALLOW_MISSING_COLUMNS = true;
  private static final String IS_PROBABLE = "is_probable";
  private static final String MAY_BE_SEVERAL = "may_be_several";

  /** Of such a row: whether it is by a probable link that it counts, in the upper bound alone. */
  static final Column IS_ONLY_PROBABLE = coalesce(col(IS_PROBABLE), lit(false));

  /** Of such a row that counts for itself: whether it is of somebody who may be any of several. */
  static final Column IS_AMBIGUOUS = coalesce(col(MAY_BE_SEVERAL), lit(false));

  /** The rows, each with whom it certainly counts for. */
  Dataset<Row> certain(Dataset<Row> rows) {
    return joined(rows, linkedForCertain());
  }

  /**
   * The rows, each with whom it certainly counts for; that of somebody who is probably another, or
   * possibly one of several, stands there for itself and for each of them.
   */
  Dataset<Row> likely(Dataset<Row> rows) {
    Dataset<Row> uncertain = links.filter(col(CERTAINTY).notEqual("certain"));
    Dataset<Row> stays =
        uncertain
            .groupBy(FROM)
            .agg(max(col(TO).isNull()).as(MAY_BE_SEVERAL))
            .withColumn(TO, lit(null).cast("bigint"))
            .withColumn(IS_PROBABLE, lit(false));
    Dataset<Row> counts = uncertain.filter(col(TO).isNotNull()).withColumn(IS_PROBABLE, lit(true));
    Dataset<Row> toWhom =
        linkedForCertain().unionByName(counts).unionByName(stays, ALLOW_MISSING_COLUMNS);
    return joined(rows, toWhom);
  }

  /** {@code person_key} of whom some people are or may be. */
  Dataset<Row> to(Dataset<Row> people) {
    return ends(FROM, people, TO);
  }

  /** {@code person_key} of those who are or may be some people. */
  Dataset<Row> from(Dataset<Row> people) {
    return ends(TO, people, FROM);
  }

  private Dataset<Row> ends(String one, Dataset<Row> people, String other) {
    return links
        .filter(col(TO).isNotNull())
        .join(people, col(one).equalTo(people.col("person_key")), "left_semi")
        .select(col(other).as("person_key"));
  }

  private Dataset<Row> linkedForCertain() {
    return links.filter(col(CERTAINTY).equalTo("certain")).withColumn(IS_PROBABLE, lit(false));
  }

  private static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> toWhom) {
    return rows.join(
        broadcast(toWhom), rows.col("person_key").equalTo(toWhom.col(FROM)), "left_outer");
  }
}
