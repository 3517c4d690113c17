package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What names the computation of a day's numbers.
 *
 * @param runId of the day, its batches and the settings
 * @param knownOn system date: what was learned later is not in the numbers
 * @param definitionsFingerprint of the settings
 */
record CountedRun(String runId, LocalDate knownOn, String definitionsFingerprint) {

  /**
   * The run whose numbers of a day are stored: that of most rows, so that a row of another one is a
   * difference. Empty if the day was not computed.
   */
  static Optional<CountedRun> stored(Lake lake, LocalDate day) {
    return lake
        .read(CoverageTables.CITY_COVERAGE, Slice.where("as_of", day))
        .groupBy("run_id", "known_on", "definitions_fingerprint")
        .agg(count(lit(1)).as("rows"))
        .orderBy(col("rows").desc())
        .select(col("run_id"), col("known_on").cast("string"), col("definitions_fingerprint"))
        .limit(1)
        .collectAsList()
        .stream()
        .map(
            row ->
                new CountedRun(
                    row.getString(0), LocalDate.parse(row.getString(1)), row.getString(2)))
        .findFirst();
  }
}
