package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * The documents of the people whom a run meets for the first time: those of the population, and
 * those who stand in other sources alone.
 */
final class Identities {

  private static final String KEY = "person_key";

  private final Lake lake;
  private final LocalDate known;
  private final List<Dataset<Row>> population = new ArrayList<>();
  private final List<Dataset<Row>> others = new ArrayList<>();

  Identities(Lake lake, LocalDate known) {
    this.lake = lake;
    this.known = known;
  }

  /**
   * People of one batch.
   *
   * @param rows columns of {@code register.identity} without known_from; those of the population at
   *     most one a person
   */
  void add(SourceSpec source, Dataset<Row> rows) {
    (source.table().equals("person") ? population : others).add(rows);
  }

  /** Writes the people that are new to the table. */
  void record() {
    Dataset<Row> table = lake.read(RegisterTables.IDENTITY);
    Dataset<Row> ofThisRun = table.filter(col("known_from").equalTo(lit(known)));
    Dataset<Row> registered = merged(population, table);
    Dataset<Row> news = withoutKnown(registered, table).unionByName(outsiders(table, registered));
    lake.replace(
        RegisterTables.IDENTITY,
        news.withColumn("known_from", lit(known)).unionByName(ofThisRun),
        Slice.where("known_from", known));
  }

  /** People of other sources whom neither the table nor the population of this run knows. */
  private Dataset<Row> outsiders(Dataset<Row> table, Dataset<Row> registered) {
    Dataset<Row> rows = merged(others, table);
    Dataset<Row> keys =
        keys(table, true)
            .union(keys(registered, true))
            .union(keys(rows, false))
            .groupBy(KEY)
            .agg(max("is_known").as("is_known"))
            .filter(col("is_known").equalTo(lit(false)))
            .select(KEY)
            .persist(StorageLevel.MEMORY_AND_DISK());
    // Counting fills the cache, so that the join below knows how few they are.
    boolean hasNone = keys.count() == 0;
    if (hasNone) {
      return rows.limit(0);
    }
    var first = Window.partitionBy(KEY).orderBy("document_type", "document", "name");
    return rows.join(keys, KEY)
        .withColumn("place", row_number().over(first))
        .filter(col("place").equalTo(1))
        .drop("place");
  }

  private static Dataset<Row> merged(List<Dataset<Row>> batches, Dataset<Row> table) {
    return batches.stream()
        .reduce(Dataset::unionByName)
        .orElseGet(() -> table.drop("known_from").limit(0));
  }

  private Dataset<Row> withoutKnown(Dataset<Row> registered, Dataset<Row> table) {
    Dataset<Row> once = population.size() > 1 ? registered.dropDuplicates(KEY) : registered;
    return lake.exists(RegisterTables.IDENTITY)
        ? once.join(table.select(KEY), once.col(KEY).equalTo(table.col(KEY)), "left_anti")
        : once;
  }

  private static Dataset<Row> keys(Dataset<Row> rows, Boolean known) {
    return rows.select(col(KEY), lit(known).as("is_known"));
  }
}
