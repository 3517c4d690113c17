package canbao.jobs.run;

import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code conf/sources/<source>.yml}: the columns of one kind of source. */
final class SourceFile {

  private static final String DOCUMENT = "document";

  private final YamlFile file;

  private SourceFile(YamlFile file) {
    this.file = file;
  }

  /**
   * @param file by the schema source.json
   */
  static SourceFile of(YamlFile file) {
    SourceFile source = new SourceFile(file);
    if (file.isSound()) {
      source.check();
    }
    return source;
  }

  /**
   * @param crosswalk of the file that it names
   */
  SourceSpec spec(CrosswalkFile crosswalk) {
    JsonNode root = file.root();
    String name = root.get("source").asText();
    return new SourceSpec(
        name,
        name,
        root.get("table").asText(),
        columns().stream().map(crosswalk::addedTo).toList(),
        Words.list(root.get("key")),
        maxAgeDays(root),
        root.get("required").asBoolean(),
        readForms(root.get("operations")));
  }

  boolean isSound() {
    return file.isSound();
  }

  /** -1 is without limit. */
  static int maxAgeDays(JsonNode root) {
    JsonNode age = root.get("max_age_days");
    return age.isInt() || age.isLong() ? age.asInt() : -1;
  }

  /** The name must be that of the file. */
  static void checkName(YamlFile file) {
    String name = file.path().getFileName().toString().replaceFirst("\\.yml$", "");
    if (!file.root().get("source").asText().equals(name)) {
      file.fault("/source", "must be '%s' as the file is called".formatted(name));
    }
  }

  /** The declared columns, with the crosswalks that stand beside them. */
  List<ColumnSpec> columns() {
    List<ColumnSpec> columns = new ArrayList<>();
    for (JsonNode column : file.root().get("columns")) {
      String name = column.get("name").asText();
      columns.add(
          new ColumnSpec(
              name,
              ReadForm.of(column.path("header").asText(name)),
              ColumnKind.of(column.get("kind").asText()),
              column.get("required").asBoolean(),
              values(column),
              readForms(column.path("crosswalk"))));
    }
    return columns;
  }

  private static List<String> values(JsonNode column) {
    List<String> values = new ArrayList<>();
    column.path("values").forEach(value -> values.add(ReadForm.of(value.asText())));
    return values;
  }

  private static Map<String, String> readForms(JsonNode map) {
    Map<String, String> read = new LinkedHashMap<>();
    map.fields()
        .forEachRemaining(
            entry -> read.put(ReadForm.of(entry.getKey()), ReadForm.of(entry.getValue().asText())));
    return read;
  }

  private void check() {
    checkName(file);
    checkNames();
    checkKey();
    for (int i = 0; i < file.root().get("columns").size(); i++) {
      checkCodes(i);
    }
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    JsonNode columns = file.root().get("columns");
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).get("name").asText();
      if (!seen.add(name)) {
        file.fault("/columns/" + i + "/name", "must not be '%s' again".formatted(name));
      }
    }
  }

  private void checkKey() {
    List<String> known = new ArrayList<>(columns().stream().map(ColumnSpec::name).toList());
    known.add(DOCUMENT);
    List<String> key = Words.list(file.root().get("key"));
    for (int i = 0; i < key.size(); i++) {
      if (!known.contains(key.get(i))) {
        String hint = Nearest.hint(key.get(i), known);
        file.fault("/key/" + i, "must be a declared column, is '%s'%s".formatted(key.get(i), hint));
      }
    }
    boolean hasDocument =
        columns().stream().anyMatch(column -> column.kind() == ColumnKind.DOCUMENT_NUMBER);
    if (key.contains(DOCUMENT) && !hasDocument) {
      file.fault("/key", "must not hold 'document': no column is a document_number");
    }
  }

  private void checkCodes(int place) {
    String pointer = "/columns/" + place;
    ColumnSpec column = columns().get(place);
    List<String> values = column.values();
    if (column.kind() != ColumnKind.CODE && !values.isEmpty()) {
      file.fault(pointer + "/kind", "must be 'code' for values to be declared");
    }
    if (new HashSet<>(values).size() < values.size()) {
      file.fault(pointer + "/values", "must not repeat a value, whatever its case and width");
    }
    file.root()
        .at(pointer + "/crosswalk")
        .fields()
        .forEachRemaining(
            entry ->
                CrosswalkFile.problem(column, ReadForm.of(entry.getValue().asText()))
                    .ifPresent(
                        problem ->
                            file.fault(
                                Pointers.child(pointer + "/crosswalk", entry.getKey()), problem)));
  }
}
