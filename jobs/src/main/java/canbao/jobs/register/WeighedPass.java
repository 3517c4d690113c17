package canbao.jobs.register;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * People who are alike in a number or in two things, and not wholly other in the rest: what the
 * other passes are too strict for. Whether that is enough is weighed for each pair ({@link
 * Weighing}).
 */
final class WeighedPass {

  static final String WEIGHED = "weighed";

  private static final NumberSlips SLIPS = new NumberSlips(3);

  private WeighedPass() {}

  static List<LinkPass> passes() {
    Column anybody = lit(true);
    // Who is known by a name alone has a pass of their own.
    Column isDescribed = col(Evidence.DOCUMENT).isNotNull().or(col(Evidence.BIRTH).isNotNull());
    return List.of(
        pass(Block.BIRTH_AND_PLACE, anybody, haveNamesAlike().or(areNumbersNear())),
        pass(Block.BIRTH_AND_INITIAL, anybody, haveNearNames().or(areNumbersNear())),
        pass(Block.NAME_AND_PLACE, isDescribed, areBirthsAlike().or(areNumbersNear())),
        pass(Block.NUMBER, anybody, haveNamesAlike()));
  }

  private static LinkPass pass(Block block, Column isAsked, Column areAlike) {
    return new BlockPass(WEIGHED, block, isAsked, areAlike);
  }

  private static Column haveNamesAlike() {
    Column from = Evidence.from(Evidence.NAME);
    Column to = Evidence.to(Evidence.NAME);
    Column beginAlike = substring(from, 1, 1).equalTo(substring(to, 1, 1));
    return coalesce(beginAlike, from.isNull().or(to.isNull())).or(haveNearNames());
  }

  private static Column haveNearNames() {
    Column areNear = Likeness.areNear(Evidence.from(Evidence.NAME), Evidence.to(Evidence.NAME));
    return coalesce(areNear, lit(false)).or(Evidence.haveOneName());
  }

  private static Column areNumbersNear() {
    Column areFew = SLIPS.areFew(Evidence.from(Evidence.DOCUMENT), Evidence.to(Evidence.DOCUMENT));
    return coalesce(areFew, lit(false));
  }

  /** Few digits other. */
  private static Column areBirthsAlike() {
    Column from = Evidence.from(Evidence.BIRTH).cast("string");
    Column to = Evidence.to(Evidence.BIRTH).cast("string");
    return coalesce(levenshtein(from, to, 2).geq(0), lit(false));
  }
}
