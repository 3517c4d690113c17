package canbao.jobs.coverage;

import static canbao.jobs.coverage.StatesBeside.after;
import static canbao.jobs.coverage.StatesBeside.before;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

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

  static final String PEOPLE = "people";
  static final String IS_RELINKED = "is_relinked";
  static final String HAS_OTHER_BIRTH = "has_other_birth";

  /** What a count asks of a person. */
  static final List<String> FACTS =
      List.of(
          "in_register",
          "dead",
          "registered_city",
          "resident_city",
          "is_registered_in_memo",
          "is_resident_in_memo",
          "due_bits",
          StatesBeside.LINES);

  private static final String KEY = "person_key";

  private RevisedPeople() {}

  /**
   * One row a group: the facts before and after, {@link #IS_RELINKED}, {@link #HAS_OTHER_BIRTH} and
   * how many people. Who has no state on one side has none of its facts.
   *
   * @param then rows of {@code person_state} as they were
   * @param now the same day's as they are
   * @param relinked {@code person_key} of those who are linked otherwise
   */
  static Dataset<Row> grouped(Dataset<Row> then, Dataset<Row> now, Dataset<Row> relinked) {
    Dataset<Row> changed =
        StatesBeside.differing(
            then, now, Stream.concat(FACTS.stream(), Stream.of("age")).toList(), List.of());
    Dataset<Row> marked =
        changed
            .join(
                broadcast(relinked.distinct().withColumn(IS_RELINKED, lit(true))),
                new String[] {KEY},
                "left_outer")
            .withColumn(IS_RELINKED, coalesce(col(IS_RELINKED), lit(false)))
            .withColumn(HAS_OTHER_BIRTH, not(before("age").eqNullSafe(after("age"))));
    List<Column> by = new ArrayList<>(List.of(col(IS_RELINKED), col(HAS_OTHER_BIRTH)));
    FACTS.forEach(fact -> by.add(before(fact)));
    FACTS.forEach(fact -> by.add(after(fact)));
    return marked.groupBy(by.toArray(Column[]::new)).agg(count(lit(1)).as(PEOPLE));
  }
}
