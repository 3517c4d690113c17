package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Whether more was learned on a release's system date after it was computed. The history knows
 * days, not moments: what such a release knew cannot be told from what came later that day.
 *
 * @param known the system date
 */
record LearnedLater(Lake lake, Ledger ledger, Ledger.Entry release, LocalDate known) {

  private static final String APPLIED = "register.applied";
  private static final String COUNTED = "coverage.person_state_run";

  /**
   * By the batches that the register has of the date, up to the day or of newer days, or by a later
   * release that rests on more.
   */
  boolean isSo() {
    return hasMoreBatches()
        || hasMoreOfNewerDays()
        || later().stream().anyMatch(this::isOfSameDate);
  }

  /** Not to be made again, and what to do. */
  JobFailure refusal() {
    return new JobFailure(
        ExitCode.INPUT,
        "Release " + release.releaseId() + " cannot be made again",
        ("on its system date %s the register learned more after it was computed, and the history"
                + " knows days, not moments. Its copies are as they were published: release.ledger"
                + " has their fingerprint")
            .formatted(known),
        last()
            .map(
                last ->
                    "Reproduce %s, which stands in its place; diff %s %s tells what is other"
                        .formatted(last, release.releaseId(), last))
            .orElse(
                "Run coverage, gate and release for the day, and reproduce the release that this"
                    + " gives"));
  }

  /** A lake may have lost the log: then it says nothing. */
  private boolean hasMoreBatches() {
    BatchLog log = BatchLog.read(lake);
    String runOfDate =
        log.takenUpBy(known).runId(release.asOf(), release.basis().definitionsFingerprint());
    return !log.entries().isEmpty() && !runOfDate.equals(release.basis().runId());
  }

  /**
   * No run is named by batches of newer days. How many of all days the register had says coverage
   * of the day, as long as it was not counted again by what was known on another date.
   */
  private boolean hasMoreOfNewerDays() {
    long taken =
        lake.table(APPLIED).stream()
            .mapToLong(rows -> rows.filter(col("known_on").leq(lit(known))).count())
            .sum();
    Column isOfRelease =
        col("known_on")
            .equalTo(lit(known))
            .and(col("definitions_fingerprint").equalTo(release.basis().definitionsFingerprint()));
    return lake.table(COUNTED, Slice.where("as_of", release.asOf()))
        .map(days -> days.filter(isOfRelease.and(col("batches").lt(taken))))
        .filter(days -> !days.isEmpty())
        .isPresent();
  }

  /** Releases of the day by the same definitions that rest on other batches. */
  private List<Ledger.Entry> later() {
    Ledger.Basis basis = release.basis();
    return ledger.releasesOf(release.asOf()).stream()
        .filter(other -> other.revision() > release.revision())
        .filter(
            other -> other.basis().definitionsFingerprint().equals(basis.definitionsFingerprint()))
        .filter(other -> !other.basis().runId().equals(basis.runId()))
        .toList();
  }

  private boolean isOfSameDate(Ledger.Entry other) {
    return ReleasedRows.knownOn(lake, other).equals(known);
  }

  private Optional<String> last() {
    return ledger
        .lastOf(release.asOf())
        .filter(last -> last.revision() > release.revision())
        .map(Ledger.Entry::releaseId);
  }
}
