package canbao.jobs.register;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;

import canbao.jobs.lake.Few;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People who are alike in a number or in two things, and not wholly other in the rest: what the
 * other passes are too strict for. Whether that is enough is weighed for each pair ({@link
 * Weighing}).
 */
final class WeighedPass implements LinkPass {

  static final String WEIGHED = "weighed";

  private static final int MOST_SLIPS = 3;

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    Dataset<Row> ofPlace =
        Block.BIRTH_AND_PLACE
            .pairs(leftovers, everybody)
            .filter(haveNamesAlike().or(areNumbersNear()));
    Dataset<Row> ofInitial =
        Block.BIRTH_AND_INITIAL
            .pairs(leftovers, everybody)
            .filter(haveNearNames().or(areNumbersNear()));
    Dataset<Row> ofName =
        Block.NAME_AND_PLACE
            .pairs(described(leftovers), everybody)
            .filter(areBirthsAlike().or(areNumbersNear()));
    Dataset<Row> ofNumber = Block.NUMBER.pairs(leftovers, everybody).filter(haveNamesAlike());
    return List.of(ofInitial, ofName, ofNumber).stream()
        .reduce(ofPlace, Dataset::unionByName)
        .filter(not(haveTwoNumbers()))
        .withColumn(Grading.METHOD, lit(WEIGHED));
  }

  /** Who is known by a name alone has a pass of their own. */
  private static Few described(Few leftovers) {
    Column isDescribed = col(Evidence.DOCUMENT).isNotNull().or(col(Evidence.BIRTH).isNotNull());
    return leftovers.made(leftovers.rows().filter(isDescribed));
  }

  private static Column haveTwoNumbers() {
    return Evidence.from(Evidence.HAS_VALID_NUMBER).and(Evidence.to(Evidence.HAS_VALID_NUMBER));
  }

  private static Column haveNamesAlike() {
    Column from = Evidence.from(Evidence.NAME);
    Column to = Evidence.to(Evidence.NAME);
    Column beginAlike = substring(from, 1, 1).equalTo(substring(to, 1, 1));
    return haveNearNames().or(coalesce(beginAlike, from.isNull().or(to.isNull())));
  }

  private static Column haveNearNames() {
    Column areNear = Likeness.areNear(Evidence.from(Evidence.NAME), Evidence.to(Evidence.NAME));
    return coalesce(areNear, lit(false)).or(Evidence.haveOneName());
  }

  private static Column areNumbersNear() {
    Column slips =
        levenshtein(Evidence.from(Evidence.DOCUMENT), Evidence.to(Evidence.DOCUMENT), MOST_SLIPS);
    return coalesce(slips.geq(0), lit(false));
  }

  /** Few digits other. */
  private static Column areBirthsAlike() {
    Column from = Evidence.from(Evidence.BIRTH).cast("string");
    Column to = Evidence.to(Evidence.BIRTH).cast("string");
    return coalesce(levenshtein(from, to).leq(2), lit(false));
  }
}
