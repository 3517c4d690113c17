package canbao.jobs.problem;

import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Somebody's word on who follows a problem up: a row of {@code quality.follow_up}.
 *
 * @param rule its id
 * @param division six digits of a city, or {@code 440000}
 * @param owner who answers for it
 * @param due last day for it
 * @param answer what came of it, as far as is known
 * @param who name of the account that recorded it
 */
public record FollowUp(
    String rule,
    String division,
    String owner,
    LocalDate due,
    Optional<String> answer,
    String who) {

  /** Keeps it for ever; the last one of a rule and division holds. */
  public void record(Lake lake, Instant moment) {
    Row row =
        RowFactory.create(
            rule, division, owner, due, answer.orElse(null), who, Timestamp.from(moment));
    lake.add(
        ProblemTables.FOLLOW_UP,
        lake.spark().createDataFrame(List.of(row), ProblemTables.FOLLOW_UP.columns()));
  }

  /** One line for people. */
  public String drawn() {
    return "%s in %s: %s until %s%s"
        .formatted(rule, division, owner, due, answer.map(text -> ", " + text).orElse(""));
  }

  /** Those that hold. */
  static Map<Problem.Key, FollowUp> read(Lake lake) {
    return lake
        .read(ProblemTables.FOLLOW_UP)
        .orderBy("recorded_at")
        .select(
            col("rule"),
            col("division"),
            col("owner"),
            col("due").cast("string"),
            col("answer"),
            col("who"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new FollowUp(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    LocalDate.parse(row.getString(3)),
                    Optional.ofNullable(row.getString(4)),
                    row.getString(5)))
        .collect(
            toMap(
                one -> new Problem.Key(one.rule(), one.division()),
                one -> one,
                (old, last) -> last));
  }
}
