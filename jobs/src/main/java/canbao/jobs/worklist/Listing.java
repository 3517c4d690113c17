package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.run.UnenrolledReason;
import canbao.jobs.run.Worklist;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code worklist.unenrolled} of a day. All that is known of somebody is stacked and folded
 * by person and family in one aggregation and one exchange; nothing is joined.
 */
record Listing(LocalDate day, Worklist settings) {

  /** What is folded, with its types; numbers, so that the fold keeps them in place. */
  private static final List<String> FACTS =
      List.of(
          "is_listed boolean",
          "city int",
          "county int",
          "street int",
          "special_groups int",
          "not_due int",
          "probable_line int",
          "ended_on date",
          "is_deregistered boolean",
          "since date",
          "answer bigint");

  /** Who came out of the decision order as code; others are not due by no fault of anybody. */
  private static Column notDueCode() {
    Column reason = col("not_due_reason");
    return when(reason.equalTo("insured_outside"), 202)
        .when(reason.equalTo("student"), 203)
        .when(reason.equalTo("soldier"), 204)
        .when(reason.equalTo("abroad"), 206)
        .when(reason.equalTo("dead"), 207);
  }

  /** Cover that ended earlier is no recent lapse. */
  LocalDate lapsesFrom() {
    return day.minusMonths(settings.recentLapseMonths());
  }

  /**
   * The rows.
   *
   * @param gap what coverage says
   * @param before rows of {@code worklist.unenrolled} of the last list before
   * @param answers that were taken: person_key, family (its number), and what {@link
   *     PackedAnswer#packed} asks for
   */
  Dataset<Row> rows(Gap gap, Dataset<Row> before, Dataset<Row> answers) {
    Dataset<Row> stacked =
        facts(gap.people().withColumn("is_listed", lit(true)).withColumn("not_due", notDueCode()))
            .unionByName(facts(gap.ended().apply(lapsesFrom())))
            .unionByName(
                facts(
                    gap.deregistered()
                        .withColumn("family", ListFamily.each())
                        .withColumn("is_deregistered", lit(true))))
            .unionByName(
                facts(
                    before.select(
                        col("person_key"),
                        ListFamily.numberOf(col("family")).as("family"),
                        col("since"))))
            .unionByName(facts(answers.withColumn("answer", PackedAnswer.packed())));
    List<Column> folds = FACTS.stream().map(Listing::name).map(name -> max(name).as(name)).toList();
    Dataset<Row> folded =
        stacked
            .groupBy("person_key", "family")
            .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new))
            .filter(col("is_listed"));
    return decided(folded);
  }

  /**
   * Priority, reason and state of folded rows.
   *
   * @param folded person_key, family and {@link #FACTS}
   */
  Dataset<Row> decided(Dataset<Row> folded) {
    PackedAnswer answer = new PackedAnswer(col("answer"));
    // Who has left the list and is on it again is a new question.
    Column isOfThisTime = answer.listDay().geq(col("since"));
    Dataset<Row> rows =
        folded
            .withColumn("since", coalesce(col("since"), lit(day)))
            .withColumn("answer", when(isOfThisTime, col("answer")));
    Column holds =
        answer
            .isOneOf(settling())
            .or(answer.visited().geq(add_months(lit(day), -settings.askAgainMonths())));
    Column isAnswered = coalesce(holds, lit(false));
    return rows.withColumn("reason", reason(answer))
        .select(
            lit(day).as("as_of"),
            col("person_key"),
            ListFamily.wordOf(col("family")).as("family"),
            col("city").cast("string").as("city"),
            coalesce(col("county"), col("city")).cast("string").as("division"),
            col("street").cast("string").as("street"),
            priority().as("priority"),
            col("ended_on").as("lapsed_on"),
            col("reason.class").as("reason_class"),
            col("reason.code").as("reason_code"),
            col("reason.source").as("reason_source"),
            when(isAnswered, "answered").otherwise("open").as("state"),
            col("since"),
            answer.visited().as("visited"));
  }

  private static Column priority() {
    return when(col("special_groups").notEqual(0), 1)
        .when(col("ended_on").isNotNull(), 2)
        .otherwise(3);
  }

  /**
   * The decision order: 1 and 2 enrolled in the province (who certainly is, is covered; so this is
   * who probably is), 3 outside it, 4 an earlier visit, 5 the household's state, 6 another list.
   */
  private static Column reason(PackedAnswer answer) {
    Column line = col("probable_line");
    Column status = col("not_due");
    return when(line.equalTo(110), known(0, lit(200), "link"))
        .when(line.equalTo(120), known(0, lit(201), "link"))
        .when(line.equalTo(170), known(1, lit(11), "link"))
        .when(line.isNotNull(), known(null, lit(null).cast("int"), "link"))
        .when(status.equalTo(202), known(0, status, "status"))
        .when(col("answer").isNotNull(), reasonOf(answer.reasonClass(), answer.code(), "visit"))
        .when(status.equalTo(207), known(0, status, "household"))
        .when(col("is_deregistered"), known(0, lit(208), "household"))
        .when(status.isNotNull(), known(0, status, "status"));
  }

  private static Column known(Integer reasonClass, Column code, String source) {
    return reasonOf(lit(reasonClass).cast("int"), code, source);
  }

  private static Column reasonOf(Column reasonClass, Column code, String source) {
    return struct(
        reasonClass.as("class"),
        lpad(code.cast("string"), 3, "0").as("code"),
        lit(source).as("source"));
  }

  private List<Integer> settling() {
    return settings.reasons().stream()
        .filter(UnenrolledReason::settles)
        .map(one -> PackedAnswer.classAndCode(one.classFlag(), one.code()))
        .toList();
  }

  /** The rows with all facts; of those that they do not speak of, nothing. */
  private static Dataset<Row> facts(Dataset<Row> rows) {
    List<String> given = List.of(rows.columns());
    Stream<Column> facts =
        FACTS.stream()
            .map(
                fact ->
                    (given.contains(name(fact)) ? col(name(fact)) : lit(null))
                        .cast(fact.substring(fact.indexOf(' ') + 1))
                        .as(name(fact)));
    return rows.select(
        Stream.concat(Stream.of(col("person_key"), col("family")), facts).toArray(Column[]::new));
  }

  private static String name(String fact) {
    return fact.substring(0, fact.indexOf(' '));
  }
}
