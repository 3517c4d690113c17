package canbao.jobs.register;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;

/** One name, one birth date, no other sex; one of the two has no valid number. */
final class SamePersonPass {

  static final String NAME_AND_BIRTH = "name_and_birth";

  private SamePersonPass() {}

  static LinkPass pass() {
    Column isLikely = not(Evidence.contradict(Evidence.SEX));
    return new BlockPass(NAME_AND_BIRTH, Block.NAME_AND_BIRTH, lit(true), isLikely);
  }
}
