package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;

/**
 * A row with neither number nor birth, in the city where one person of that name lives. Certain
 * only if they have an employer in common: who has a common name is several people, who has a rare
 * one may have a namesake elsewhere.
 */
final class NameAndPlacePass {

  static final String NAME_AND_PLACE = "name_and_place";

  private NameAndPlacePass() {}

  static LinkPass pass() {
    Column hasOnlyName =
        not(col(Evidence.HAS_VALID_NUMBER))
            .and(col(Evidence.DOCUMENT).isNull())
            .and(col(Evidence.BIRTH).isNull());
    return new BlockPass(NAME_AND_PLACE, Block.NAME_AND_PLACE, hasOnlyName, lit(true));
  }
}
