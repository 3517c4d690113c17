package canbao.jobs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import canbao.jobs.ingest.BatchWriter;
import canbao.jobs.ingest.SmallProvince;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists about people that a test draws as text tables, as batches. Columns in capitals are sent,
 * others are the drawing's own.
 *
 * @param alike by source the columns that the drawings leave out, and what they hold in every row
 * @param document type and number of a row's person, parted by a comma
 */
record DrawnLists(
    Path landing, Map<String, String> alike, Function<Map<String, String>, String> document) {

  DrawnLists {
    alike = Map.copyOf(alike);
  }

  /** A full list of the whole province, to be written. */
  BatchWriter batch(String source, String day, String drawing) {
    Map<String, String> same =
        Arrays.stream(alike.get(source).split(" "))
            .map(one -> one.split("=", -1))
            .collect(toMap(one -> one[0], one -> one[1]));
    List<Map<String, String>> rows = rows(drawing);
    List<String> drawn =
        rows.get(0).keySet().stream().filter(Predicate.not(DrawnLists::isOwn)).toList();
    Stream<String> header =
        Stream.of(drawn, same.keySet()).map(columns -> "," + String.join(",", columns));
    Stream<String> body =
        rows.stream()
            .map(
                row ->
                    "\n%s,%s,%s"
                        .formatted(
                            document.apply(row),
                            drawn.stream().map(row::get).collect(joining(",")),
                            String.join(",", same.values())));
    String text = Stream.concat(header, body).collect(joining("", "AAC058,AAC147", "\n"));
    return new BatchWriter(landing, source, day).file("part.csv", text, rows.size());
  }

  /** A list of changes. */
  void changes(String source, String day, String previous, String drawing) {
    batch(source, day, drawing).changesOf(previous).write();
  }

  /** A list of changes that says that nothing has changed. */
  void noChanges(String source, String day, String previous) {
    new BatchWriter(landing, source, day).changesOf(previous).write();
  }

  /** Each row's cells by the names of their columns. */
  static List<Map<String, String>> rows(String drawing) {
    List<String[]> lines = drawing.lines().map(line -> line.split("\\|", -1)).toList();
    return lines.stream().skip(1).map(line -> row(lines.get(0), line)).toList();
  }

  /**
   * Type and number of a citizen.
   *
   * @param birth yyyyMMdd
   * @param serial among those born on the day, odd for men
   */
  static String citizen(String birth, int serial) {
    return "01," + SmallProvince.citizen("440106%s%03d".formatted(birth, serial));
  }

  private static boolean isOwn(String column) {
    return Character.isLowerCase(column.charAt(0));
  }

  private static Map<String, String> row(String[] names, String[] cells) {
    Map<String, String> row = new LinkedHashMap<>();
    IntStream.range(0, names.length).forEach(i -> row.put(names[i].strip(), cells[i].strip()));
    return row;
  }
}
