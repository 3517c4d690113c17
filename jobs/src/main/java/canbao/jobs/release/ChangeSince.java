package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.release.ReleaseDifference.Cell;
import canbao.jobs.release.ReleaseDifference.Numbers;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.KnownDay;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The earlier day of a release's changes, by the knowledge that it was counted with.
 *
 * <p>No table of releases says it. Changes say how many people of the province were due and covered
 * on the earlier day, and a release of that day that says the same rests on the run that they go
 * back to. The province, because its numbers in a release are always those that were counted.
 */
record ChangeSince(Lake lake, Denominators denominators) {

  private static final String PROVINCE = "440000";

  /** People due and covered. */
  private record Counts(long due, long covered) {}

  /**
   * The last release of the earlier day that has the numbers from which the changes go on; empty if
   * there is none: the day was counted, and not released.
   *
   * @param before what had been published before the release
   * @param changes rows of {@code release.change} of the release
   */
  Optional<KnownDay> of(Ledger before, Dataset<Row> changes) {
    Map<Cell, Counts> counts = new HashMap<>();
    List<Row> rows =
        changes
            .filter(col("division").equalTo(PROVINCE))
            .select(
                col("basis"),
                col("family"),
                col("due_before"),
                col("covered_before"),
                col("from_as_of").cast("string"))
            .collectAsList();
    rows.forEach(
        row ->
            counts.put(
                new Cell(
                    row.getString(0),
                    denominators.first(row.getString(0)).id(),
                    row.getString(1),
                    PROVINCE),
                new Counts(row.getLong(2), row.getLong(3))));
    return rows.stream()
        .map(row -> LocalDate.parse(row.getString(4)))
        .findFirst()
        .flatMap(
            day ->
                before.releasesOf(day).stream()
                    .sorted(Comparator.comparing(Ledger.Entry::revision).reversed())
                    .filter(release -> says(release, counts))
                    .findFirst()
                    .map(last -> new KnownDay(day, ReleasedRows.knownOn(lake, last))));
  }

  private boolean says(Ledger.Entry release, Map<Cell, Counts> counts) {
    Map<Cell, Numbers> released = ReleaseDifference.numbers(lake, release);
    return counts.entrySet().stream()
        .allMatch(
            cell ->
                Optional.ofNullable(released.get(cell.getKey()))
                    .filter(numbers -> numbers.due() != null)
                    .map(numbers -> new Counts(numbers.due(), numbers.covered()))
                    .equals(Optional.of(cell.getValue())));
  }
}
