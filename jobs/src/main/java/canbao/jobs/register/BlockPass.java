package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import canbao.jobs.lake.Few;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People of one block, of whom one has no valid number.
 *
 * @param method what the pass is called
 * @param block what the two have alike
 * @param isAsked whom the pass is for, a column over {@link Evidence}
 * @param mayBeOne whether two of the block are proposed, over both its sides
 */
record BlockPass(String method, Block block, Column isAsked, Column mayBeOne) implements LinkPass {

  @Override
  public Dataset<Row> asked(Few leftovers) {
    Column sought = explode(new BlockNumbers(List.of(block)).sought());
    return leftovers.rows().filter(isAsked).select(col(ASKED), sought.as(SOUGHT));
  }
}
