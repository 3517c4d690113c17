package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of {@code release.ledger}: one a release, so they are held in memory. */
final class Ledger {

  private final Lake lake;
  private final List<Entry> entries;

  private Ledger(Lake lake, List<Entry> entries) {
    this.lake = lake;
    this.entries = entries;
  }

  /** What a release says, and rests on: two releases with one basis are the same. */
  record Basis(
      String runId,
      String definitionsFingerprint,
      String rulesFingerprint,
      String rowFingerprint) {}

  /**
   * One release.
   *
   * @param revision 1 for the first of its day
   */
  record Entry(LocalDate asOf, int revision, Basis basis) {

    String releaseId() {
      return asOf + "-r" + revision;
    }
  }

  /** What else the ledger keeps of a release. */
  record Circumstances(
      Instant releasedAt, Map<String, Long> tableVersions, List<String> heldCities, long rows) {}

  static Ledger read(Lake lake) {
    List<Entry> entries =
        lake
            .read(ReleaseTables.LEDGER)
            .select(
                col("as_of").cast("string"),
                col("revision"),
                col("run_id"),
                col("definitions_fingerprint"),
                col("rules_fingerprint"),
                col("row_fingerprint"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Entry(
                        LocalDate.parse(row.getString(0)),
                        row.getInt(1),
                        new Basis(
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5))))
            .sorted(Comparator.comparing(Entry::asOf).thenComparing(Entry::revision))
            .toList();
    return new Ledger(lake, entries);
  }

  /** The last release of a day. */
  Optional<Entry> lastOf(LocalDate day) {
    return entries.stream().filter(entry -> entry.asOf().equals(day)).reduce((a, b) -> b);
  }

  int nextRevision(LocalDate day) {
    return lastOf(day).map(Entry::revision).orElse(0) + 1;
  }

  String nextId(LocalDate day) {
    return day + "-r" + nextRevision(day);
  }

  /** Rows of the last release before a day: what a held city goes back to. */
  Optional<Dataset<Row>> lastRows(ResultTable table, LocalDate day) {
    return entries.stream()
        .filter(entry -> entry.asOf().isBefore(day))
        .reduce((a, b) -> b)
        .flatMap(
            last ->
                lake.table(
                    "release." + table.copyName(), Slice.where("release_id", last.releaseId())));
  }

  /** Writes one release; from then on it counts. */
  void append(Entry entry, Circumstances circumstances) {
    List<Row> versions =
        circumstances.tableVersions().entrySet().stream()
            .map(table -> RowFactory.create(table.getKey(), table.getValue()))
            .toList();
    Row row =
        RowFactory.create(
            entry.releaseId(),
            entry.asOf(),
            entry.revision(),
            circumstances.releasedAt(),
            lastOf(entry.asOf()).map(Entry::releaseId).orElse(null),
            versions.toArray(),
            entry.basis().definitionsFingerprint(),
            entry.basis().rulesFingerprint(),
            circumstances.heldCities().isEmpty() ? "released" : "released_with_held",
            circumstances.heldCities().toArray(),
            circumstances.rows(),
            entry.basis().rowFingerprint(),
            entry.basis().runId());
    lake.replace(
        ReleaseTables.LEDGER,
        lake.spark().createDataFrame(List.of(row), ReleaseTables.LEDGER.columns()),
        Slice.where("release_id", entry.releaseId()));
  }
}
