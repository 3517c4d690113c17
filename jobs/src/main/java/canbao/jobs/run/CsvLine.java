package canbao.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one line of CSV with the column at which each begins, which FastCSV does not tell.
 *
 * @param openQuote where a quote begins that the line does not end
 */
record CsvLine(List<Cell> cells, Optional<Integer> openQuote) {

  CsvLine {
    cells = List.copyOf(cells);
  }

  /**
   * One field.
   *
   * @param text without quotes
   * @param column of its first character, from 1
   */
  record Cell(String text, int column) {}

  static CsvLine of(String line) {
    List<Cell> cells = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int start = 1;
    int openQuote = 0;
    int[] points = line.codePoints().toArray();
    for (int at = 0; at < points.length; at++) {
      boolean isQuoted = openQuote > 0;
      if (points[at] == ',' && !isQuoted) {
        cells.add(new Cell(text.toString(), start));
        text.setLength(0);
        start = at + 2;
      } else if (points[at] != '"') {
        text.appendCodePoint(points[at]);
      } else if (isQuoted && at + 1 < points.length && points[at + 1] == '"') {
        text.append('"');
        at++;
      } else {
        openQuote = isQuoted ? 0 : at + 1;
      }
    }
    cells.add(new Cell(text.toString(), start));
    return new CsvLine(cells, openQuote > 0 ? Optional.of(openQuote) : Optional.empty());
  }
}
