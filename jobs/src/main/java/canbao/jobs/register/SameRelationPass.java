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
  public String method() {
    return SAME_RELATION;
  }

  /** Who holds a relation, and the former holder. */
  @Override
  public Dataset<Row> asked(Few leftovers) {
    Few keys = leftovers.keys(leftovers.rows().select(Evidence.KEY));
    Dataset<Row> open = relations(Slice.whereNone(History.KNOWN_TO), "now_");
    Dataset<Row> held =
        open.join(keys.hinted(), col("now_key").equalTo(col(Evidence.KEY)), "left_semi");
    Dataset<Row> closed = relations(Slice.after(History.KNOWN_TO, LocalDate.EPOCH), "former_");
    Column isSame =
        col("former_source")
            .equalTo(col("now_source"))
            .and(col("former_id").equalTo(col("now_id")))
            .and(col("former_key").notEqual(col("now_key")));
    return closed
        .join(keys.made(held).hinted(), isSame)
        .join(leftovers.hinted(), col("now_key").equalTo(col(Evidence.KEY)))
        .select(col(ASKED), col("former_key").as(SOUGHT))
        .distinct();
  }

  @Override
  public Column mayBeOne() {
    return lit(true);
  }

  private Dataset<Row> relations(Slice slice, String prefix) {
    return lake.read(RegisterTables.ENROLMENT, slice)
        .select(
            col("source").as(prefix + "source"),
            col("relation_id").as(prefix + "id"),
            col("person_key").as(prefix + "key"));
  }
}
