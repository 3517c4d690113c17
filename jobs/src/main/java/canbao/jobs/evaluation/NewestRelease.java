package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The last release of a day: what an evaluation rests on.
 *
 * @param rowFingerprint SHA-256 of its rows
 * @param runId the run whose numbers it published
 */
record NewestRelease(String releaseId, String rowFingerprint, String runId) {

  private static final String LEDGER = "release.ledger";

  /**
   * @throws JobFailure INPUT if the day was not released
   */
  static NewestRelease of(Lake lake, LocalDate day) {
    return find(lake, day).orElseThrow(() -> notReleased(lake, day));
  }

  /** Empty if the day was not released. */
  static Optional<NewestRelease> find(Lake lake, LocalDate day) {
    return lake.table(LEDGER, Slice.where("as_of", day)).stream()
        .map(releases -> releases.orderBy(col("revision").desc()).limit(1))
        .map(last -> last.select("release_id", "row_fingerprint", "run_id").collectAsList())
        .flatMap(List::stream)
        .map(row -> new NewestRelease(row.getString(0), row.getString(1), row.getString(2)))
        .findFirst();
  }

  /** Its rows of {@code release.city_coverage}. */
  List<Row> cityCoverage(Lake lake) {
    return lake.table("release.city_coverage", Slice.where("release_id", releaseId))
        .map(Dataset::collectAsList)
        .orElse(List.of());
  }

  private static JobFailure notReleased(Lake lake, LocalDate day) {
    Optional<String> last =
        lake.table(LEDGER).stream()
            .map(releases -> releases.select(max(col("as_of")).cast("string")).head())
            .flatMap(row -> Optional.ofNullable(row.getString(0)).stream())
            .findFirst();
    return new JobFailure(
        ExitCode.INPUT,
        "The plan cannot be evaluated as of " + day,
        "the day has no release, and an evaluation rests on released numbers alone",
        "Run the night of "
            + day
            + ", then evaluate again"
            + last.map("; the last released day is "::concat).orElse("; no day was released yet"));
  }
}
