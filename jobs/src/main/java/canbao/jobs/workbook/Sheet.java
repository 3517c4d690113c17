package canbao.jobs.workbook;

import java.util.ArrayList;
import java.util.List;

/**
 * A sheet.
 *
 * @param name on its tab; at most 31 characters, none of {@code []:*?/\}
 * @param frozenRows rows at the top that stay in sight
 * @param widths of the columns, in characters
 * @param rows from the top
 */
public record Sheet(String name, int frozenRows, List<Integer> widths, List<List<Cell>> rows) {

  private static final int LETTERS = 26;

  public Sheet {
    widths = List.copyOf(widths);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * The place of a cell, as formulas write it: {@code 'name'!C5}.
   *
   * @param row from 0
   * @param column from 0
   */
  public static String place(String sheet, int row, int column) {
    return "'%s'!%s".formatted(sheet, place(row, column));
  }

  /** The place of a cell in its own sheet: {@code C5}. */
  public static String place(int row, int column) {
    List<Character> letters = new ArrayList<>();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
      letters.add(0, (char) ('A' + (rest - 1) % LETTERS));
    }
    StringBuilder place = new StringBuilder();
    letters.forEach(place::append);
    return place.append(row + 1).toString();
  }
}
