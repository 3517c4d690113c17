package canbao.jobs.run;

import canbao.jobs.run.Contradiction.BoxRow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of the plan's boxes, for files that name them. */
final class BoxRows {

  private final Set<BoxRow> planned = new HashSet<>();
  private final Set<BoxRow> finished = new HashSet<>();

  BoxRows(List<Indicator> indicators, List<FinishedIndicator> before) {
    indicators.forEach(row -> planned.add(new BoxRow(row.number(), row.sub())));
    before.forEach(row -> finished.add(new BoxRow(row.number(), row.sub())));
  }

  /** Columns {@code indicator} and {@code sub} name a row of box 2. */
  void checkPlanned(CsvFile.Entry line) {
    String number = line.text("indicator");
    if (!number.matches("[0-9]{1,2}")) {
      line.fault("indicator", "must be a number of box 2, is '%s'".formatted(number));
    } else if (!planned.isEmpty()
        && !planned.contains(new BoxRow(Integer.parseInt(number), line.text("sub")))) {
      line.fault("indicator", "must name a row of box 2, together with 'sub'");
    }
  }

  /** A column names rows of box 1, as in {@code 1; 9 城镇}. */
  void checkFinished(CsvFile.Entry line, String column) {
    boolean isList = line.text(column).matches("([0-9]{1,2}( [^;]+)?(; )?)*");
    if (!isList || (!finished.isEmpty() && !finished.containsAll(boxRows(line.text(column))))) {
      line.fault(column, "must name rows of box 1, as in '1; 9 城镇'");
    }
  }

  static void checkYear(CsvFile.Entry line, String column) {
    if (!line.text(column).matches("20[0-9]{2}")) {
      line.fault(column, "must be a year, is '%s'".formatted(line.text(column)));
    }
  }

  static List<BoxRow> boxRows(String text) {
    return Arrays.stream(text.split("; ", -1))
        .filter(row -> !row.isEmpty())
        .map(row -> row.split(" ", 2))
        .map(row -> new BoxRow(Integer.parseInt(row[0]), row.length > 1 ? row[1] : ""))
        .toList();
  }
}
