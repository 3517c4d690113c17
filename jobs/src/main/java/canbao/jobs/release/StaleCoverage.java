package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of {@code city_coverage} of held cities: released numbers again, marked stale. */
final class StaleCoverage {

  private static final List<String> KEY = List.of("basis", "division", "family", "denominator");

  private StaleCoverage() {}

  /**
   * One row a computed one: with the numbers last released under its key and their day in {@code
   * stale_since}, or without numbers if there are none.
   *
   * @param computed rows of the held cities
   * @param released rows of the same cities, each as it was released when it was fresh
   */
  static Dataset<Row> rows(Dataset<Row> computed, Dataset<Row> released) {
    Column hasNumbers = col("state").notEqual("no_data");
    Dataset<Row> repeated =
        released
            .join(computed.select(columns(KEY)), KEY.toArray(String[]::new), "left_semi")
            .withColumn("stale_since", when(hasNumbers, col("as_of")))
            .withColumn("state", when(hasNumbers, "stale").otherwise("no_data"));
    Dataset<Row> missing =
        computed
            .join(released.select(columns(KEY)), KEY.toArray(String[]::new), "left_anti")
            .select(columns(List.of(computed.columns())));
    return repeated.unionByName(withoutNumbers(missing));
  }

  private static Dataset<Row> withoutNumbers(Dataset<Row> keys) {
    Dataset<Row> rows = keys;
    for (String number : List.of("due", "rate", "gap", "met", "verdict")) {
      rows = rows.withColumn(number, lit(null).cast(rows.schema().apply(number).dataType()));
    }
    for (String count : List.of("covered", "covered_low", "covered_high", "suspended")) {
      rows = rows.withColumn(count, lit(0L));
    }
    return rows.withColumn("state", lit("no_data"));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
