package canbao.jobs.disclosure;

import java.util.stream.IntStream;

/** Cells of a two-way table that are hidden together: rows times columns. */
final class Block {

  private final int[] rows;
  private final int[] columns;

  /**
   * @param rows numbers of rows of the table
   * @param columns numbers of columns
   */
  Block(int[] rows, int[] columns) {
    this.rows = rows.clone();
    this.columns = columns.clone();
  }

  int height() {
    return rows.length;
  }

  int width() {
    return columns.length;
  }

  /** Number of a row of the table. */
  int row(int place) {
    return rows[place];
  }

  /** Number of a column of the table. */
  int column(int place) {
    return columns[place];
  }

  static Block all(TwoWayTable table) {
    return new Block(numbers(table.rows()), numbers(table.columns()));
  }

  private static int[] numbers(int size) {
    return IntStream.range(0, size).toArray();
  }

  /**
   * How wide the interval is that a count can be told to lie in by somebody who knows the sums of
   * the block's rows and columns, for each of its cells: the least of the row's sum, the column's
   * sum, and the block's sum without the one or the other.
   *
   * @param measure which count of each cell
   * @return by row and column, in the block's order
   */
  long[][] widths(TwoWayTable table, int measure) {
    long[] rowSums = new long[rows.length];
    long[] columnSums = new long[columns.length];
    long sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        long count = table.count(rows[i], columns[j], measure);
        rowSums[i] += count;
        columnSums[j] += count;
        sum += count;
      }
    }
    long[][] widths = new long[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        long ofRow = Math.min(rowSums[i], sum - rowSums[i]);
        widths[i][j] = Math.min(ofRow, Math.min(columnSums[j], sum - columnSums[j]));
      }
    }
    return widths;
  }
}
