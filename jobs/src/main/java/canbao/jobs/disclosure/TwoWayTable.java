package canbao.jobs.disclosure;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Counts by row and column, each cell with the same measures. The totals of rows and columns are
 * known to everybody: those of columns and of some rows because they are published whatever they
 * are, those of the other rows because they are large or stand for several.
 */
final class TwoWayTable {

  private final List<long[][]> rows;
  private final int columns;
  private final int measures;
  private final long[][] most;

  /**
   * @param rows each with its counts by column and measure
   * @param isPublished whether the total of a row is published whatever it is
   */
  TwoWayTable(List<long[][]> rows, IntPredicate isPublished) {
    this.rows = List.copyOf(rows);
    this.columns = rows.isEmpty() ? 0 : rows.get(0).length;
    this.measures = columns == 0 ? 0 : rows.get(0)[0].length;
    this.most = most(isPublished);
  }

  private long[][] most(IntPredicate isPublished) {
    long[][] totals = rows.stream().map(this::total).toArray(long[][]::new);
    long[] others = new long[measures];
    numbers().filter(isPublished.negate()).forEach(row -> Small.add(totals[row], others));
    return numbers()
        .mapToObj(row -> isPublished.test(row) ? totals[row] : others)
        .toArray(long[][]::new);
  }

  private long[] total(long[][] row) {
    long[] total = new long[measures];
    Arrays.stream(row).forEach(counts -> Small.add(counts, total));
    return total;
  }

  private IntStream numbers() {
    return IntStream.range(0, rows.size());
  }

  int rows() {
    return rows.size();
  }

  int columns() {
    return columns;
  }

  int measures() {
    return measures;
  }

  long count(int row, int column, int measure) {
    return rows.get(row)[column][measure];
  }

  /**
   * The most that a count of a row can be for somebody who knows but published totals: that of the
   * row, or of all rows without one.
   */
  long most(int row, int measure) {
    return most[row][measure];
  }

  /** Whether each count of a cell is as large as the threshold, or as it can be. */
  boolean isWide(int row, int column, int threshold) {
    return Small.reaches(rows.get(row)[column], most[row], threshold);
  }

  /** Whether one of the counts of a cell is from 1 to below the threshold. */
  boolean isSmall(int row, int column, int threshold) {
    return Small.isAnySmall(rows.get(row)[column], threshold);
  }

  /** People in a cell, once in each measure: what hiding it loses. */
  long weight(int row, int column) {
    return Small.sum(rows.get(row)[column]);
  }
}
