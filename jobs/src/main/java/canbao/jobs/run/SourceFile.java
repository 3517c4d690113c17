package canbao.jobs.run;

import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code conf/sources/<source>.yml}: the columns of one kind of source. */
final class SourceFile {

  private static final String DOCUMENT = "document";
  private static final String DATABASE = "database";

  private final YamlFile file;

  private SourceFile(YamlFile file) {
    this.file = file;
  }

  static SourceFile read(Path path, Faults faults) {
    SourceFile source = new SourceFile(YamlFile.read(path, "source.json", faults));
    if (source.file.isSound()) {
      source.check();
    }
    return source;
  }

  SourceSpec spec() {
    JsonNode root = file.root();
    JsonNode age = root.get("max_age_days");
    return new SourceSpec(
        root.get("source").asText(),
        root.get("table").asText(),
        columns(),
        Words.list(root.get("key")),
        age.isInt() || age.isLong() ? age.asInt() : -1,
        root.get("required").asBoolean(),
        readForms(root.get("operations")));
  }

  /** Where the source's batches are, if it sends no files. */
  Optional<DatabaseSource> database() {
    JsonNode root = file.root();
    return Optional.ofNullable(root.get(DATABASE))
        .map(
            declared ->
                new DatabaseSource(
                    root.get("source").asText(),
                    declared.get("name").asText(),
                    declared.get("batches").asText(),
                    declared.get("rows").asText(),
                    declared.get("partition_by").asText(),
                    Words.list(declared.get("order_by")),
                    declared.get("rows_per_file").asInt()));
  }

  /** The database that it names must be one of the environment's. */
  void checkDatabase(List<Database> databases) {
    JsonNode name = file.root().path(DATABASE).path("name");
    List<String> known = databases.stream().map(Database::name).toList();
    if (name.isTextual() && !known.contains(name.asText())) {
      file.fault(
          "/database/name",
          "must be a database of the environment, is '%s'%s"
              .formatted(name.asText(), Nearest.hint(name.asText(), known)));
    }
  }

  private List<ColumnSpec> columns() {
    List<ColumnSpec> columns = new ArrayList<>();
    for (JsonNode column : file.root().get("columns")) {
      columns.add(
          new ColumnSpec(
              column.get("name").asText(),
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
    String name = file.path().getFileName().toString().replaceFirst("\\.yml$", "");
    if (!file.root().get("source").asText().equals(name)) {
      file.fault("/source", "must be '%s' as the file is called".formatted(name));
    }
    checkNames();
    checkKey();
    for (int i = 0; i < file.root().get("columns").size(); i++) {
      checkCodes("/columns/" + i);
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

  private void checkCodes(String pointer) {
    JsonNode column = file.root().at(pointer);
    List<String> values = values(column);
    boolean isCode = column.get("kind").asText().equals(ColumnKind.CODE.word());
    if (!isCode && (column.has("values") || column.has("crosswalk"))) {
      file.fault(pointer + "/kind", "must be 'code' for values or a crosswalk to be declared");
    }
    if (new HashSet<>(values).size() < values.size()) {
      file.fault(pointer + "/values", "must not repeat a value, whatever its case and width");
    }
    column
        .path("crosswalk")
        .fields()
        .forEachRemaining(
            entry -> {
              String meaning = ReadForm.of(entry.getValue().asText());
              if (!values.contains(meaning)) {
                String at = Pointers.child(pointer + "/crosswalk", entry.getKey());
                file.fault(at, "must be a declared value" + Nearest.hint(meaning, values));
              }
            });
  }
}
