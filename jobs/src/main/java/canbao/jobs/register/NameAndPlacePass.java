package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A row with neither number nor birth, in the city where one person of that name lives. Certain
 * only if they have an employer in common: who has a common name is several people, who has a rare
 * one may have a namesake elsewhere.
 */
final class NameAndPlacePass implements LinkPass {

  static final String NAME_AND_PLACE = "name_and_place";

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    Column hasOnlyName =
        not(col(Evidence.HAS_VALID_NUMBER))
            .and(col(Evidence.DOCUMENT).isNull())
            .and(col(Evidence.BIRTH).isNull());
    return Block.NAME_AND_PLACE
        .pairs(leftovers.made(leftovers.rows().filter(hasOnlyName)), everybody)
        .withColumn(Grading.METHOD, lit(NAME_AND_PLACE));
  }
}
