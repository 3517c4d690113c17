package canbao.jobs.database;

import canbao.jobs.run.DatabaseSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A batch that is to be read, and where it goes. */
record PlannedBatch(
    DatabaseSource where, DatabaseBatch batch, DatabaseColumns columns, LandedBatch landed) {

  private static final long MOST_ROWS = 1_000_000_000L;

  /**
   * Why the batch cannot be read, if so.
   *
   * @param all batches of the source that the database names
   */
  Optional<String> problem(List<DatabaseBatch> all) {
    if (all.stream().filter(other -> other.batch().equals(batch.batch())).count() > 1) {
      return Optional.of(where.batches() + " names it twice");
    }
    if (batch.mode().isEmpty() || batch.scope().isEmpty() || batch.rows().isEmpty()) {
      return Optional.of(where.batches() + " lacks its mode, scope or rows");
    }
    if (rows() < 0 || rows() > MOST_ROWS) {
      return Optional.of(
          where.batches()
              + " says that it has "
              + rows()
              + " rows, which is not from 0 to "
              + MOST_ROWS);
    }
    List<String> missing = columns.missing(batch);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s lacks the column%s %s"
                .formatted(where.rows(), missing.size() > 1 ? "s" : "", missing));
  }

  /** As the database says. */
  long rows() {
    return batch.rows().orElse(0L);
  }

  String otherCount(long found) {
    return "%s has %d rows of it, %s says %d"
        .formatted(where.rows(), found, where.batches(), rows());
  }

  /**
   * Its parts; a batch without rows has one.
   *
   * @param number of the batch among those of the run
   */
  List<Part> parts(int number) {
    List<String> ofRows = columns.ofRows(batch);
    List<String> header = ofRows.stream().map(DatabaseColumns::read).toList();
    int parts = Math.toIntExact(Math.max(1, -Math.floorDiv(-rows(), where.rowsPerFile())));
    return IntStream.range(0, parts)
        .mapToObj(
            part ->
                new Part(
                    number,
                    landed.folder(),
                    String.format(Locale.ROOT, "part-%05d.csv", part + 1),
                    Sql.rows(where, batch.batch(), ofRows, part, parts),
                    header))
        .toList();
  }
}
