package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.KeyedRows;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.Audited;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds the last release of a day against the fingerprint in the ledger. Writes nothing. */
public final class ReleaseAudit {

  private final Lake lake;
  private final Ledger.Entry release;

  private ReleaseAudit(Lake lake, Ledger.Entry release) {
    this.lake = lake;
    this.release = release;
  }

  /** Reads the copies of the day's last release; a day without one has no rows to compare. */
  public static Audited run(RunContext context) {
    Phase.begin(context.spark(), "audit: release of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    return Ledger.read(lake)
        .lastOf(context.asOf())
        .map(last -> new ReleaseAudit(lake, last).run())
        .orElse(new Audited(0, List.of()));
  }

  private Audited run() {
    ReleasedRows rows = ReleasedRows.copied(lake, release.releaseId());
    boolean isAsReleased = rows.fingerprint().equals(release.basis().rowFingerprint());
    return new Audited(rows.size(), isAsReleased ? List.of() : differences());
  }

  /** Rows that went from the release are found by the fingerprint too: it is that of all. */
  private List<String> differences() {
    List<String> differences =
        Stream.of(ResultTable.values()).flatMap(table -> differing(table).stream()).toList();
    return differences.isEmpty()
        ? List.of(
            "release %s, whose rows are not those that release.ledger has the fingerprint of"
                .formatted(release.releaseId()))
        : differences;
  }

  /** Rows that are not those copied, as long as these are still of the run that was released. */
  private Optional<String> differing(ResultTable table) {
    Optional<Dataset<Row>> released = ReleasedRows.copyIfAny(lake, table, release.releaseId());
    if (released.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> copy = released.get();
    Column isHeld = table.gated().isin(HeldCities.divisions(release.heldCities()).toArray());
    Dataset<Row> computed = table.computed(lake, release.asOf()).orElseThrow();
    boolean isOfSameRun =
        computed.filter(col("run_id").notEqual(release.basis().runId())).isEmpty();
    Dataset<Row> copied =
        table.isOfOlderShape(copy)
            ? computed
            : HeldCities.none(release.asOf()).published(table, computed, Optional.empty());
    return isOfSameRun
        ? KeyedRows.of(copy.filter(not(isHeld)), table.key())
            .differing(
                KeyedRows.of(copied.filter(not(isHeld)), table.key()),
                "%s of release %s".formatted(table.copy(), release.releaseId()))
        : Optional.empty();
  }
}
