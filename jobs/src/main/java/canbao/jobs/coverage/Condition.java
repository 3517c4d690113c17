package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Something that must hold of a row, and what is said of a row of which it does not.
 *
 * @param otherwise why the row does not count
 * @param holds NULL is no
 */
record Condition(String otherwise, Column holds) {

  /** Whether a row meets all of them. */
  static Column all(List<Condition> conditions) {
    return conditions.stream().map(Condition::holds).reduce(Column::and).orElse(lit(true));
  }

  /** What is said of the first that a row does not meet; NULL if it meets all. */
  static Column firstUnmet(List<Condition> conditions) {
    Column words = when(lit(false), lit(null).cast("string"));
    for (Condition condition : conditions) {
      words = words.when(not(coalesce(condition.holds, lit(false))), condition.otherwise);
    }
    return words;
  }
}
