package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.MetricState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many rows of a batch there are of each kind; small, whatever the size of the batch. */
final class Tally {

  /** Stands for the rows of no city. */
  static final String NO_CITY = MetricState.NO_CITY;

  private static final List<String> VERDICTS =
      List.of(JudgedRows.ACCEPTED, JudgedRows.REJECTED, JudgedRows.DUPLICATE);

  /**
   * Rows that agree in everything that a batch is judged by.
   *
   * @param op I, U, D, or empty for an undeclared word
   */
  record Line(
      int fileNo, String division, String op, boolean keyIsEmpty, String verdict, long rows) {

    boolean isAccepted() {
      return verdict.equals(JudgedRows.ACCEPTED);
    }

    boolean isDuplicate() {
      return verdict.equals(JudgedRows.DUPLICATE);
    }
  }

  private final List<Line> lines;

  Tally(List<Line> lines) {
    this.lines = lines;
  }

  /** The tally of each batch of a day, by its number. */
  static Map<Integer, Tally> byBatch(Dataset<Row> judgedRows) {
    Map<Integer, List<Line>> lines = new TreeMap<>();
    judgedRows
        .groupBy(
            col(JudgedRows.BATCH_NO),
            col(ReadRequest.FILE_NO),
            coalesce(col("division"), lit(NO_CITY)),
            coalesce(col("op"), lit("")),
            col("key_empty"),
            col("verdict"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                lines
                    .computeIfAbsent(row.getInt(0), batch -> new ArrayList<>())
                    .add(
                        new Line(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getString(5),
                            row.getLong(6))));
    Map<Integer, Tally> tallies = new TreeMap<>();
    lines.forEach((batch, ofBatch) -> tallies.put(batch, new Tally(ofBatch)));
    return tallies;
  }

  /** Of a batch without rows. */
  static Tally empty() {
    return new Tally(List.of());
  }

  long rows() {
    return sum(line -> true);
  }

  long rowsWithEmptyKey() {
    return sum(Line::keyIsEmpty);
  }

  long rowsOf(int fileNo) {
    return sum(line -> line.fileNo() == fileNo);
  }

  long rowsOf(String verdict) {
    return sum(line -> line.verdict().equals(verdict));
  }

  BatchEntry.Counts counts() {
    return counts(line -> true);
  }

  BatchEntry.Counts counts(int fileNo) {
    return counts(line -> line.fileNo() == fileNo);
  }

  /** Rows by city, identical ones once. */
  Map<String, Long> rowsByCity() {
    return byCity(line -> !line.isDuplicate(), line -> line.rows());
  }

  /** Accepted rows by city: what a full list leaves in force. */
  Map<String, Long> acceptedByCity() {
    return byCity(Line::isAccepted, Line::rows);
  }

  /** Rows of each kind by city: what Size measures besides. */
  List<MetricState> sizes() {
    List<MetricState> sizes = new ArrayList<>();
    byCity(line -> true, Line::rows)
        .forEach((city, rows) -> sizes.add(size(city, "received", rows)));
    for (String verdict : VERDICTS) {
      byCity(line -> line.verdict().equals(verdict), Line::rows)
          .forEach((city, rows) -> sizes.add(size(city, verdict, rows)));
    }
    return sizes;
  }

  private static MetricState size(String city, String which, long rows) {
    return new MetricState(city, MetricState.Analyzer.SIZE, which, MetricState.Values.rows(rows));
  }

  /** What a change list adds to the rows in force, taking its words for it. */
  Map<String, Long> netByCity() {
    return byCity(
        line -> line.isAccepted() && !line.op().equals("U"),
        line -> line.op().equals("D") ? -line.rows() : line.rows());
  }

  private Map<String, Long> byCity(Predicate<Line> counts, ToLongFunction<Line> rows) {
    Map<String, Long> byCity = new TreeMap<>();
    lines.stream()
        .filter(counts)
        .forEach(line -> byCity.merge(line.division(), rows.applyAsLong(line), Long::sum));
    return byCity;
  }

  private BatchEntry.Counts counts(Predicate<Line> asked) {
    return new BatchEntry.Counts(
        sum(asked),
        sum(asked.and(Line::isAccepted)),
        sum(asked.and(line -> line.verdict().equals(JudgedRows.REJECTED))),
        sum(asked.and(Line::isDuplicate)));
  }

  private long sum(Predicate<Line> counts) {
    return lines.stream().filter(counts).mapToLong(Line::rows).sum();
  }
}
