package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchName;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The batches of the register that no night before has looked at: what single rows tell is looked
 * for in these alone.
 *
 * @param batches by source and date
 */
record News(List<Batch> batches) {

  /**
   * One of them. Corrections stand for the batch that they correct, whose rows are looked at again.
   *
   * @param name its source, and whether it has corrections
   * @param knownOn system date of the run that took it up
   * @param isFirst whether it is the first of its source
   */
  record Batch(BatchName name, LocalDate date, LocalDate knownOn, boolean isFirst) {

    String source() {
      return name.source();
    }

    /** Whether it is a list of everything, and no list of changes. */
    boolean isFull(BatchLog log) {
      return log.entry(source(), date)
          .flatMap(BatchEntry::header)
          .filter(BatchHeader::isFull)
          .isPresent();
    }

    private Slice slice() {
      return Slice.where("source", source()).and(Slice.where("batch", date));
    }

    private Column isOf(String day) {
      return col("source").equalTo(source()).and(col(day).equalTo(date));
    }
  }

  /** What the night has to look at, also if it is run again. */
  static News of(Lake lake, LocalDate night) {
    Set<String> lookedAt =
        lake
            .read(SupervisionTables.LOOKED_AT)
            .filter(col("as_of").lt(lit(night)))
            .select("source", "batch")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0) + row.<java.sql.Date>getAs(1))
            .collect(Collectors.toSet());
    List<Row> applied =
        lake.table("register.applied")
            .orElseThrow(() -> new IllegalStateException("register.applied was never written"))
            .collectAsList();
    return new News(
        applied.stream()
            .map(row -> batch(row, applied))
            .filter(batch -> !lookedAt.contains(batch.name().toString() + batch.date()))
            .sorted(
                Comparator.comparing((Batch batch) -> batch.name().toString())
                    .thenComparing(Batch::date))
            .toList());
  }

  private static Batch batch(Row row, List<Row> all) {
    BatchName name = name(row);
    LocalDate date = day(row, "batch");
    boolean isFirst =
        all.stream()
            .noneMatch(
                other ->
                    name.source().equals(name(other).source())
                        && day(other, "batch").isBefore(date));
    return new Batch(name, date, day(row, "known_on"), isFirst);
  }

  private static BatchName name(Row row) {
    return BatchName.of(row.getAs("source"));
  }

  private static LocalDate day(Row row, String name) {
    return row.<java.sql.Date>getAs(name).toLocalDate();
  }

  /** Notes that the night has looked at them. */
  void note(Lake lake, LocalDate night) {
    List<Row> rows =
        batches.stream()
            .map(one -> RowFactory.create(night, one.name().toString(), one.date()))
            .toList();
    lake.replace(
        SupervisionTables.LOOKED_AT,
        lake.spark().createDataFrame(rows, SupervisionTables.LOOKED_AT.columns()),
        Slice.where("as_of", night));
  }

  /** Those of one source. */
  List<Batch> of(String source) {
    return batches.stream().filter(batch -> batch.source().equals(source)).toList();
  }

  /** Those before which their source had some. */
  News later() {
    return new News(batches.stream().filter(batch -> !batch.isFirst()).toList());
  }

  /** Their rows in a table with the columns source and batch. */
  Slice ofAll() {
    return Slice.anyOf(batches.stream().map(Batch::slice).toList());
  }

  /** The rows of some batches of one source in its landing table. */
  static Slice dates(List<Batch> batches) {
    return Slice.anyOf(batches.stream().map(one -> Slice.where("batch", one.date())).toList());
  }

  /** Of a row of the register: whether one of the batches has brought it. */
  Column haveBrought() {
    return any("batch");
  }

  /** Of a closed row of the register: whether one of the batches has ended it. */
  Column haveEnded() {
    return any(History.VALID_TO);
  }

  /** The closed rows among which those are that the batches have ended; others may be too. */
  Slice closed() {
    Optional<LocalDate> earliest =
        batches.stream().map(Batch::knownOn).min(Comparator.naturalOrder());
    return earliest
        .map(day -> Slice.after(History.KNOWN_TO, day.minusDays(1)))
        .orElseGet(() -> Slice.anyOf());
  }

  private Column any(String day) {
    return batches.stream().map(one -> one.isOf(day)).reduce(Column::or).orElse(lit(false));
  }
}
