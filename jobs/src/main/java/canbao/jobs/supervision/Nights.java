package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The nights that were supervised, and what they rest on; a few hundred a year. */
record Nights(List<Night> all) {

  /** One of them. */
  record Night(LocalDate asOf, LocalDate knownOn) {}

  static Nights read(Lake lake) {
    return new Nights(
        lake
            .read(SupervisionTables.NIGHT)
            .select(col("as_of").cast("string"), col("known_on").cast("string"))
            .distinct()
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Night(LocalDate.parse(row.getString(0)), LocalDate.parse(row.getString(1))))
            .toList());
  }

  /** Whether a later night was supervised; then an older one has no say any more. */
  boolean haveOneAfter(LocalDate day) {
    return all.stream().anyMatch(night -> night.asOf().isAfter(day));
  }

  /** The last night before a day. */
  Optional<Night> before(LocalDate day) {
    return all.stream()
        .filter(night -> night.asOf().isBefore(day))
        .max(Comparator.comparing(Night::asOf));
  }

  /**
   * Puts the counts of a night in place.
   *
   * @param counts check_id, found, opened, reopened, settled
   */
  static void write(Lake lake, Night night, String runId, Dataset<Row> counts) {
    lake.replace(
        SupervisionTables.NIGHT,
        counts
            .withColumn("as_of", lit(night.asOf()))
            .withColumn("known_on", lit(night.knownOn()))
            .withColumn("run_id", lit(runId)),
        Slice.where("as_of", night.asOf()));
  }
}
