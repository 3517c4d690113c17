package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values from the command line that take the place of those in an environment's file.
 *
 * @param values by dotted name, {@code limits.max_columns}; {@code spark.…} is a setting of Spark
 */
record Overrides(Map<String, String> values) {

  private static final String SPARK = "spark.";

  void applyTo(ObjectNode root, Schema schema, Map<String, Place> places, Faults faults) {
    values.forEach(
        (name, value) -> {
          Spot spot = new Spot("--set " + name, 0, 0);
          String pointer = pointer(name);
          if (!known(schema).contains(name) && !name.startsWith(SPARK)) {
            faults.add(
                fault(spot, "unknown key '" + name + "'" + Nearest.hint(name, known(schema))));
            return;
          }
          places.put(pointer, Place.of(spot));
          put(root, pointer, typed(value, schema.of(pointer)));
        });
  }

  private static Fault fault(Spot spot, String text) {
    return new Fault(spot.file(), 0, 0, text);
  }

  private static String pointer(String name) {
    return name.startsWith(SPARK) ? Pointers.child("/spark", name) : "/" + name.replace('.', '/');
  }

  private static void put(ObjectNode root, String pointer, JsonNode value) {
    String owner = Pointers.parent(pointer);
    JsonNode object = owner.isEmpty() ? root : root.at(owner);
    if (object instanceof ObjectNode map) {
      map.set(pointer.substring(owner.length() + 1), value);
    }
  }

  private static JsonNode typed(String value, JsonNode description) {
    String type = description.path("type").asText();
    if (type.equals("integer") && value.matches("-?(0|[1-9][0-9]{0,17})")) {
      return LongNode.valueOf(Long.parseLong(value));
    }
    if (type.equals("boolean") && (value.equals("true") || value.equals("false"))) {
      return BooleanNode.valueOf(value.equals("true"));
    }
    return TextNode.valueOf(value);
  }

  /** Dotted names of all single values that the schema knows. */
  private static List<String> known(Schema schema) {
    List<String> names = new ArrayList<>();
    for (String key : schema.keys("")) {
      List<String> inner = schema.keys("/properties/" + key);
      inner.forEach(name -> names.add(key + "." + name));
      if (inner.isEmpty() && !schema.of("/" + key).path("type").asText().equals("object")) {
        names.add(key);
      }
    }
    return names;
  }
}
