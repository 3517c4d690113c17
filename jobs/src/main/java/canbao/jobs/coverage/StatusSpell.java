package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * When a row of {@code register.status} says something of a day, and for whom it counts as {@link
 * PeopleLinks#certain} has it.
 *
 * @param day DATE, of each row
 */
record StatusSpell(Column day) {

  /** On one day for all rows. */
  StatusSpell(LocalDate day) {
    this(lit(day));
  }

  /** Of all that had begun by the day and whose person is certain. */
  List<Condition> beginnings() {
    Column isKnown = col("certainty").equalTo("exact").or(PeopleLinks.IS_LINKED);
    return List.of(
        new Condition("linked by no exact number, nor for certain", isKnown),
        new Condition("not begun", col("from_date").leq(day)));
  }

  /** Of one that has begun: whether it lasts. Nobody returns from death. */
  Column lasts() {
    return col("kind").equalTo("DEATH").or(coalesce(col("to_date").geq(day), lit(true)));
  }

  /** 0: it has not begun on the day; 1: it lasts; 2: it is over. */
  Column stage() {
    return when(col("from_date").gt(day), 0).when(lasts(), 1).otherwise(2);
  }

  /** Why a status has no effect on the day; NULL if it has. */
  Column whyNot() {
    List<Condition> all = new ArrayList<>(beginnings());
    all.add(new Condition("ended before the day", lasts()));
    return Condition.firstUnmet(all);
  }
}
