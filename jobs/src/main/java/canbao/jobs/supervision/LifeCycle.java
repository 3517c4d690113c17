package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.run.Check;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of findings in a night. {@code seen} is all there is to remember: the times in which
 * a case was found, one after the other. The state follows from it and from what officers decided.
 *
 * <ul>
 *   <li>found for the first time: open
 *   <li>not found any more: settled by the data, whatever officers said
 *   <li>found again: reopened
 *   <li>a decision of an officer holds as long as the case is found night after night; one that is
 *       found again is a new question
 * </ul>
 *
 * @param night the night, the newest one so far
 * @param before the night before it, if there was one
 */
record LifeCycle(LocalDate night, Optional<LocalDate> before) {

  private static final Column LAST = element_at(col("seen"), -1);

  /** Columns that a night gives; of a case that is not found any more the last ones stay. */
  private static final List<String> GIVEN =
      List.of("check_id", "kind", "division", "person_keys", "evidence", "places");

  /** Columns that follow from {@code seen} and the decisions. */
  private static final List<String> FOLLOWING =
      List.of("state", "since", "settled_by", "first_seen", "last_seen");

  /**
   * Rows of {@code supervision.finding} after the night.
   *
   * @param findings as {@link #before} gives them
   * @param found as {@link Found} gives them
   */
  Dataset<Row> after(Dataset<Row> findings, Dataset<Row> found, List<Check> checks) {
    Dataset<Row> old = renamed(findings);
    Dataset<Row> now = found.withColumnRenamed("finding_id", "new_id");
    Column isFound = col("new_id").isNotNull();
    Column wasFound = col("old_id").isNotNull().and(isOpen(col("old_seen")));
    Column last = element_at(col("old_seen"), -1);
    Column went =
        when(
                isFound.and(wasFound),
                withLast(spell(last.getField("from_night"), lit(night), none())))
            .when(
                isFound,
                concat(
                    coalesce(col("old_seen"), array().cast(seenType())),
                    array(spell(lit(night), lit(night), none()))))
            .when(
                wasFound,
                withLast(
                    spell(last.getField("from_night"), last.getField("last_night"), lit(night))))
            .otherwise(col("old_seen"));
    return now.join(
            old.hint("shuffle_hash"), now.col("new_id").equalTo(old.col("old_id")), "full_outer")
        .select(
            Stream.concat(
                    Stream.of(
                        coalesce(col("new_id"), col("old_id")).as("finding_id"),
                        went.as("seen"),
                        severity(checks, coalesce(col("check_id"), col("old_check_id")))
                            .as("severity")),
                    GIVEN.stream().map(name -> coalesce(col(name), col("old_" + name)).as(name)))
                .toArray(Column[]::new));
  }

  /**
   * The rows with their state.
   *
   * @param findings finding_id, seen and what else there is
   * @param decisions rows of {@code supervision.decision}
   */
  static Dataset<Row> withState(Dataset<Row> findings, Dataset<Row> decisions) {
    Dataset<Row> newest =
        decisions
            .groupBy(col("finding_id").as("decided_id"))
            .agg(max(struct("decision_no", "state", "decided_on")).as("decision"));
    Column from = LAST.getField("from_night");
    Column missed = LAST.getField("missed_night");
    Column decidedOn = col("decision").getField("decided_on");
    Column decided = when(decidedOn.geq(from), col("decision").getField("state"));
    Column state =
        when(missed.isNotNull(), "settled")
            .otherwise(
                coalesce(decided, when(size(col("seen")).gt(1), "reopened").otherwise("open")));
    Stream<Column> given =
        Arrays.stream(findings.columns())
            .filter(name -> !FOLLOWING.contains(name))
            .map(Column::new);
    Stream<Column> following =
        Stream.of(
            state.as("state"),
            coalesce(missed, when(decided.isNotNull(), decidedOn), from).as("since"),
            when(missed.isNotNull(), "data")
                .when(decided.equalTo("settled"), "officer")
                .as("settled_by"),
            element_at(col("seen"), 1).getField("from_night").as("first_seen"),
            LAST.getField("last_night").as("last_seen"));
    return findings
        .join(
            newest.hint("broadcast"),
            col("finding_id").equalTo(newest.col("decided_id")),
            "left_outer")
        .select(Stream.concat(given, following).toArray(Column[]::new));
  }

  /** Findings of a kind that the last night has found. */
  static Dataset<Row> open(Dataset<Row> findings, String kind) {
    return findings.filter(col("kind").equalTo(kind).and(isOpen(col("seen"))));
  }

  /** Whether the last time in which a case was found lasts. */
  static Column isOpen(Column seen) {
    return element_at(seen, -1).getField("missed_night").isNull();
  }

  /**
   * Findings as they were before the night: what an earlier try of it has left is forgotten.
   *
   * @param findings rows of {@code supervision.finding}
   */
  Dataset<Row> before(Dataset<Row> findings) {
    Column day = lit(night);
    Column earlier = filter(col("seen"), one -> one.getField("from_night").lt(day));
    Column seen =
        transform(
            earlier,
            one ->
                spell(
                    one.getField("from_night"),
                    least(one.getField("last_night"), lit(before.orElse(night))),
                    when(one.getField("missed_night").lt(day), one.getField("missed_night"))));
    return findings.withColumn("seen", seen).filter(size(col("seen")).gt(0));
  }

  /** Under names of their own, so that the sides cannot be confused. */
  private static Dataset<Row> renamed(Dataset<Row> findings) {
    return findings.select(
        Stream.concat(
                Stream.of(col("finding_id").as("old_id"), col("seen").as("old_seen")),
                GIVEN.stream().map(name -> col(name).as("old_" + name)))
            .toArray(Column[]::new));
  }

  /** The times as before, but for the last one. */
  private static Column withLast(Column spell) {
    Column before = slice(col("old_seen"), lit(1), size(col("old_seen")).minus(1));
    return concat(before, array(spell));
  }

  private static Column spell(Column from, Column last, Column missed) {
    return struct(
        from.as("from_night"), last.as("last_night"), missed.cast("date").as("missed_night"));
  }

  private static Column none() {
    return lit(null);
  }

  private static String seenType() {
    return "array<struct<from_night: date, last_night: date, missed_night: date>>";
  }

  private static Column severity(List<Check> checks, Column id) {
    Column severity = lit("review");
    for (Check check : checks) {
      severity = when(id.equalTo(check.id()), check.severity()).otherwise(severity);
    }
    return severity;
  }
}
