package canbao.jobs.release;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.KeyedRows;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @param known system date: what was learned later does not count
     * @param groups rows of {@code group_coverage} of the day that say which cells were hidden
     */
    Map<String, Dataset<Row>> of(
        Settings settings, LocalDate day, LocalDate known, Optional<Dataset<Row>> groups);
  }

  /**
   * What came of it.
   *
   * @param known system date by which the register was asked
   * @param definitions fingerprint of the definitions of the release
   * @param rules fingerprint of its rules
   * @param held cities, each with the release that its numbers are of
   * @param rows of each copy
   * @param differences a part of a sentence for each table that differs
   */
  public record Outcome(
      LocalDate known,
      String definitions,
      String rules,
      List<String> held,
      Map<String, Long> rows,
      List<String> differences) {}

  /**
   * Computes a release once more and compares it, row by row and by the fingerprint in the ledger.
   *
   * @param now where the lake is; definitions are those of the release
   * @param place a folder for the settings files of then
   * @throws canbao.jobs.run.JobFailure INPUT if there is no such release, or its definitions were
   *     not kept
   */
  public static Outcome run(
      Lake lake, Settings now, String releaseId, Path place, Computing computing) {
    return new Reproduction(lake, now, place, computing).run(Ledger.read(lake).named(releaseId));
  }

  private Outcome run(Ledger.Entry release) {
    HeldCities held =
        new HeldCities(release.heldCities(), release.asOf(), Ledger.before(lake, release));
    Map<ResultTable, Dataset<Row>> computed = published(release, held);
    Phase.begin(lake.spark(), "reproduce: rows of " + release.releaseId());
    Map<String, Long> rows = new LinkedHashMap<>();
    List<String> differences = new ArrayList<>();
    computed.forEach(
        (table, anew) -> {
          KeyedRows copied = keyed(table, ReleasedRows.copy(lake, table, release.releaseId()));
          rows.put(table.copy(), copied.size());
          copied.differing(keyed(table, anew), table.copy()).ifPresent(differences::add);
        });
    boolean isAsInLedger =
        ReleasedRows.of(withOthers(computed, release))
            .fingerprint()
            .equals(release.basis().rowFingerprint());
    if (differences.isEmpty() && !isAsInLedger) {
      differences.add("release.ledger, whose fingerprint is of other rows than both");
    }
    return new Outcome(
        ReleasedRows.knownOn(lake, release),
        release.basis().definitionsFingerprint(),
        release.basis().rulesFingerprint(),
        release.heldCities().stream().map(held::described).toList(),
        rows,
        differences);
  }

  /** The tables computed anew and, as they were copied, those that are not. */
  private Map<ResultTable, Dataset<Row>> withOthers(
      Map<ResultTable, Dataset<Row>> computed, Ledger.Entry release) {
    Map<ResultTable, Dataset<Row>> all = new LinkedHashMap<>();
    for (ResultTable table : ResultTable.values()) {
      Optional.ofNullable(computed.get(table))
          .or(() -> ReleasedRows.copyIfAny(lake, table, release.releaseId()))
          .ifPresent(rows -> all.put(table, rows));
    }
    return all;
  }

  private static KeyedRows keyed(ResultTable table, Dataset<Row> rows) {
    return KeyedRows.of(ReleasedRows.withoutOrigin(rows), table.key());
  }

  private Map<ResultTable, Dataset<Row>> published(Ledger.Entry release, HeldCities held) {
    Map<ResultTable, Dataset<Row>> before = new LinkedHashMap<>();
    Ledger ledger = Ledger.read(lake);
    for (String earlier : held.releases()) {
      // Its rows of these cities are of its own day: it let them through.
      computed(ledger.named(earlier))
          .forEach(
              (table, rows) ->
                  before.merge(
                      table,
                      rows.withColumn("release_id", lit(earlier)),
                      (some, more) -> some.unionByName(more)));
    }
    Map<ResultTable, Dataset<Row>> published = new LinkedHashMap<>();
    computed(release)
        .forEach(
            (table, rows) ->
                published.put(
                    table, held.published(table, rows, Optional.ofNullable(before.get(table)))));
    return published;
  }

  /** All that was computed on the day of a release, whether it was released or held. */
  private Map<ResultTable, Dataset<Row>> computed(Ledger.Entry release) {
    Settings then = Definitions.ofRelease(lake, release, place.resolve(release.releaseId()), now);
    Phase.begin(lake.spark(), "reproduce: numbers of " + release.releaseId());
    Map<String, Dataset<Row>> tables =
        computing.of(
            then, release.asOf(), ReleasedRows.knownOn(lake, release), hiddenGroups(release));
    Map<ResultTable, Dataset<Row>> results = new LinkedHashMap<>();
    for (ResultTable table : ResultTable.values()) {
      if (table.isReproduced() && hasCopy(table, release)) {
        String name = table.qualifiedName();
        results.put(table, requireNonNull(tables.get(name), name + " is not computed anew"));
      }
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
   * that is stored: nights before decided so.
   */
  private Optional<Dataset<Row>> hiddenGroups(Ledger.Entry release) {
    ResultTable groups = ResultTable.GROUP_COVERAGE;
    Optional<Dataset<Row>> stored =
        groups
            .computed(lake, release.asOf())
            .map(rows -> rows.filter(col("run_id").equalTo(release.basis().runId())));
    return Stream.of(ReleasedRows.copyIfAny(lake, groups, release.releaseId()), stored)
        .flatMap(Optional::stream)
        .reduce((one, other) -> one.unionByName(other));
  }
}
