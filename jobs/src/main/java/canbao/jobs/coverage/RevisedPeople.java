package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People whose state of a day is another than it was, grouped by all that a count asks of both.
 *
 * <p>Who is alike in both changes no number, so that the groups grow with what was corrected.
 */
final class RevisedPeople {

  static final String BEFORE = "before_";
  static final String AFTER = "after_";
  static final String PEOPLE = "people";
  static final String IS_RELINKED = "is_relinked";
  static final String HAS_OTHER_BIRTH = "has_other_birth";

  /** What a count asks of a person; {@code lines} is the set of lines with a live relation. */
  static final List<String> FACTS =
      List.of(
          "in_register",
          "dead",
          "registered_city",
          "resident_city",
          "is_registered_in_memo",
          "is_resident_in_memo",
          "due_bits",
          "lines");

  private static final String KEY = "person_key";

  private RevisedPeople() {}

  /**
   * One row a group: the facts before and after, {@link #IS_RELINKED}, {@link #HAS_OTHER_BIRTH} and
   * how many people. Who has no state on one side has none of its facts.
   *
   * @param before rows of {@code person_state} as they were
   * @param after the same day's as they are
   * @param relinked {@code person_key} of those who are linked otherwise
   */
  static Dataset<Row> grouped(Dataset<Row> before, Dataset<Row> after, Dataset<Row> relinked) {
    Dataset<Row> one = side(before, BEFORE);
    Dataset<Row> other = side(after, AFTER);
    Dataset<Row> changed =
        one.join(other, one.col(BEFORE + KEY).equalTo(other.col(AFTER + KEY)), "full_outer")
            .filter(not(areAlike()))
            .withColumn(KEY, coalesce(col(BEFORE + KEY), col(AFTER + KEY)));
    Dataset<Row> marked =
        changed
            .join(
                broadcast(relinked.distinct().withColumn(IS_RELINKED, lit(true))),
                new String[] {KEY},
                "left_outer")
            .withColumn(IS_RELINKED, coalesce(col(IS_RELINKED), lit(false)))
            .withColumn(HAS_OTHER_BIRTH, not(col(BEFORE + "age").eqNullSafe(col(AFTER + "age"))));
    List<Column> by = new ArrayList<>(List.of(col(IS_RELINKED), col(HAS_OTHER_BIRTH)));
    FACTS.forEach(fact -> by.add(col(BEFORE + fact)));
    FACTS.forEach(fact -> by.add(col(AFTER + fact)));
    return marked.groupBy(by.toArray(Column[]::new)).agg(count(lit(1)).as(PEOPLE));
  }

  private static Column areAlike() {
    return Stream.concat(FACTS.stream(), Stream.of("age"))
        .map(fact -> col(BEFORE + fact).eqNullSafe(col(AFTER + fact)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Dataset<Row> side(Dataset<Row> states, String prefix) {
    Column lines = lit(0);
    for (InsuranceLine line : InsuranceLine.values()) {
      lines =
          lines.bitwiseOR(
              when(col(line.citiesColumn()).notEqual(0), lit(line.bit())).otherwise(lit(0)));
    }
    Dataset<Row> withLines = states.withColumn("lines", lines);
    return withLines.select(
        Stream.concat(Stream.of(KEY, "age"), FACTS.stream())
            .map(name -> withLines.col(name).as(prefix + name))
            .toArray(Column[]::new));
  }
}
