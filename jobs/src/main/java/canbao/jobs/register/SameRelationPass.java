package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A relation that was somebody's of the population has the document of somebody unknown now: a
 * correction, or an account taken over. Certain only if the name stayed and the number is lacking.
 */
final class SameRelationPass implements LinkPass {

  static final String SAME_RELATION = "same_relation";

  private final Lake lake;

  SameRelationPass(Lake lake) {
    this.lake = lake;
  }

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    Dataset<Row> asked = Evidence.asFrom(leftovers.rows());
    Dataset<Row> former = leftovers.made(formerHolders(leftovers)).hinted();
    Dataset<Row> people = Evidence.asTo(everybody);
    return people
        .join(former, Evidence.to(Evidence.KEY).equalTo(col("former_key")))
        .join(leftovers.made(asked).hinted(), Evidence.from(Evidence.KEY).equalTo(col("now_key")))
        .drop("former_key", "now_key")
        .withColumn(Grading.METHOD, lit(SAME_RELATION));
  }

  /** Who held a relation (former_key) that somebody outside the population (now_key) holds. */
  private Dataset<Row> formerHolders(Few leftovers) {
    Dataset<Row> keys = leftovers.rows().select(Evidence.KEY);
    Dataset<Row> open = relations(Slice.whereNone(History.KNOWN_TO), "now_");
    Dataset<Row> held =
        open.join(
            leftovers.made(keys).hinted(), col("now_key").equalTo(col(Evidence.KEY)), "left_semi");
    Dataset<Row> closed = relations(Slice.after(History.KNOWN_TO, LocalDate.EPOCH), "former_");
    Column isSame =
        col("former_source")
            .equalTo(col("now_source"))
            .and(col("former_id").equalTo(col("now_id")))
            .and(col("former_key").notEqual(col("now_key")));
    return closed
        .join(leftovers.made(held).hinted(), isSame)
        .select("former_key", "now_key")
        .distinct();
  }

  private Dataset<Row> relations(Slice slice, String prefix) {
    return lake.read(RegisterTables.ENROLMENT, slice)
        .select(
            col("source").as(prefix + "source"),
            col("relation_id").as(prefix + "id"),
            col("person_key").as(prefix + "key"));
  }
}
