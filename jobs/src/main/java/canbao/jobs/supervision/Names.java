package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;

import org.apache.spark.sql.Column;

/** Whether two names in their canonical form are one name. */
final class Names {

  /** What stands for a character that an encoding does not have, and characters of private use. */
  private static final String LOST = "[?*\u25A1\u25A0\uFFFD\uE000-\uF8FF]";

  private Names() {}

  /** Two names that are there, and differ by more than by characters that one could not write. */
  static Column differ(Column one, Column other) {
    Column bothAreThere = one.notEqual("").and(other.notEqual(""));
    return coalesce(
        bothAreThere
            .and(one.notEqual(other))
            .and(not(isLike(one, other)))
            .and(not(isLike(other, one))),
        lit(false));
  }

  private static Column isLike(Column name, Column withLostCharacters) {
    Column hasLost = withLostCharacters.rlike(LOST);
    Column isPattern = withLostCharacters.rlike("[%_\\\\]");
    Column rest = regexp_replace(withLostCharacters, lit(LOST), lit(""));
    Column pattern = regexp_replace(withLostCharacters, lit(LOST), lit("_"));
    return hasLost
        .and(not(isPattern))
        .and(rest.notEqual(""))
        .and(call_function("like", name, pattern));
  }
}
