package canbao.jobs.release;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts the last released numbers of held cities in place of the night's. */
final class HeldCities {

  private static final String FOSHAN = "440600";
  private static final String SHUNDE = "440606";
  private static final List<String> KEY = List.of("basis", "division", "family", "denominator");

  private final List<String> held;
  private final LocalDate day;

  HeldCities(List<String> cities, LocalDate day) {
    // The memo district is a part of its city.
    this.held =
        cities.contains(FOSHAN)
            ? Stream.concat(cities.stream(), Stream.of(SHUNDE)).toList()
            : List.copyOf(cities);
    this.day = day;
  }

  /**
   * The rows to publish: a held city that was never released has its rows without numbers, and
   * {@code stale_since} is the day of the numbers, however long the city is held.
   *
   * @param computed rows of {@code coverage.city_coverage} of the day
   * @param released rows of the last release, if there is one
   */
  Dataset<Row> published(Dataset<Row> computed, Optional<Dataset<Row>> released) {
    if (held.isEmpty()) {
      return computed;
    }
    Column isHeld = col("division").isin(held.toArray());
    Dataset<Row> fresh = computed.filter(isHeld.equalTo(lit(false)));
    Dataset<Row> keys = computed.filter(isHeld);
    return fresh.unionByName(
        released.map(last -> stale(keys, last)).orElseGet(() -> withoutNumbers(keys)));
  }

  private Dataset<Row> stale(Dataset<Row> keys, Dataset<Row> released) {
    Column hasNumbers = col("state").notEqual("no_data");
    Dataset<Row> last =
        released
            .drop("release_id")
            .withColumn("stale_since", when(hasNumbers, coalesce(col("stale_since"), col("as_of"))))
            .withColumn("state", when(hasNumbers, "stale").otherwise("no_data"))
            .withColumn("as_of", lit(day));
    Dataset<Row> repeated = last.join(keys.select(columns(KEY)), names(), "left_semi");
    Dataset<Row> missing =
        keys.join(last.select(columns(KEY)), names(), "left_anti")
            .select(columns(List.of(keys.columns())));
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

  private static String[] names() {
    return Arrays.copyOf(KEY.toArray(String[]::new), KEY.size());
  }
}
