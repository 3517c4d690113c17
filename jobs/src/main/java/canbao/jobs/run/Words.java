package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words of messages about a schema's types and a file's values. */
final class Words {

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "text",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "null", "null",
          "array", "a list",
          "object", "a map of keys");

  private Words() {}

  /** The demanded type or types. */
  static String types(JsonNode rule) {
    return String.join(" or ", list(rule).stream().map(TYPES::get).toList());
  }

  static List<String> list(JsonNode rule) {
    List<String> words = new ArrayList<>();
    if (rule.isArray()) {
      rule.forEach(word -> words.add(word.asText()));
    } else {
      words.add(rule.asText());
    }
    return words;
  }

  /** The value found, in quotes if it is text. */
  static String value(ValidationMessage message) {
    JsonNode found = message.getInstanceNode();
    if (found.isNull()) {
      return "nothing";
    }
    if (found.isContainerNode()) {
      return found.isArray() ? "a list" : "a map of keys";
    }
    return found.isTextual() ? "'" + found.asText() + "'" : found.asText();
  }
}
