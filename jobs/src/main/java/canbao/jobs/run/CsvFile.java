package canbao.jobs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One settings file in CSV that remembers where each value stands: UTF-8, a header line, quotes as
 * in RFC 4180, no line breaks in a field.
 *
 * <pre>
 * CsvFile file = CsvFile.read(Path.of("conf/indicators.csv"), List.of("no", "unit"), faults);
 * for (CsvFile.Entry entry : file.entries()) {
 *   entry.fault("unit", "must be a unit");   // conf/indicators.csv:3:5 'unit' must be a unit
 * }
 * </pre>
 */
public final class CsvFile {

  private final Path path;
  private final Faults faults;
  private final List<Entry> entries = new ArrayList<>();

  private CsvFile(Path path, Faults faults) {
    this.path = path;
    this.faults = faults;
  }

  /**
   * Reads a file whose header has exactly the columns, in any order.
   *
   * @param faults takes up what is wrong; a line that is wrong is not among the entries
   */
  public static CsvFile read(Path path, List<String> columns, Faults faults) {
    CsvFile file = new CsvFile(path, faults);
    Utf8File.text(path, faults).ifPresent(text -> file.parse(text, columns));
    return file;
  }

  /** The sound lines below the header. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** One line, by column. */
  public final class Entry {

    private final Map<String, CsvLine.Cell> cells;
    private final int line;

    private Entry(Map<String, CsvLine.Cell> cells, int line) {
      this.cells = cells;
      this.line = line;
    }

    public String text(String column) {
      return cells.get(column).text();
    }

    public boolean isEmpty(String column) {
      return text(column).isEmpty();
    }

    /** Adds a fault of a value; {@code text} goes on after the column's name. */
    public void fault(String column, String text) {
      add(line, cells.get(column).column(), "'%s' %s".formatted(column, text));
    }
  }

  private void parse(String text, List<String> columns) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      faults.add(path, "is empty");
      return;
    }
    Optional<CsvLine> header = line(lines, 1).filter(names -> isSound(names, columns));
    if (header.isPresent()) {
      for (int number = 2; number <= lines.size(); number++) {
        int at = number;
        line(lines, number).ifPresent(cells -> add(header.get(), cells, at));
      }
    }
  }

  private Optional<CsvLine> line(List<String> lines, int number) {
    CsvLine line = CsvLine.of(lines.get(number - 1));
    line.openQuote().ifPresent(column -> add(number, column, "has a quote that does not end"));
    return Optional.of(line).filter(whole -> whole.openQuote().isEmpty());
  }

  private boolean isSound(CsvLine header, List<String> columns) {
    Set<String> found = new HashSet<>();
    boolean isSound = true;
    for (CsvLine.Cell name : header.cells()) {
      if (!columns.contains(name.text())) {
        String hint = Nearest.hint(name.text(), columns);
        add(1, name.column(), "unknown column '%s'%s".formatted(name.text(), hint));
        isSound = false;
      } else if (!found.add(name.text())) {
        add(1, name.column(), "duplicate column '%s'".formatted(name.text()));
        isSound = false;
      }
    }
    for (String column : columns) {
      if (!found.contains(column)) {
        add(1, 1, "missing column '%s'".formatted(column));
        isSound = false;
      }
    }
    return isSound;
  }

  private void add(CsvLine header, CsvLine line, int number) {
    int expected = header.cells().size();
    if (line.cells().size() != expected) {
      add(number, 1, "has %d fields, the header %d".formatted(line.cells().size(), expected));
      return;
    }
    Map<String, CsvLine.Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < expected; i++) {
      cells.put(header.cells().get(i).text(), line.cells().get(i));
    }
    entries.add(new Entry(cells, number));
  }

  private void add(int line, int column, String text) {
    faults.add(new Fault(path.toString(), line, column, text));
  }
}
