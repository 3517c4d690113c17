package canbao.jobs.register;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One name, one birth date, no other sex; one of the two has no valid number. */
final class SamePersonPass implements LinkPass {

  static final String NAME_AND_BIRTH = "name_and_birth";

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    Dataset<Row> asked = Evidence.asFrom(leftovers.rows().filter(isDescribed()));
    Dataset<Row> people = Evidence.asTo(everybody.filter(isDescribed()));
    Column isAlike =
        Evidence.from(Evidence.NAME)
            .equalTo(Evidence.to(Evidence.NAME))
            .and(Evidence.from(Evidence.BIRTH).equalTo(Evidence.to(Evidence.BIRTH)));
    Column hasOtherSex =
        coalesce(Evidence.from(Evidence.SEX).notEqual(Evidence.to(Evidence.SEX)), lit(false));
    Column haveTwoNumbers =
        Evidence.from(Evidence.HAS_VALID_NUMBER).and(Evidence.to(Evidence.HAS_VALID_NUMBER));
    return people
        .join(leftovers.made(asked).hinted(), isAlike)
        .filter(hasOtherSex.or(haveTwoNumbers).equalTo(lit(false)))
        .withColumn(Grading.METHOD, lit(NAME_AND_BIRTH));
  }

  private static Column isDescribed() {
    return col(Evidence.NAME).isNotNull().and(col(Evidence.BIRTH).isNotNull());
  }
}
