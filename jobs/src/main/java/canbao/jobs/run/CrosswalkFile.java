package canbao.jobs.run;

import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code conf/sources/<name>.csv}: what the codes that a source sends mean in ours. Columns:
 * column, sent, ours, meaning; the last is for people.
 */
final class CrosswalkFile {

  private static final List<String> COLUMNS = List.of("column", "sent", "ours", "meaning");
  private static final String DOCUMENT_TYPE = "[0-9]{2}";

  private final Map<String, Map<String, String>> oursBySentByColumn;

  private CrosswalkFile(Map<String, Map<String, String>> oursBySentByColumn) {
    this.oursBySentByColumn = oursBySentByColumn;
  }

  /** The crosswalk that a source's file names; one without a line if it names none. */
  static CrosswalkFile of(YamlFile source, List<ColumnSpec> columns, Faults faults) {
    CrosswalkFile crosswalk = new CrosswalkFile(new LinkedHashMap<>());
    if (source.root().has("crosswalk")) {
      Path path = source.path().resolveSibling(source.root().get("crosswalk").asText());
      CsvFile.read(path, COLUMNS, faults).entries().forEach(entry -> crosswalk.add(entry, columns));
    }
    return crosswalk;
  }

  /** The column with the lines of this file, which go before its own. */
  ColumnSpec addedTo(ColumnSpec column) {
    Map<String, String> all = new LinkedHashMap<>(column.crosswalk());
    all.putAll(oursBySentByColumn.getOrDefault(column.name(), Map.of()));
    return new ColumnSpec(
        column.name(), column.header(), column.kind(), column.required(), column.values(), all);
  }

  private void add(CsvFile.Entry entry, List<ColumnSpec> columns) {
    String name = entry.text("column");
    Optional<ColumnSpec> column =
        columns.stream().filter(declared -> declared.name().equals(name)).findFirst();
    if (column.isEmpty()) {
      List<String> known = columns.stream().map(ColumnSpec::name).toList();
      entry.fault("column", "must be a declared column" + Nearest.hint(name, known));
      return;
    }
    String sent = ReadForm.of(entry.text("sent"));
    String ours = ReadForm.of(entry.text("ours"));
    problem(column.get(), ours).ifPresent(problem -> entry.fault("ours", problem));
    if (sent.isEmpty()) {
      entry.fault("sent", "must not be empty");
    } else if (oursBySentByColumn
            .computeIfAbsent(name, unused -> new LinkedHashMap<>())
            .put(sent, ours)
        != null) {
      entry.fault("sent", "must not come twice for a column, whatever its case and width");
    }
  }

  /** What is wrong with a code that a crosswalk of a column leads to. */
  static Optional<String> problem(ColumnSpec column, String ours) {
    List<String> values = column.values();
    boolean isDocumentType = column.kind() == ColumnKind.DOCUMENT_TYPE;
    if (!isDocumentType && column.kind() != ColumnKind.CODE) {
      return Optional.of(
          "must be of a code or a document type, which %s is not".formatted(column.name()));
    }
    if (isDocumentType && !ours.matches(DOCUMENT_TYPE)) {
      return Optional.of("must be a document type of two digits");
    }
    boolean isDeclared = values.isEmpty() || values.contains(ours);
    return ours.isEmpty() || !isDeclared
        ? Optional.of("must be a declared value" + Nearest.hint(ours, values))
        : Optional.empty();
  }
}
