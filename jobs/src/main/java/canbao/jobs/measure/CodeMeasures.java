package canbao.jobs.measure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;

import canbao.jobs.quality.GateDecision;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Codes and texts of a source that say nothing: all 8, all 9, or blank.
 *
 * @param source whose columns are looked at
 */
record CodeMeasures(SourceSpec source) {

  private static final List<Empty> EMPTY =
      List.of(
          new Empty("all_8", "^8+\\z"), new Empty("all_9", "^9+\\z"), new Empty("blank", "^\\z"));

  /** A way to say nothing. */
  private record Empty(String measure, String pattern) {}

  /**
   * One row a measure, column and division: measure, subject ({@code source.COLUMN}), division,
   * numerator, denominator.
   *
   * @param landed rows of {@code landing.<source>}; those of no city count in the province alone
   */
  Dataset<Row> of(Dataset<Row> landed) {
    List<Column> sums = new ArrayList<>(List.of(count(lit(1)).as("rows")));
    List<Column> measures = new ArrayList<>();
    for (ColumnSpec column : source.columns()) {
      if (column.kind() == ColumnKind.CODE || column.kind() == ColumnKind.TEXT) {
        Column text = trim(coalesce(col(column.name()), lit("")));
        for (Empty empty : EMPTY) {
          String sum = column.name() + "_" + empty.measure();
          sums.add(count_if(text.rlike(empty.pattern())).as(sum));
          measures.add(
              struct(
                  lit(empty.measure()).as("measure"),
                  lit(source.name() + "." + column.name()).as("subject"),
                  col(sum).as("numerator"),
                  col("rows").as("denominator")));
        }
      }
    }
    return landed
        .withColumn("place", explode(array(col("city"), lit(GateDecision.PROVINCE))))
        .filter(col("place").isNotNull())
        .groupBy("place")
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
        .withColumn("one", explode(array(measures.toArray(Column[]::new))))
        .select(
            col("one.measure"),
            col("one.subject"),
            col("place").as("division"),
            col("one.numerator"),
            col("one.denominator"));
  }
}
