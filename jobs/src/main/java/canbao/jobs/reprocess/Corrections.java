package canbao.jobs.reprocess;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.source.BatchName;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of a source that were ever handed back, in {@code quality.correction}: what became of
 * them stands in the tables of ingest.
 *
 * @param all in no order
 */
record Corrections(Lake lake, String source, List<Correction> all) {

  /**
   * One of them.
   *
   * @param place of the rejected row
   * @param number of the batch of corrections that has the corrected one
   * @param line of the corrected row in that batch
   * @param sha256 of the file that was handed back
   */
  record Correction(RowPlace place, int number, long line, String sha256) {}

  static Corrections of(Lake lake, String source) {
    List<Correction> all =
        lake
            .read(QualityTables.CORRECTION, Slice.where("source", source))
            .select(
                col("batch").cast("string"),
                col("file"),
                col("line_no"),
                col("correction"),
                col("corrected_line_no"),
                col("sha256"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Correction(
                        new RowPlace(
                            LocalDate.parse(row.getString(0)), row.getString(1), row.getLong(2)),
                        row.getInt(3),
                        row.getLong(4),
                        row.getString(5)))
            .toList();
    return new Corrections(lake, source, all);
  }

  /** The rows of a file, if it was handed back before. */
  List<Correction> ofFile(String sha256) {
    return all.stream().filter(one -> one.sha256().equals(sha256)).toList();
  }

  /** The last time that a rejected row was corrected. */
  Optional<Correction> last(RowPlace place) {
    return all.stream()
        .filter(one -> one.place().equals(place))
        .reduce((one, other) -> one.number() > other.number() ? one : other);
  }

  /** The number of the next corrections of a batch. */
  int next(LocalDate batch) {
    return 1
        + all.stream()
            .filter(one -> one.place().batch().equals(batch))
            .mapToInt(Correction::number)
            .max()
            .orElse(0);
  }

  /** Keeps for ever who has corrected which rows. */
  void add(List<Correction> corrections, Answerable by) {
    List<Row> rows = new ArrayList<>();
    for (Correction one : corrections) {
      BatchName name = new BatchName(source, one.number());
      rows.add(
          RowFactory.create(
              source,
              one.place().batch(),
              one.place().file(),
              one.place().line(),
              one.number(),
              name.file(LaidCorrections.FILE),
              one.line(),
              by.who(),
              by.reason(),
              by.account(),
              Timestamp.from(by.moment()),
              one.sha256()));
    }
    lake.add(
        QualityTables.CORRECTION,
        lake.spark().createDataFrame(rows, QualityTables.CORRECTION.columns()).coalesce(1));
  }
}
