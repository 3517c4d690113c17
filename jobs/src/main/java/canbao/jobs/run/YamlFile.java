package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One settings file, checked against its schema, that remembers where each value stands.
 *
 * <pre>
 * Faults faults = new Faults();
 * YamlFile file = YamlFile.read(Path.of("conf/rules/population.yml"), "rules.json", faults);
 * if (file.isSound()) {
 *   JsonNode rules = file.root().get("rules");         // Jackson tree, keys in the file's order
 *   file.fault("/rules/0/id", "must be unique");       // conf/rules/population.yml:3:9 'id' must be unique
 *   String place = file.at("/rules/0/predicate");      // conf/rules/population.yml:5:16
 * }
 * faults.refuse();                                     // JobFailure with the faults of all files
 * </pre>
 *
 * <p>Schemas are JSON Schemas (draft 2020-12) in {@code canbao/schemas/} on the class path. A
 * {@code description} beside a {@code pattern} completes the sentence "must be …". Keys are always
 * text; what YAML 1.1 reads otherwise than it looks (010, no, on) is a fault wherever it stands.
 */
public final class YamlFile {

  private final Path path;
  private final Faults faults;
  private JsonNode root = MissingNode.getInstance();
  private Map<String, Place> places = Map.of();

  private YamlFile(Path path, Faults faults) {
    this.path = path;
    this.faults = faults;
  }

  /**
   * Reads a file and checks it.
   *
   * @param schema file name in {@code canbao/schemas/}
   * @param faults where every fault of the file goes; {@code root()} is missing when it is no YAML
   */
  public static YamlFile read(Path path, String schema, Faults faults) {
    return read(path, schema, new Overrides(Map.of()), faults);
  }

  /** As {@link #read(Path, String, Faults)}, with {@code changes} made before the check. */
  static YamlFile read(Path path, String schemaName, Overrides changes, Faults faults) {
    YamlFile file = composed(path, faults);
    if (file.root instanceof ObjectNode object) {
      changes.applyTo(object, Schema.named(schemaName), file.places, faults);
    }
    file.check(schemaName);
    return file;
  }

  /**
   * As {@link #read(Path, String, Faults)}; what the file holds decides which schema it follows.
   */
  static YamlFile read(Path path, Function<JsonNode, String> schemaName, Faults faults) {
    YamlFile file = composed(path, faults);
    file.check(schemaName.apply(file.root));
    return file;
  }

  private static YamlFile composed(Path path, Faults faults) {
    YamlFile file = new YamlFile(path, faults);
    Utf8File.text(path, faults).ifPresent(file::compose);
    return file;
  }

  private void check(String schemaName) {
    if (!root.isMissingNode()) {
      Schema.named(schemaName).check(this);
    }
  }

  /** The file's content; a missing node when it could not be read. */
  public JsonNode root() {
    return root;
  }

  public Path path() {
    return path;
  }

  /** Whether nothing was found wrong in the file so far. */
  public boolean isSound() {
    return !root.isMissingNode() && !faults.in(path);
  }

  /** {@code file:line:column} of the value at a JSON pointer, or of the nearest around it. */
  public String at(String pointer) {
    return place(pointer).value().toString();
  }

  /** Adds a fault of the value at a JSON pointer; {@code text} goes on after the key's name. */
  public void fault(String pointer, String text) {
    add(place(pointer).value(), Pointers.subject(pointer) + " " + text);
  }

  void faultOfKey(String pointer, String text) {
    add(place(pointer).key(), text);
  }

  boolean hasFaultAt(String pointer) {
    Spot spot = place(pointer).value();
    return faults.at(spot);
  }

  private void add(Spot spot, String text) {
    faults.add(new Fault(spot.file(), spot.line(), spot.column(), text));
  }

  private Place place(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = Pointers.parent(at)) {
      if (places.containsKey(at)) {
        return places.get(at);
      }
    }
    return Place.of(new Spot(path.toString(), 1, 1));
  }

  private void compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    try {
      YamlTree tree = YamlTree.of(new Yaml(options).compose(new StringReader(text)), path);
      root = tree.root();
      places = tree.places();
      tree.faults().forEach(faults::add);
      if (root.isMissingNode()) {
        faults.add(path, "is empty");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn() + 1;
      faults.add(new Fault(path.toString(), line, column, "is not YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      faults.add(path, "is not YAML: " + firstLine(e.getMessage()));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
