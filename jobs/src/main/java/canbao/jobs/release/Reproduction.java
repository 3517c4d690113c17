package canbao.jobs.release;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.KeyedRows;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.KnownDay;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A release computed once more: its day from what the register knew when it was computed, with the
 * definitions of its time, and the cities that were held from the releases that they go back to,
 * which are computed once more too. Writes nothing, and asks for no old version of a table.
 *
 * <p>What the rules of its time decided needs no deciding again: rows that they rejected never came
 * into the register, and the cities that they held stand in the ledger.
 */
public final class Reproduction {

  private final Lake lake;
  private final Settings now;
  private final Path place;
  private final Computing computing;

  private Reproduction(Lake lake, Settings now, Path place, Computing computing) {
    this.lake = lake;
    this.now = now;
    this.place = place;
    this.computing = computing;
  }

  /** Computes the tables of a day, by their qualified names. */
  @FunctionalInterface
  public interface Computing {

    /**
     * Computes them.
     *
     * @param since earlier day from which changes are told; empty: they are not asked for
     * @param groups rows of {@code group_coverage} of the day that say which cells were hidden
     */
    Map<String, Dataset<Row>> of(
        Settings settings, KnownDay day, Optional<KnownDay> since, Optional<Dataset<Row>> groups);
  }

  /**
   * A copy of a release.
   *
   * @param rows that it has
   * @param verdict whether history gives the same rows: yes, no, or why they were not compared
   */
  public record Compared(String table, long rows, String verdict) {}

  /**
   * What came of it.
   *
   * @param known system date by which the register was asked
   * @param definitions fingerprint of the definitions of the release
   * @param rules fingerprint of its rules
   * @param held cities, each with the release that its numbers are of
   * @param tables that releases have copies of
   * @param differences a part of a sentence for each table that differs
   */
  public record Outcome(
      LocalDate known,
      String definitions,
      String rules,
      List<String> held,
      List<Compared> tables,
      List<String> differences) {}

  /**
   * Computes a release once more and compares it, row by row and by the fingerprint in the ledger.
   *
   * @param now where the lake is; definitions are those of the release
   * @param place a folder for the settings files of then
   * @throws canbao.jobs.run.JobFailure INPUT if there is no such release, its definitions were not
   *     kept, or it differs and more was learned on its system date after it was computed
   */
  public static Outcome run(
      Lake lake, Settings now, String releaseId, Path place, Computing computing) {
    return new Reproduction(lake, now, place, computing).run(Ledger.read(lake).named(releaseId));
  }

  private Outcome run(Ledger.Entry release) {
    Ledger before = Ledger.before(lake, release);
    HeldCities held = new HeldCities(release.heldCities(), release.asOf(), before);
    Settings then = definitions(release);
    ReleasedCopies copies = ReleasedCopies.of(lake, release, before, then.denominators());
    Map<ResultTable, Dataset<Row>> anew = published(release, then, copies, held);
    Phase.begin(lake.spark(), "reproduce: rows of " + release.releaseId());
    List<Compared> tables = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (ResultTable table : ResultTable.values()) {
      tables.add(
          copies
              .whyApart(table)
              .map(why -> new Compared(table.copy(), copies.size(table), why))
              .orElseGet(
                  () -> compared(table, copies.rows().get(table), anew.get(table), differences)));
    }
    if (differences.isEmpty() && !isAsInLedger(release, copies, anew)) {
      differences.add("release.ledger, whose fingerprint is of other rows than both");
    }
    LocalDate known = ReleasedRows.knownOn(lake, release);
    if (!differences.isEmpty() && ReleasedRows.areIntact(lake, release)) {
      refuseIfMoreWasLearned(release, known);
    }
    return new Outcome(
        known,
        release.basis().definitionsFingerprint(),
        release.basis().rulesFingerprint(),
        release.heldCities().stream().map(held::described).toList(),
        tables,
        differences);
  }

  /** Compares a copy, and adds what differs. */
  private static Compared compared(
      ResultTable table, Dataset<Row> copy, Dataset<Row> anew, List<String> differences) {
    KeyedRows copied = keyed(table, copy);
    Optional<String> difference = copied.differing(keyed(table, anew), table.copy());
    difference.ifPresent(differences::add);
    return new Compared(table.copy(), copied.size(), difference.isPresent() ? "no" : "yes");
  }

  /** The rows computed anew and, as they were copied, those that are not compared. */
  private static boolean isAsInLedger(
      Ledger.Entry release, ReleasedCopies copies, Map<ResultTable, Dataset<Row>> anew) {
    Map<ResultTable, Dataset<Row>> all = new EnumMap<>(copies.rows());
    all.putAll(anew);
    return ReleasedRows.of(all).fingerprint().equals(release.basis().rowFingerprint());
  }

  private void refuseIfMoreWasLearned(Ledger.Entry release, LocalDate known) {
    LearnedLater learned = new LearnedLater(lake, Ledger.read(lake), release, known);
    if (learned.isSo()) {
      throw learned.refusal();
    }
  }

  private static KeyedRows keyed(ResultTable table, Dataset<Row> rows) {
    return KeyedRows.of(ReleasedRows.withoutOrigin(rows), table.key());
  }

  /** The rows to be published of those tables that are compared. */
  private Map<ResultTable, Dataset<Row>> published(
      Ledger.Entry release, Settings then, ReleasedCopies copies, HeldCities held) {
    Map<ResultTable, Dataset<Row>> before = new EnumMap<>(ResultTable.class);
    Ledger ledger = Ledger.read(lake);
    for (String id : held.releases()) {
      Ledger.Entry earlier = ledger.named(id);
      // Its rows of these cities are of its own day: it let them through.
      computed(earlier, definitions(earlier), Optional.empty()).entrySet().stream()
          .filter(table -> hasCopy(table.getKey(), earlier))
          .forEach(
              table ->
                  before.merge(
                      table.getKey(),
                      table.getValue().withColumn("release_id", lit(id)),
                      (some, more) -> some.unionByName(more)));
    }
    Map<ResultTable, Dataset<Row>> computed = computed(release, then, copies.since());
    Map<ResultTable, Dataset<Row>> published = new EnumMap<>(ResultTable.class);
    for (ResultTable table : ResultTable.values()) {
      if (copies.whyApart(table).isEmpty()) {
        Dataset<Row> rows = requireNonNull(computed.get(table), table + " is not computed anew");
        published.put(table, held.published(table, rows, Optional.ofNullable(before.get(table))));
      }
    }
    return published;
  }

  private Settings definitions(Ledger.Entry release) {
    return Definitions.ofRelease(lake, release, place.resolve(release.releaseId()), now);
  }

  /** All that was computed on the day of a release, whether it was released or held. */
  private Map<ResultTable, Dataset<Row>> computed(
      Ledger.Entry release, Settings then, Optional<KnownDay> since) {
    Phase.begin(lake.spark(), "reproduce: numbers of " + release.releaseId());
    KnownDay day = new KnownDay(release.asOf(), ReleasedRows.knownOn(lake, release));
    Map<String, Dataset<Row>> tables = computing.of(then, day, since, hiddenGroups(release));
    Map<ResultTable, Dataset<Row>> results = new EnumMap<>(ResultTable.class);
    for (ResultTable table : ResultTable.values()) {
      Optional.ofNullable(tables.get(table.qualifiedName()))
          .ifPresent(rows -> results.put(table, rows));
    }
    return results;
  }

  /** Releases of older versions have fewer copies. */
  private boolean hasCopy(ResultTable table, Ledger.Entry release) {
    return ReleasedRows.copyIfAny(lake, table, release.releaseId())
        .filter(rows -> !rows.isEmpty())
        .isPresent();
  }

  /**
   * What the release hides and, of its held cities, what the run that it rests on hid, as long as
   * that is stored: nights before decided so. Of other cities the copy says all: the same run may
   * have been counted again since, and hides then what nights before hide now.
   */
  private Optional<Dataset<Row>> hiddenGroups(Ledger.Entry release) {
    ResultTable groups = ResultTable.GROUP_COVERAGE;
    Column isOfTheRun = col("run_id").equalTo(release.basis().runId());
    Column isHeld = groups.gated().isin(release.heldCities().toArray());
    Optional<Dataset<Row>> stored =
        groups.computed(lake, release.asOf()).map(rows -> rows.filter(isOfTheRun.and(isHeld)));
    return Stream.of(ReleasedRows.copyIfAny(lake, groups, release.releaseId()), stored)
        .flatMap(Optional::stream)
        .reduce((one, other) -> one.unionByName(other));
  }
}
