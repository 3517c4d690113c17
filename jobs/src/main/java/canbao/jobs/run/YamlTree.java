package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of a YAML document with their places; what only looks like a word is a fault. */
final class YamlTree {

  private static final Pattern PLAIN_INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");

  private final String file;
  private final Map<String, Place> places = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final JsonNode root;

  private YamlTree(Node document, String file) {
    this.file = file;
    this.root = document == null ? MissingNode.getInstance() : value(document, "");
  }

  /**
   * @param document null for a file without content
   */
  static YamlTree of(Node document, Path file) {
    return new YamlTree(document, file.toString());
  }

  JsonNode root() {
    return root;
  }

  /** By JSON pointer; the document itself has none. */
  Map<String, Place> places() {
    return places;
  }

  List<Fault> faults() {
    return faults;
  }

  private JsonNode value(Node node, String pointer) {
    if (node instanceof MappingNode mapping) {
      return map(mapping, pointer);
    }
    if (node instanceof SequenceNode sequence) {
      return list(sequence, pointer);
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode map(MappingNode mapping, String pointer) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      put(entry, pointer, object);
    }
    return object;
  }

  private void put(NodeTuple entry, String pointer, ObjectNode object) {
    if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
      fault(entry.getKeyNode(), "a key must be one word");
      return;
    }
    String key = keyNode.getValue();
    String child = Pointers.child(pointer, key);
    if (object.has(key)) {
      int first = places.get(child).key().line();
      fault(keyNode, "duplicate key '%s', first given on line %d".formatted(key, first));
      return;
    }
    places.put(child, new Place(spot(keyNode), spot(entry.getValueNode())));
    object.set(key, value(entry.getValueNode(), child));
  }

  private ArrayNode list(SequenceNode sequence, String pointer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      String child = Pointers.child(pointer, Integer.toString(array.size()));
      places.put(child, Place.of(spot(item)));
      array.add(value(item, child));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.NULL)) {
      return NullNode.getInstance();
    }
    if (tag.equals(Tag.BOOL)) {
      return bool(node, text);
    }
    if (tag.equals(Tag.INT)) {
      return integer(node, text);
    }
    return tag.equals(Tag.FLOAT) ? decimal(node, text) : TextNode.valueOf(text);
  }

  private JsonNode bool(ScalarNode node, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      fault(
          node,
          "unquoted %s is true or false in YAML: write \"%s\" in quotes, or true or false"
              .formatted(text, text));
    }
    return text.equals("true") || text.equals("false")
        ? BooleanNode.valueOf(text.equals("true"))
        : NullNode.getInstance();
  }

  private JsonNode integer(ScalarNode node, String text) {
    if (PLAIN_INTEGER.matcher(text).matches()) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    fault(node, trap(text));
    return NullNode.getInstance();
  }

  /** No setting is a fraction: it stays text, so that 94.0 is not taken for the whole number 94. */
  private JsonNode decimal(ScalarNode node, String text) {
    if (PLAIN_DECIMAL.matcher(text).matches()) {
      return TextNode.valueOf(text);
    }
    fault(node, trap(text));
    return NullNode.getInstance();
  }

  private static String trap(String text) {
    return "unquoted %s is another number in YAML: write \"%s\" in quotes, or a plain number"
        .formatted(text, text);
  }

  private void fault(Node node, String text) {
    Spot spot = spot(node);
    faults.add(new Fault(spot.file(), spot.line(), spot.column(), text));
  }

  private Spot spot(Node node) {
    Mark mark = node.getStartMark();
    return new Spot(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
