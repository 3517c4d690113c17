package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A row with nothing but a name, in the city where one person of that name lives. Never certain:
 * who has a common name is several people, who has a rare one may have a namesake elsewhere.
 */
final class NameAndPlacePass implements LinkPass {

  static final String NAME_AND_PLACE = "name_and_place";

  private static final String PLACE = "place";

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    Column hasOnlyName =
        not(col(Evidence.HAS_VALID_NUMBER))
            .and(col(Evidence.DOCUMENT).isNull())
            .and(col(Evidence.BIRTH).isNull());
    Dataset<Row> asked =
        Evidence.asFrom(
            leftovers.rows().filter(hasOnlyName).withColumn(PLACE, explode(col(Evidence.CITIES))));
    Dataset<Row> people =
        Evidence.asTo(everybody.withColumn(PLACE, get(col(Evidence.CITIES), lit(0))));
    Column isAlike =
        Evidence.from(Evidence.NAME)
            .equalTo(Evidence.to(Evidence.NAME))
            .and(Evidence.from(PLACE).equalTo(Evidence.to(PLACE)));
    return people
        .join(leftovers.made(asked).hinted(), isAlike)
        .drop("from_" + PLACE, "to_" + PLACE)
        .withColumn(Grading.METHOD, lit(NAME_AND_PLACE));
  }
}
