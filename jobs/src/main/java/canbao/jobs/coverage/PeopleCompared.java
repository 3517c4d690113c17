package canbao.jobs.coverage;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two tables of {@code person_state} of one day beside each other.
 *
 * <p>Each is read once and folded to a fingerprint by city. Only if these differ are the people put
 * beside each other, by key and hash alone; they are counted, never named.
 *
 * @param stored as the table holds them
 * @param computed anew
 */
record PeopleCompared(Dataset<Row> stored, Dataset<Row> computed) {

  private static final int NO_CITY = 0;

  boolean areAlike() {
    return fingerprints(stored).equals(fingerprints(computed));
  }

  /** People who differ by the city in which they live, as a part of a sentence. */
  String counted() {
    Column isStored = col("is_stored");
    Column storedHash = when(isStored, col("hash"));
    Column computedHash = when(not(isStored), col("hash"));
    Column isAlike =
        col("stored_rows")
            .equalTo(col("computed_rows"))
            .and(col("stored_hash").eqNullSafe(col("computed_hash")));
    return hashed(stored)
        .withColumn("is_stored", lit(true))
        .unionByName(hashed(computed).withColumn("is_stored", lit(false)))
        .groupBy("person_key")
        .agg(
            coalesce(max(when(isStored, col("city"))), max(col("city"))).as("city"),
            count(storedHash).as("stored_rows"),
            count(computedHash).as("computed_rows"),
            sum(storedHash).as("stored_hash"),
            sum(computedHash).as("computed_hash"))
        .filter(not(isAlike))
        .groupBy("city")
        .agg(count(lit(1)))
        .orderBy("city")
        .collectAsList()
        .stream()
        .map(row -> "%d of %s".formatted(row.getLong(1), city(row.getInt(0))))
        .collect(joining(", ", CoverageTables.PERSON_STATE.qualifiedName() + " in people: ", ""));
  }

  private static String city(int code) {
    return code == NO_CITY ? "no city" : Integer.toString(code);
  }

  /** Rows, sum and exclusive or of their hashes, by city. */
  private static Set<Row> fingerprints(Dataset<Row> people) {
    return Set.copyOf(
        hashed(people)
            .groupBy("city")
            .agg(count(lit(1)), sum("hash"), bit_xor(col("hash")))
            .collectAsList());
  }

  /** Columns person_key, city, hash. */
  private static Dataset<Row> hashed(Dataset<Row> people) {
    // The hash passes over what is null, so a null in one column would look like one in the next.
    Column[] all =
        Stream.of(people.columns())
            .flatMap(name -> Stream.of(col(name), col(name).isNull()))
            .toArray(Column[]::new);
    return people.select(
        col("person_key"),
        coalesce(col("resident_city"), lit(NO_CITY)).as("city"),
        xxhash64(all).as("hash"));
  }
}
