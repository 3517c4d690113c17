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
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Single rows that are suspect by what they say: place, check_id, kind and evidence. Which of them
 * are in force is asked by {@link OpenRows}.
 */
final class RowSuspects {

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
}
