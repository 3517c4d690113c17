package canbao.jobs.release;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.KnownDay;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a release has copies of, and which of them cannot be held against what history gives.
 *
 * @param rows of the tables that it has copies of, in their order
 * @param apart why a table is not compared, in words
 * @param since earlier day of its changes, if they are compared
 */
record ReleasedCopies(
    Map<ResultTable, Dataset<Row>> rows, Map<ResultTable, String> apart, Optional<KnownDay> since) {

  static final String NONE = "not in it: released before it had such a copy";
  static final String NO_ROWS = "no rows: no day before was counted by the same definitions";
  static final String OLDER_SHAPE = "as copied: released before bridges ended with the step held";
  static final String NOT_RELEASED =
      "as copied: the run of the day before that it goes on from was not released";

  /**
   * Reads them.
   *
   * @param denominators of the release
   */
  static ReleasedCopies of(Lake lake, Ledger.Entry release, Denominators denominators) {
    Set<String> read = Ledger.tablesRead(lake, release);
    Map<ResultTable, Dataset<Row>> rows = new EnumMap<>(ResultTable.class);
    Map<ResultTable, String> apart = new EnumMap<>(ResultTable.class);
    for (ResultTable table : ResultTable.values()) {
      // A copy may have no rows; that it was made says the ledger.
      ReleasedRows.copyIfAny(lake, table, release.releaseId())
          .filter(copy -> read.contains(table.qualifiedName()) || !copy.isEmpty())
          .ifPresentOrElse(copy -> rows.put(table, copy), () -> apart.put(table, NONE));
    }
    Optional.ofNullable(rows.get(ResultTable.BRIDGE))
        .filter(ResultTable.BRIDGE::isOfOlderShape)
        .ifPresent(copy -> apart.put(ResultTable.BRIDGE, OLDER_SHAPE));
    Optional<Dataset<Row>> changes = Optional.ofNullable(rows.get(ResultTable.CHANGE));
    Optional<KnownDay> since =
        changes.flatMap(
            copy -> new ChangeSince(lake, denominators).of(Ledger.before(lake, release), copy));
    changes
        .filter(copy -> since.isEmpty())
        .ifPresent(copy -> apart.put(ResultTable.CHANGE, copy.isEmpty() ? NO_ROWS : NOT_RELEASED));
    return new ReleasedCopies(rows, apart, since);
  }

  /** Why a table is not compared; empty if it is. */
  Optional<String> whyApart(ResultTable table) {
    return Optional.ofNullable(apart.get(table));
  }

  long size(ResultTable table) {
    return Optional.ofNullable(rows.get(table)).map(Dataset::count).orElse(0L);
  }
}
