package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.coverage.PublishedFigures.Figure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Published figures on the days of a period; they are a few a division, so held in memory. */
record PeriodFigures(List<Told> told) {

  static final PeriodFigures NONE = new PeriodFigures(List.of());

  /**
   * A figure as long as one thing is said of it.
   *
   * @param from first day
   * @param until the day after the last
   * @param year that it is a figure of
   */
  record Told(LocalDate from, LocalDate until, int year, Figure figure) {

    boolean isOf(LocalDate day) {
      return year == day.getYear() && !day.isBefore(from) && day.isBefore(until);
    }
  }

  /**
   * Reads them.
   *
   * @param statistics rows of {@code register.statistic} in parts of a period ({@link PeriodRows})
   * @param codes in their read form
   */
  static PeriodFigures read(Dataset<Row> statistics, List<String> codes) {
    List<Column> columns = new ArrayList<>(PublishedFigures.COLUMNS);
    columns.add(col(PeriodRows.DAY).cast("string"));
    columns.add(col(PeriodRows.UNTIL).cast("string"));
    columns.add(col("year"));
    int first = PublishedFigures.COLUMNS.size();
    return new PeriodFigures(
        PublishedFigures.ofDivisions(statistics, codes)
            .filter(col("year").isNotNull())
            .select(columns.toArray(Column[]::new))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Told(
                        LocalDate.parse(row.getString(first)),
                        LocalDate.parse(row.getString(first + 1)),
                        row.getInt(first + 2),
                        Figure.of(row)))
            .toList());
  }

  /** Those of the day's year, as known for the day. */
  PublishedFigures on(LocalDate day) {
    return PublishedFigures.of(
        told.stream().filter(one -> one.isOf(day)).map(Told::figure).toList());
  }
}
