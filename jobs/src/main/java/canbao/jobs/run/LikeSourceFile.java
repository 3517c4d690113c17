package canbao.jobs.run;

import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code conf/sources/<source>.yml} of a source that is like another: table, key, operations, kinds
 * of columns and rules are the other's; headers, codes and age are its own.
 */
final class LikeSourceFile {

  private static final String LIKE = "like";
  private static final String COLUMNS = "columns";

  private final YamlFile file;

  private LikeSourceFile(YamlFile file) {
    this.file = file;
  }

  /** Whether a file is of this kind. */
  static boolean isLike(JsonNode root) {
    return root.has(LIKE);
  }

  /**
   * @param file by the schema source_like.json
   * @param others sources that it may be like
   */
  static LikeSourceFile of(YamlFile file, Map<String, SourceFile> others) {
    LikeSourceFile source = new LikeSourceFile(file);
    if (file.isSound()) {
      SourceFile.checkName(file);
      source.checkLike(others);
    }
    return source;
  }

  /**
   * @param other the source that it is like
   * @param crosswalk of the file that it names
   */
  SourceSpec spec(SourceSpec other, CrosswalkFile crosswalk) {
    JsonNode root = file.root();
    return new SourceSpec(
        root.get("source").asText(),
        other.name(),
        other.table(),
        columns(other.columns()).stream().map(crosswalk::addedTo).toList(),
        other.key(),
        SourceFile.maxAgeDays(root),
        root.get("required").asBoolean(),
        other.operations());
  }

  /** Name of the source that it is like. */
  String like() {
    return file.root().get(LIKE).asText();
  }

  /** The other's columns as this source's files call them. */
  List<ColumnSpec> columns(List<ColumnSpec> others) {
    Map<String, JsonNode> own = new TreeMap<>();
    file.root().path(COLUMNS).forEach(column -> own.put(column.get("name").asText(), column));
    List<ColumnSpec> columns = new ArrayList<>();
    for (ColumnSpec other : others) {
      JsonNode column = own.get(other.name());
      columns.add(column == null ? other : changed(other, column));
    }
    return columns;
  }

  private static ColumnSpec changed(ColumnSpec other, JsonNode column) {
    return new ColumnSpec(
        other.name(),
        ReadForm.of(column.path("header").asText(other.header())),
        other.kind(),
        column.path("required").asBoolean(other.required()),
        other.values(),
        other.crosswalk());
  }

  private void checkLike(Map<String, SourceFile> others) {
    if (!others.containsKey(like())) {
      file.fault(
          "/" + LIKE,
          "must be a source that declares all its columns, is '%s'%s"
              .formatted(like(), Nearest.hint(like(), others.keySet())));
    } else if (others.get(like()).isSound()) {
      checkColumns(others.get(like()).columns().stream().map(ColumnSpec::name).toList());
    }
  }

  private void checkColumns(List<String> known) {
    Set<String> seen = new HashSet<>();
    JsonNode columns = file.root().path(COLUMNS);
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).get("name").asText();
      String at = "/" + COLUMNS + "/" + i + "/name";
      if (!known.contains(name)) {
        String hint = Nearest.hint(name, known);
        file.fault(at, "must be a column of %s, is '%s'%s".formatted(like(), name, hint));
      } else if (!seen.add(name)) {
        file.fault(at, "must not be '%s' again".formatted(name));
      }
    }
  }
}
