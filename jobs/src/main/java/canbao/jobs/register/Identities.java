package canbao.jobs.register;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Delivery;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * The documents of the people whom a run meets for the first time: those of the population, and
 * those who stand in other sources alone.
 *
 * <p>Keys come first, with the set of batches that have brought rows of them; whole rows are read
 * of new people alone.
 */
final class Identities {

  private static final String KEY = "person_key";
  private static final String NAMES = "names";
  private static final String CITIES = "cities";

  /** Set of batches: bit i is the i-th. */
  private static final String BATCHES = "batches";

  /** In a set of batches: the table knows the person. */
  private static final long KNOWN = Long.MIN_VALUE;

  private static final int MOST_BATCHES = Long.SIZE - 1;

  private final Lake lake;
  private final LocalDate known;
  private final List<ReceivedBatch> population = new ArrayList<>();
  private final List<ReceivedBatch> others = new ArrayList<>();

  Identities(Lake lake, LocalDate known) {
    this.lake = lake;
    this.known = known;
  }

  /** Notes a batch whose people may be new. */
  void add(ReceivedBatch batch) {
    (batch.isOfPopulation() ? population : others).add(batch);
  }

  /**
   * Writes the people that are new to the table.
   *
   * @param rows that the batches have brought
   * @return whether there are any
   */
  boolean record(long rows) {
    List<ReceivedBatch> all = Stream.concat(population.stream(), others.stream()).toList();
    boolean hasNews = false;
    for (int from = 0; from < all.size(); from += MOST_BATCHES) {
      hasNews |=
          record(
              all.subList(from, Math.min(all.size(), from + MOST_BATCHES)), rows <= Delivery.FEW);
    }
    return hasNews;
  }

  private boolean record(List<ReceivedBatch> batches, boolean areFewRows) {
    boolean isFirst = !lake.exists(RegisterTables.IDENTITY);
    long ofPopulation = setOf(batches, ReceivedBatch::isOfPopulation);
    // Into an empty table the one list of people goes whole: only outsiders are looked for.
    boolean takesAll = isFirst && Long.bitCount(ofPopulation) == 1;
    Dataset<Row> unknown = unknown(batches, ofPopulation, areFewRows);
    Dataset<Row> sought =
        (takesAll ? unknown.filter(col(BATCHES).bitwiseAND(ofPopulation).equalTo(0)) : unknown)
            .persist(StorageLevel.MEMORY_AND_DISK());
    long bringing = sought.agg(coalesce(bit_or(col(BATCHES)), lit(0L))).head().getLong(0);
    List<Dataset<Row>> news = new ArrayList<>();
    if (takesAll) {
      news.add(batches.get(0).identities().withColumn(NAMES, lit(null).cast("array<string>")));
    } else if ((bringing & ofPopulation) != 0) {
      news.add(identities(batches, sought, bringing & ofPopulation));
    }
    if ((bringing & ~ofPopulation) != 0) {
      news.add(identities(batches, sought, bringing & ~ofPopulation));
    }
    if (!news.isEmpty()) {
      lake.add(RegisterTables.IDENTITY, union(news).withColumn("known_from", lit(known)));
    }
    Dataset<Row> unused = sought.unpersist();
    return !news.isEmpty();
  }

  /**
   * People whom the table does not know: key, and the set of the batches that bring them; who is in
   * the population is brought by it alone.
   */
  private Dataset<Row> unknown(List<ReceivedBatch> batches, long ofPopulation, boolean areFewRows) {
    Dataset<Row> brought = brought(batches);
    Dataset<Row> table = lake.read(RegisterTables.IDENTITY);
    Dataset<Row> unknown =
        areFewRows ? unknownOfFew(brought, table) : unknownOfMany(brought, table);
    Column inPopulation = col(BATCHES).bitwiseAND(ofPopulation);
    return unknown.withColumn(
        BATCHES, when(inPopulation.notEqual(0), inPopulation).otherwise(col(BATCHES)));
  }

  /**
   * The people of the rows that the batches have brought into the register: a row that says what
   * the one before it said has nobody new. Each table is read once for all its batches.
   */
  private Dataset<Row> brought(List<ReceivedBatch> batches) {
    Map<TableHome, List<Slice>> slices = new LinkedHashMap<>();
    Map<TableHome, Column> sets = new HashMap<>();
    for (int i = 0; i < batches.size(); i++) {
      ReceivedBatch batch = batches.get(i);
      Column isBrought = batch.isOfSource().and(col("batch").equalTo(lit(batch.date())));
      Column set = when(isBrought, lit(1L << i));
      slices
          .computeIfAbsent(batch.home(), home -> new ArrayList<>())
          .add(History.slice(batch.source(), known).and(Slice.where("batch", batch.date())));
      sets.merge(batch.home(), set, (some, other) -> coalesce(some, other));
    }
    return slices.entrySet().stream()
        .map(
            table ->
                lake.read(table.getKey(), Slice.anyOf(table.getValue()))
                    .select(col(KEY), sets.get(table.getKey()).as(BATCHES))
                    .filter(col(BATCHES).isNotNull()))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  private static Dataset<Row> unknownOfFew(Dataset<Row> brought, Dataset<Row> table) {
    Dataset<Row> keys = table.select(col(KEY).as("known_key"));
    Dataset<Row> asked = broadcast(brought.select(KEY));
    Dataset<Row> found =
        keys.join(asked, keys.col("known_key").equalTo(asked.col(KEY)), "left_semi");
    Dataset<Row> people = brought.groupBy(KEY).agg(bit_or(col(BATCHES)).as(BATCHES));
    Column isFound = people.col(KEY).equalTo(found.col("known_key"));
    return people.join(broadcast(found), isFound, "left_anti");
  }

  private static Dataset<Row> unknownOfMany(Dataset<Row> brought, Dataset<Row> table) {
    return table
        .select(col(KEY), lit(KNOWN).as(BATCHES))
        .unionByName(brought)
        .groupBy(KEY)
        .agg(bit_or(col(BATCHES)).as(BATCHES))
        .filter(col(BATCHES).geq(0));
  }

  /** One row for each person that some of the batches bring, the first by date and name. */
  private static Dataset<Row> identities(
      List<ReceivedBatch> batches, Dataset<Row> sought, long bringing) {
    List<Dataset<Row>> rows = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      if ((bringing & 1L << i) != 0) {
        Column isBrought = col(BATCHES).bitwiseAND(1L << i).notEqual(0);
        rows.add(
            batches
                .get(i)
                .identities(sought.filter(isBrought).select(KEY))
                .withColumn("batch", lit(batches.get(i).date())));
      }
    }
    return first(union(rows));
  }

  /**
   * The first row of each person, with the names and cities of all that the person's first day
   * brings.
   */
  private static Dataset<Row> first(Dataset<Row> rows) {
    var ofPerson = Window.partitionBy(KEY);
    var order =
        ofPerson.orderBy(
            col("document_type"),
            col("document"),
            col("name"),
            col("birth").asc_nulls_last(),
            col("sex").asc_nulls_last());
    Column isOutsider = col("brought_by").equalTo(RegisterTables.OTHERS);
    return rows.withColumn("first_batch", min("batch").over(ofPerson))
        .filter(col("batch").equalTo(col("first_batch")))
        .withColumn(NAMES, when(isOutsider, array_sort(collect_set("name").over(ofPerson))))
        .withColumn(
            CITIES, array_sort(array_distinct(flatten(collect_list(CITIES).over(ofPerson)))))
        .withColumn("place", row_number().over(order))
        .filter(col("place").equalTo(1))
        .drop("place", "batch", "first_batch");
  }

  private static long setOf(List<ReceivedBatch> batches, Predicate<ReceivedBatch> isIn) {
    long set = 0;
    for (int i = 0; i < batches.size(); i++) {
      set |= isIn.test(batches.get(i)) ? 1L << i : 0;
    }
    return set;
  }

  private static Dataset<Row> union(List<Dataset<Row>> parts) {
    return parts.stream().reduce(Dataset::unionByName).orElseThrow();
  }
}
