package canbao.jobs.disclosure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Looks for the cells of a two-way table that are to be hidden: each small one and each that is
 * given in a block that is safe, small ones first, in the order of rows and columns, each in the
 * block that hides fewest people more; of blocks that hide as many, the first. The same counts give
 * the same cells.
 */
final class Blocks {

  /** Some cells of a table. */
  @FunctionalInterface
  interface Cells {
    boolean has(int row, int column);
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(int row, int column);
  }

  private final TwoWayTable table;
  private final int threshold;
  private final boolean[][] isHidden;
  private final boolean[][] isSafe;
  private final long[][][] widest;

  /**
   * @param isHidden cells that are hidden whatever comes; a block with them loses nothing more
   */
  Blocks(TwoWayTable table, Cells isHidden, int threshold) {
    this.table = table;
    this.threshold = threshold;
    this.isHidden = new boolean[table.rows()][table.columns()];
    this.isSafe = new boolean[table.rows()][table.columns()];
    this.widest = new long[table.measures()][][];
    for (int measure = 0; measure < table.measures(); measure++) {
      widest[measure] = Block.all(table).widths(table, measure);
    }
    forEach((row, column) -> this.isHidden[row][column] = isHidden.has(row, column));
  }

  /**
   * The cells that have to be hidden because some are small or given, by row and column. Those that
   * are hidden already are among them only if a block needs them.
   */
  boolean[][] toHide(Cells given) {
    hideAround((row, column) -> table.isSmall(row, column, threshold));
    hideAround(given);
    return isSafe;
  }

  private void hideAround(Cells cells) {
    forEach(
        (row, column) -> {
          if (cells.has(row, column) && !isSafe[row][column]) {
            take(around(row, column));
          }
        });
  }

  private void forEach(Visitor visitor) {
    for (int row = 0; row < table.rows(); row++) {
      for (int column = 0; column < table.columns(); column++) {
        visitor.visit(row, column);
      }
    }
  }

  /**
   * Whether a small count, or any of some cells, can be told nearer than the threshold and than
   * published totals tell it, whatever the table hides: the sums of its columns tell it.
   */
  boolean leaveOpen(Cells cells) {
    for (int measure = 0; measure < table.measures(); measure++) {
      for (int row = 0; row < table.rows(); row++) {
        long wanted = Math.min(threshold, table.most(row, measure));
        for (int column = 0; column < table.columns(); column++) {
          long count = table.count(row, column, measure);
          boolean isAsked =
              Small.isSmall(count, threshold) || (count > 0 && cells.has(row, column));
          if (isAsked && widest[measure][row][column] < wanted) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void take(Block block) {
    for (int i = 0; i < block.height(); i++) {
      for (int j = 0; j < block.width(); j++) {
        isSafe[block.row(i)][block.column(j)] = true;
        isHidden[block.row(i)][block.column(j)] = true;
      }
    }
  }

  private Block around(int row, int column) {
    return cheapestPair(row, column).orElseGet(() -> cheapestRich(row, column));
  }

  /** The best of two rows and two columns. */
  private Optional<Block> cheapestPair(int row, int column) {
    Block best = null;
    for (int other = 0; other < table.rows(); other++) {
      for (int beside = 0; beside < table.columns(); beside++) {
        if (other != row && beside != column) {
          best = better(best, new Block(new int[] {row, other}, new int[] {column, beside}));
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The best of the row and column with those that have most people. The whole table is one of
   * them, and it is as safe as any.
   */
  private Block cheapestRich(int row, int column) {
    int[] rows = richest(row, table.rows(), this::leastOfRow);
    int[] columns = richest(column, table.columns(), this::leastOfColumn);
    Block best = null;
    for (int height = 1; height <= rows.length; height++) {
      for (int width = 1; width <= columns.length; width++) {
        best = better(best, new Block(Arrays.copyOf(rows, height), Arrays.copyOf(columns, width)));
      }
    }
    return best;
  }

  private static int[] richest(int first, int size, IntToLongFunction least) {
    IntStream others =
        IntStream.range(0, size)
            .filter(number -> number != first)
            .boxed()
            .sorted(Comparator.comparingLong((Integer number) -> -least.applyAsLong(number)))
            .mapToInt(Integer::intValue);
    return IntStream.concat(IntStream.of(first), others).toArray();
  }

  private long leastOfRow(int row) {
    return IntStream.range(0, table.measures())
        .mapToLong(
            measure ->
                IntStream.range(0, table.columns())
                    .mapToLong(column -> table.count(row, column, measure))
                    .sum())
        .min()
        .orElse(0);
  }

  private long leastOfColumn(int column) {
    return IntStream.range(0, table.measures())
        .mapToLong(
            measure ->
                IntStream.range(0, table.rows())
                    .mapToLong(row -> table.count(row, column, measure))
                    .sum())
        .min()
        .orElse(0);
  }

  /** The safe one of two that hides fewer people more; the first if both do. */
  private Block better(Block best, Block other) {
    boolean isBetter = best == null || cost(other) < cost(best);
    return isBetter && isSafe(other) ? other : best;
  }

  private long cost(Block block) {
    long people = 0;
    for (int i = 0; i < block.height(); i++) {
      for (int j = 0; j < block.width(); j++) {
        int row = block.row(i);
        int column = block.column(j);
        people += isHidden[row][column] ? 0 : table.weight(row, column);
      }
    }
    return people;
  }

  /** Whether each count has as wide an interval as is asked for, or can be had. */
  private boolean isSafe(Block block) {
    for (int measure = 0; measure < table.measures(); measure++) {
      long[][] widths = block.widths(table, measure);
      for (int i = 0; i < widths.length; i++) {
        for (int j = 0; j < widths[i].length; j++) {
          int row = block.row(i);
          int column = block.column(j);
          long wanted = Math.min(threshold, widest[measure][row][column]);
          if (widths[i][j] < wanted) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
