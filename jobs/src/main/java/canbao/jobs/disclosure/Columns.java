package canbao.jobs.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table of parts: the values that the whole shows, and, last, those that it hides
 * as one, because of them nothing but their sum is known.
 *
 * @param shown numbers of values
 * @param folded numbers of values
 */
record Columns(List<String> names, List<Integer> shown, List<Integer> folded) {

  static Columns of(List<String> names, String whole, HiddenCells hidden) {
    List<Integer> shown = new ArrayList<>();
    List<Integer> folded = new ArrayList<>();
    for (int number = 0; number < names.size(); number++) {
      (hidden.has(new Cell(whole, names.get(number))) ? folded : shown).add(number);
    }
    return new Columns(names, shown, folded);
  }

  /** Counts by column and measure. */
  long[][] folded(long[][] counts) {
    List<long[]> columns = new ArrayList<>(shown.stream().map(number -> counts[number]).toList());
    if (!folded.isEmpty()) {
      long[] sum = new long[counts[0].length];
      folded.forEach(number -> Small.add(counts[number], sum));
      columns.add(sum);
    }
    return columns.toArray(long[][]::new);
  }

  boolean isFolded(int column) {
    return column == shown.size();
  }

  /** Of a column that is not folded. */
  String value(int column) {
    return names.get(shown.get(column));
  }

  /** The values of a column. */
  List<String> values(int column) {
    return isFolded(column) ? folded.stream().map(names::get).toList() : List.of(value(column));
  }
}
