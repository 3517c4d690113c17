package canbao.jobs.disclosure;

import java.util.List;

/**
 * Counts by row and column, each cell with the same measures. The totals of rows and columns are
 * known to everybody.
 */
final class TwoWayTable {

  private final List<long[][]> rows;
  private final int columns;
  private final int measures;

  /**
   * @param rows each with its counts by column and measure
   */
  TwoWayTable(List<long[][]> rows) {
    this.rows = List.copyOf(rows);
    this.columns = rows.isEmpty() ? 0 : rows.get(0).length;
    this.measures = columns == 0 ? 0 : rows.get(0)[0].length;
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

  /** Whether one of the counts of a cell is from 1 to below the threshold. */
  boolean isSmall(int row, int column, int threshold) {
    return Small.isAnySmall(rows.get(row)[column], threshold);
  }

  /** People in a cell, once in each measure: what hiding it loses. */
  long weight(int row, int column) {
    return Small.sum(rows.get(row)[column]);
  }
}
