package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rows of a source drawn as "line | what differs from the plain row | what becomes of it".
 *
 * <p>Differences are COLUMN=value, parted by semicolons; ⏎ is a line break within a value. A row
 * that is drawn as a dash is an empty line of the file.
 */
record DrawnRows(String plain, String drawing) {

  private static final String EMPTY_LINE = "-";
  private static final String ACCEPTED = "accepted";
  private static final String DUPLICATE = "duplicate";

  /** A row, the line on which it should begin and what should become of it. */
  record Drawn(int line, Map<String, String> values, String becomes) {}

  /** All rows that are no empty lines. */
  List<Drawn> rows() {
    List<Drawn> rows = new ArrayList<>();
    for (String line : drawing.lines().toList()) {
      List<String> cells = cells(line);
      if (!cells.get(1).equals(EMPTY_LINE)) {
        rows.add(new Drawn(Integer.parseInt(cells.get(0)), values(cells.get(1)), cells.get(2)));
      }
    }
    return rows;
  }

  /** Lines of the rows that should be accepted, as in a text table. */
  String accepted() {
    return expected(row -> row.becomes().equals(ACCEPTED));
  }

  /** Lines of the rows that should be rejected, with the rules they break. */
  String rejected() {
    return expected(row -> !List.of(ACCEPTED, DUPLICATE).contains(row.becomes()));
  }

  private String expected(Predicate<Drawn> isMeant) {
    return rows().stream()
        .filter(isMeant)
        .map(row -> "%03d | %s".formatted(row.line(), row.becomes()))
        .collect(joining("\n"));
  }

  List<String> columns() {
    return List.copyOf(values("").keySet());
  }

  /** A CSV file of the rows, its lines ending in carriage return and line feed. */
  String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns())).append("\r\n");
    for (String line : drawing.lines().toList()) {
      String change = cells(line).get(1);
      if (!change.equals(EMPTY_LINE)) {
        text.append(values(change).values().stream().map(DrawnRows::quoted).collect(joining(",")));
      }
      text.append("\r\n");
    }
    return text.toString();
  }

  private Map<String, String> values(String changes) {
    Map<String, String> values = new LinkedHashMap<>();
    putAll(values, plain);
    putAll(values, changes);
    return values;
  }

  private static void putAll(Map<String, String> values, String changes) {
    for (String change : changes.split(";", -1)) {
      int equals = change.indexOf('=');
      if (equals > 0) {
        values.put(
            change.substring(0, equals).strip(), change.substring(equals + 1).replace("⏎", "\n"));
      }
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[,\"\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
