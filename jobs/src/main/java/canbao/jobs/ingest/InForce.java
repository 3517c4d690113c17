package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many rows of a source the register holds as true now. */
final class InForce {

  private final Lake lake;

  InForce(Lake lake) {
    this.lake = lake;
  }

  /**
   * Rows by city, {@link Tally#NO_CITY} for those of none.
   *
   * @param batch the batch that the register must have taken up
   * @return empty if it has not
   */
  Optional<Map<String, Long>> rowsByCity(SourceSpec source, LocalDate batch) {
    Column isThisBatch = col("source").equalTo(source.name()).and(col("batch").equalTo(lit(batch)));
    boolean isApplied =
        lake.table("register.applied")
            .map(rows -> !rows.filter(isThisBatch).isEmpty())
            .orElse(false);
    return isApplied
        ? lake.table("register." + source.table()).map(rows -> openRowsByCity(rows, source))
        : Optional.empty();
  }

  private static Map<String, Long> openRowsByCity(Dataset<Row> rows, SourceSpec source) {
    Map<String, Long> byCity = new TreeMap<>();
    rows.filter(col("source").equalTo(source.name()).and(col("known_to").isNull()))
        .groupBy(coalesce(col("city"), lit(Tally.NO_CITY)))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> byCity.put(row.getString(0), row.getLong(1)));
    return byCity;
  }
}
