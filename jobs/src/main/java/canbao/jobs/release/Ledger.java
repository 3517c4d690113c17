package canbao.jobs.release;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of {@code release.ledger}: one a release, so they are held in memory.
 *
 * @param entries in the order of days, then of revisions
 */
record Ledger(List<Entry> entries) {

  private static final int SHOWN = 5;

  Ledger {
    entries =
        entries.stream()
            .sorted(Comparator.comparing(Entry::asOf).thenComparing(Entry::revision))
            .toList();
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
   * @param heldCities whose numbers in it are those of an older release
   */
  record Entry(LocalDate asOf, int revision, List<String> heldCities, Basis basis) {

    Entry {
      heldCities = List.copyOf(heldCities);
    }

    String releaseId() {
      return asOf + "-r" + revision;
    }
  }

  /**
   * What else the ledger keeps of a release.
   *
   * @param knownOn system date on which it was published
   * @param releasedAt the moment
   */
  record Circumstances(
      LocalDate knownOn,
      Instant releasedAt,
      Map<String, Long> tableVersions,
      GateOverrides overrides,
      long rows) {}

  static Ledger read(Lake lake) {
    return of(lake.read(ReleaseTables.LEDGER));
  }

  /** What had been published before a release: what it could go back to. */
  static Ledger before(Lake lake, Entry release) {
    Dataset<Row> rows = lake.read(ReleaseTables.LEDGER);
    Dataset<Row> moments =
        rows.filter(col("release_id").equalTo(release.releaseId()))
            .select(col("released_at").as("then"));
    // Of releases of one moment those count that the ledger's order has before.
    Column isOfEarlierDay = col("as_of").lt(lit(release.asOf()));
    Column isEarlierOfDay =
        col("as_of").equalTo(lit(release.asOf())).and(col("revision").lt(release.revision()));
    Column isEarlier =
        col("released_at")
            .lt(col("then"))
            .or(col("released_at").equalTo(col("then")).and(isOfEarlierDay.or(isEarlierOfDay)));
    return of(rows.crossJoin(moments).filter(isEarlier));
  }

  /** The tables that a release was made from, as far as the lake had them. */
  static Set<String> tablesRead(Lake lake, Entry release) {
    return lake
        .read(ReleaseTables.LEDGER)
        .filter(col("release_id").equalTo(release.releaseId()))
        .select(explode(col("table_versions.table")))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .collect(toSet());
  }

  private static Ledger of(Dataset<Row> rows) {
    return new Ledger(
        rows
            .select(
                col("as_of").cast("string"),
                col("revision"),
                col("held_cities"),
                col("run_id"),
                col("definitions_fingerprint"),
                col("rules_fingerprint"),
                col("row_fingerprint"))
            .collectAsList()
            .stream()
            .map(Ledger::entry)
            .toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        LocalDate.parse(row.getString(0)),
        row.getInt(1),
        row.getList(2),
        new Basis(row.getString(3), row.getString(4), row.getString(5), row.getString(6)));
  }

  /**
   * A release that somebody names.
   *
   * @throws JobFailure INPUT if there is none of the name
   */
  Entry named(String releaseId) {
    return entries.stream()
        .filter(entry -> entry.releaseId().equals(releaseId))
        .findFirst()
        .orElseThrow(() -> unknown(releaseId));
  }

  private JobFailure unknown(String releaseId) {
    List<String> last =
        entries.stream().map(Entry::releaseId).skip(Math.max(0, entries.size() - SHOWN)).toList();
    return new JobFailure(
        ExitCode.INPUT,
        "There is no release " + releaseId,
        last.isEmpty()
            ? "nothing was released into this lake"
            : "release.ledger has none of the name; the last ones are " + String.join(", ", last),
        "Give one that release.ledger has, such as 2018-12-31-r1");
  }

  /** The releases of a day, in their order. */
  List<Entry> releasesOf(LocalDate day) {
    return entries.stream().filter(entry -> entry.asOf().equals(day)).toList();
  }

  /** The last release of a day. */
  Optional<Entry> lastOf(LocalDate day) {
    return releasesOf(day).stream().reduce((a, b) -> b);
  }

  int nextRevision(LocalDate day) {
    return lastOf(day).map(Entry::revision).orElse(0) + 1;
  }

  String nextId(LocalDate day) {
    return day + "-r" + nextRevision(day);
  }

  /**
   * The last release up to a day that has a city's numbers of its own: one in which the gate let
   * the city through.
   */
  Optional<Entry> lastWith(String city, LocalDate upTo) {
    return entries.stream()
        .filter(entry -> !entry.asOf().isAfter(upTo) && !entry.heldCities().contains(city))
        .reduce((a, b) -> b);
  }

  /** Writes one release; from then on it counts. */
  void append(Lake lake, Entry entry, Circumstances circumstances) {
    List<Row> versions =
        circumstances.tableVersions().entrySet().stream()
            .map(table -> RowFactory.create(table.getKey(), table.getValue()))
            .toList();
    Row row =
        RowFactory.create(
            entry.releaseId(),
            entry.asOf(),
            entry.revision(),
            circumstances.knownOn(),
            circumstances.releasedAt(),
            lastOf(entry.asOf()).map(Entry::releaseId).orElse(null),
            versions.toArray(),
            entry.basis().definitionsFingerprint(),
            entry.basis().rulesFingerprint(),
            entry.heldCities().isEmpty() ? "released" : "released_with_held",
            entry.heldCities().toArray(),
            overrides(circumstances.overrides()),
            circumstances.rows(),
            entry.basis().rowFingerprint(),
            entry.basis().runId());
    lake.replace(
        ReleaseTables.LEDGER,
        lake.spark().createDataFrame(List.of(row), ReleaseTables.LEDGER.columns()),
        Slice.where("release_id", entry.releaseId()));
  }

  private static Object[] overrides(GateOverrides given) {
    return given.overrides().stream()
        .map(
            one ->
                RowFactory.create(one.rule(), one.division(), one.until(), one.reason(), one.who()))
        .toArray();
  }
}
