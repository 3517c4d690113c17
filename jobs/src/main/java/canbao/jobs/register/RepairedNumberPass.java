package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A number that is not valid is one slip away from the valid number of somebody of that name, or of
 * nearly that name and the same birth.
 *
 * @param meant keys of repaired numbers
 */
record RepairedNumberPass(MeantKeys meant) implements LinkPass {

  /** The slip is in the other source. */
  static final String OF_OUTSIDERS = "repaired_number";

  @Override
  public String method() {
    return OF_OUTSIDERS;
  }

  @Override
  public Dataset<Row> asked(Few leftovers) {
    return repaired(leftovers).select(ASKED, SOUGHT);
  }

  @Override
  public Column mayBeOne() {
    return Evidence.areNamedAlike();
  }

  /** People and those whose valid number is one slip from theirs, whatever their names. */
  Dataset<Row> pairs(Few leftovers, Dataset<Row> people) {
    Dataset<Row> asked = Evidence.asFrom(repaired(leftovers));
    return Evidence.asTo(people)
        .join(
            leftovers.made(asked).hinted(),
            Evidence.from(SOUGHT).equalTo(Evidence.to(Evidence.KEY)))
        .drop("from_" + SOUGHT);
  }

  /** Once for each number that is meant, with the key of whose it is. */
  private Dataset<Row> repaired(Few leftovers) {
    return leftovers
        .rows()
        .filter(not(col(Evidence.HAS_VALID_NUMBER)))
        .withColumn(SOUGHT, explode(meant.keys()));
  }
}
