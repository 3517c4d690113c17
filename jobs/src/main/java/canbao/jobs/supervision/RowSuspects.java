package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring_index;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Single rows that are suspect by what they say: place, check_id, kind and evidence. Which of them
 * are in force is asked by {@link OpenRows}.
 */
final class RowSuspects {

  static final String TWO_ROWS = "two_rows_one_number";

  private static final Column[] COLUMNS =
      Stream.concat(Found.PLACE.stream(), Stream.of("check_id", "kind", "evidence"))
          .map(Column::new)
          .toArray(Column[]::new);

  private RowSuspects() {}

  /** Accepted rows of the news that break a rule which names a check; the kind is the rule. */
  static Dataset<Row> byRules(Lake lake, News news, List<Rule> rules) {
    Column[] checkOfRule =
        rules.stream()
            .filter(rule -> rule.check().isPresent())
            .flatMap(rule -> Stream.of(lit(rule.id()), lit(rule.check().get())))
            .toArray(Column[]::new);
    Column rule = col("rule");
    return lake.read(QualityTables.SUSPECT, news.ofAll())
        .select(
            col("source"),
            col("batch"),
            col("file"),
            col("line_no"),
            explode(col("rules")).as("rule"))
        .select(
            col("source"),
            col("batch"),
            col("file"),
            col("line_no"),
            element_at(map(checkOfRule), rule).as("check_id"),
            substring_index(rule, ".", -1).as("kind"),
            concat(lit("rule "), rule).as("evidence"))
        .filter(col("check_id").isNotNull());
  }

  /** Rows of a population list of which another, different one has the same person. */
  static Dataset<Row> ofOneNumber(Lake lake, News news, Settings settings) {
    return settings.sources().stream()
        .filter(source -> source.table().equals("person"))
        .map(source -> contested(lake, news, source))
        .reduce(Dataset::unionByName)
        .orElseGet(() -> none(lake));
  }

  /**
   * Rows that earlier nights have found suspect.
   *
   * @param findings rows of {@code supervision.finding}
   * @param kinds those of single rows
   */
  static Dataset<Row> before(Dataset<Row> findings, Column kinds) {
    Column place = element_at(col("places"), 1);
    return findings
        .filter(LifeCycle.isOpen(col("seen")).and(size(col("places")).equalTo(1)).and(kinds))
        .select(
            Stream.concat(
                    Found.PLACE.stream().map(name -> place.getField(name).as(name)),
                    Stream.of(col("check_id"), col("kind"), col("evidence")))
                .toArray(Column[]::new));
  }

  private static Dataset<Row> contested(Lake lake, News news, SourceSpec source) {
    List<News.Batch> batches = news.of(source.name());
    return lake.table("landing." + source.name(), News.dates(batches))
        .map(
            landed ->
                landed
                    .filter(col("is_contested"))
                    .withColumn("source", lit(source.name()))
                    .withColumn("check_id", lit("Q04"))
                    .withColumn("kind", lit(TWO_ROWS))
                    .withColumn("evidence", lit("another row of the list has the number"))
                    .select(COLUMNS))
        .orElseGet(() -> none(lake));
  }

  private static Dataset<Row> none(Lake lake) {
    return lake.spark()
        .createDataFrame(
            List.of(),
            StructType.fromDDL(
                "source STRING, batch DATE, file STRING, line_no BIGINT,"
                    + " check_id STRING, kind STRING, evidence STRING"));
  }
}
