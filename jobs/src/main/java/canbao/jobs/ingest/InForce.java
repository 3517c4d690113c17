package canbao.jobs.ingest;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many rows of a source the register holds as true now. */
final class InForce {

  private final Lake lake;
  private Optional<Set<List<String>>> applied = Optional.empty();

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
    return isApplied(source, batch)
        ? lake.table("register." + source.table()).map(rows -> openRowsByCity(rows, source))
        : Optional.empty();
  }

  /** Whether the register has taken a batch up; it does not while batches are taken in. */
  boolean isApplied(SourceSpec source, LocalDate batch) {
    Set<List<String>> all = applied.orElseGet(this::readApplied);
    applied = Optional.of(all);
    return all.contains(List.of(source.name(), batch.toString()));
  }

  private Set<List<String>> readApplied() {
    return lake.table("register.applied").stream()
        .flatMap(
            rows ->
                rows.select(col("source"), col("batch").cast("string")).collectAsList().stream())
        .map(row -> List.of(row.getString(0), row.getString(1)))
        .collect(toSet());
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
