package canbao.jobs.run;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A table drawn for a terminal: numbers to the right, Chinese characters two places wide. */
public final class ReportTable {

  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  private ReportTable(List<String> header) {
    this.header = header;
  }

  public static ReportTable of(String... header) {
    return new ReportTable(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the header; whole numbers get a comma at each thousand, null is blank
   */
  public void add(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, header.size()));
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(text(cell));
    }
    rows.add(row);
  }

  /** The table without a line break at its end; no line ends in a blank. */
  public String drawn() {
    List<Integer> widths = IntStream.range(0, header.size()).mapToObj(this::width).toList();
    String rule = widths.stream().map("-"::repeat).collect(joining(GAP));
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add(rule);
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join("\n", lines);
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> padded(cells.get(i), widths.get(i), isNumeric(i)))
        .collect(joining(GAP))
        .stripTrailing();
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> places(row.get(column))).max().orElse(0);
    return Math.max(widest, places(header.get(column)));
  }

  private boolean isNumeric(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell.isEmpty() || cell.matches("[-+]?[0-9][0-9,.]*%?"));
  }

  private static String padded(String cell, int width, boolean toTheRight) {
    String blanks = " ".repeat(width - places(cell));
    return toTheRight ? blanks + cell : cell + blanks;
  }

  private static String text(Object cell) {
    if (cell == null) {
      return "";
    }
    boolean isWhole = cell instanceof Long || cell instanceof Integer;
    return isWhole
        ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
        : cell.toString();
  }

  /** Places of a text in a terminal. */
  private static int places(String text) {
    return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
  }

  private static boolean isWide(int point) {
    return Character.isIdeographic(point)
        || (point >= 0x3000 && point <= 0x30FF)
        || (point >= 0xFF01 && point <= 0xFF60);
  }
}
