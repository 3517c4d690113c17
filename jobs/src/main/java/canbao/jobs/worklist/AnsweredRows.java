package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which row of a list an answer is about, if the list has gone out to the unit that answers: that
 * of the person whom the number tells, else the one whose reference it has.
 */
record AnsweredRows(Lake lake, RowReference reference) {

  private static final String BY_NUMBER = "by_number";
  private static final String BY_REFERENCE = "by_reference";

  /**
   * The answers with {@code is_listed}: whether there is such a row; then {@code person_key} is
   * that of its person.
   *
   * @param news person_key, family, list_day, unit and reference among their columns
   * @param columns of the answers
   */
  Dataset<Row> of(Few news, Column[] columns) {
    Dataset<Row> lists = sentRows(news);
    Dataset<Row> stacked =
        about(news.rows(), columns, none(), none())
            .union(about(byNumber(lists, news), columns, col("listed_key"), none()))
            .union(about(byReference(lists, news), columns, none(), col("listed_key")));
    Column listed = coalesce(col(BY_NUMBER), col(BY_REFERENCE));
    return stacked
        .groupBy(columns)
        .agg(max(BY_NUMBER).as(BY_NUMBER), max(BY_REFERENCE).as(BY_REFERENCE))
        .withColumn("is_listed", listed.isNotNull())
        .withColumn("person_key", coalesce(listed, col("person_key")))
        .drop(BY_NUMBER, BY_REFERENCE);
  }

  private static Column none() {
    return lit(null).cast("bigint");
  }

  private static Dataset<Row> about(
      Dataset<Row> answers, Column[] columns, Column byNumber, Column byReference) {
    Stream<Column> keys = Stream.of(byNumber.as(BY_NUMBER), byReference.as(BY_REFERENCE));
    return answers.select(Stream.concat(Stream.of(columns), keys).toArray(Column[]::new));
  }

  /** Rows of the lists that answers name, once for each unit that they went out to. */
  private Dataset<Row> sentRows(Few news) {
    Dataset<Row> sent =
        lake.read(WorklistTables.EXPORT)
            .select(col("as_of").as("sent_day"), col("division").as("sent_to"))
            .distinct();
    Column isSent =
        col("list_day").equalTo(col("sent_day")).and(col("unit").equalTo(col("sent_to")));
    Dataset<Row> asked =
        news.rows()
            .join(sent.hint("broadcast"), isSent, "left_semi")
            .select(col("list_day").as("sent_day"), col("unit").as("sent_to"))
            .distinct();
    Slice days =
        Slice.anyOf(
            asked.select(col("sent_day").cast("string")).distinct().collectAsList().stream()
                .map(row -> Slice.where("as_of", LocalDate.parse(row.getString(0))))
                .toList());
    Column isAsked =
        col("listed_on").equalTo(col("sent_day")).and(col("listed_to").equalTo(col("sent_to")));
    return lake.read(WorklistTables.UNENROLLED, days)
        .select(
            col("as_of").as("listed_on"),
            col("person_key").as("listed_key"),
            col("family").as("listed_family"),
            Unit.each().as("listed_to"))
        .join(asked.hint("broadcast"), isAsked, "left_semi");
  }

  private static Column isOfList() {
    return col("list_day")
        .equalTo(col("listed_on"))
        .and(col("unit").equalTo(col("listed_to")))
        .and(col("family").equalTo(col("listed_family")));
  }

  private static Dataset<Row> byNumber(Dataset<Row> lists, Few news) {
    return lists.join(news.hinted(), isOfList().and(col("person_key").equalTo(col("listed_key"))));
  }

  private Dataset<Row> byReference(Dataset<Row> lists, Few news) {
    Column listed =
        reference.of(col("listed_on"), col("listed_to"), col("listed_family"), col("listed_key"));
    return lists
        .withColumn("listed_reference", listed)
        .join(news.hinted(), isOfList().and(col("reference").equalTo(col("listed_reference"))));
  }
}
