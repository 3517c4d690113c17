package canbao.jobs.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From a year on the figures of an indicator are not of the kind of those before ({@code
 * conf/series_breaks.csv}).
 *
 * @param year the first one of the new kind
 * @param indicator number in box 2
 * @param sub row within the indicator; empty if it has one row
 * @param line of insurance that has changed; empty if it is not one alone
 * @param figures which figures have changed
 * @param note what has changed
 */
public record SeriesBreak(
    int year, int indicator, String sub, Optional<String> line, Figures figures, String note) {

  /** Whose figures a break is in. */
  public enum Figures {
    /** Those that offices publish; what the lake counts is not touched. */
    PUBLISHED,
    /** Those that the lake counts. */
    COUNTED,
    ALL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<String> COLUMNS =
      List.of("year", "indicator", "sub", "line", "figures", "note");

  /** The sound lines of the file, in their order. */
  static List<SeriesBreak> read(Path path, BoxRows rows, Faults faults) {
    List<CsvFile.Entry> lines = CsvFile.read(path, COLUMNS, faults).entries();
    for (CsvFile.Entry line : lines) {
      BoxRows.checkYear(line, "year");
      rows.checkPlanned(line);
      if (figures(line).isEmpty()) {
        List<String> known = Arrays.stream(Figures.values()).map(Figures::word).toList();
        line.fault("figures", "must be one of " + String.join(", ", known));
      }
      if (line.isEmpty("note")) {
        line.fault("note", "must not be empty");
      }
    }
    return faults.in(path) ? List.of() : lines.stream().map(SeriesBreak::of).toList();
  }

  private static SeriesBreak of(CsvFile.Entry line) {
    return new SeriesBreak(
        Integer.parseInt(line.text("year")),
        Integer.parseInt(line.text("indicator")),
        line.text("sub"),
        Optional.of(line.text("line")).filter(code -> !code.isEmpty()),
        figures(line).orElseThrow(),
        line.text("note"));
  }

  private static Optional<Figures> figures(CsvFile.Entry line) {
    return Arrays.stream(Figures.values())
        .filter(figures -> figures.word().equals(line.text("figures")))
        .findFirst();
  }
}
