package canbao.jobs.supervision;

import static canbao.udfs.Functions.namesAgree;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;

/** Whether two names in their canonical form are one name. */
final class Names {

  private Names() {}

  /** Two names that are there, and differ by more than by characters that one could not write. */
  static Column differ(Column one, Column other) {
    Column areThere = one.notEqual("").and(other.notEqual(""));
    return coalesce(areThere.and(not(namesAgree(one, other))), lit(false));
  }
}
