package canbao.jobs.register;

import static org.apache.spark.sql.functions.bitwise_not;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * As {@link RepairedNumberPass}, with the slip in the population: its row has no valid number, and
 * another source has the right one.
 */
final class RepairedRegisterNumberPass implements LinkPass {

  static final String OF_POPULATION = "repaired_register_number";

  @Override
  public String method() {
    return OF_POPULATION;
  }

  @Override
  public Dataset<Row> asked(Few leftovers) {
    return leftovers
        .rows()
        .filter(col(Evidence.HAS_VALID_NUMBER))
        .select(col(ASKED), bitwise_not(col(Evidence.KEY)).as(SOUGHT));
  }

  @Override
  public Column mayBeOne() {
    return Evidence.areNamedAlike();
  }
}
