package canbao.jobs.run;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What one kind of settings file may hold: a JSON Schema whose faults are told in our words. */
final class Schema {

  private static final String FOLDER = "/canbao/schemas/";
  private static final SchemaValidatorsConfig POINTERS =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

  private final JsonNode document;
  private final JsonSchema validator;

  private Schema(JsonNode document) {
    this.document = document;
    this.validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(document, POINTERS);
  }

  /**
   * @param name file name in {@code canbao/schemas/}
   */
  static Schema named(String name) {
    try (InputStream stream = Schema.class.getResourceAsStream(FOLDER + name)) {
      return new Schema(new ObjectMapper().readTree(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read schema " + name, e);
    }
  }

  void check(YamlFile file) {
    for (ValidationMessage message : validator.validate(file.root())) {
      tell(message, file);
    }
  }

  /** Keys that an object may have, given where the schema describes the object. */
  List<String> keys(String schemaPointer) {
    List<String> keys = new ArrayList<>();
    document.at(schemaPointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** What the schema says of the value at a JSON pointer of a file; missing when it knows none. */
  JsonNode of(String pointer) {
    JsonNode description = document;
    for (JsonPointer rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
      JsonNode named = description.at("/properties").path(rest.getMatchingProperty());
      description = named.isMissingNode() ? description.path("additionalProperties") : named;
    }
    return description;
  }

  private void tell(ValidationMessage message, YamlFile file) {
    String pointer = message.getInstanceLocation().toString();
    switch (message.getType()) {
      case "additionalProperties" -> {
        String key = message.getProperty();
        file.faultOfKey(
            Pointers.child(pointer, key),
            "unknown key '%s'%s".formatted(key, Nearest.hint(key, keys(owner(message)))));
      }
      case "required" -> file.faultOfKey(pointer, missing(message.getProperty(), pointer));
      default -> {
        if (!file.hasFaultAt(pointer)) {
          file.fault(pointer, "must " + demand(message));
        }
      }
    }
  }

  private static String missing(String key, String pointer) {
    String missing = "missing key '%s'".formatted(key);
    return pointer.isEmpty() ? missing : missing + " of " + Pointers.subject(pointer);
  }

  private String demand(ValidationMessage message) {
    JsonNode rule = message.getSchemaNode();
    return switch (message.getType()) {
      case "type" -> "be %s, is %s".formatted(Words.types(rule), Words.value(message));
      case "enum" -> oneOf(message, Words.list(rule));
      case "minimum" -> "be at least %s, is %s".formatted(rule.asText(), Words.value(message));
      case "maximum" -> "be at most %s, is %s".formatted(rule.asText(), Words.value(message));
      case "pattern" -> "be %s, is %s".formatted(description(message), Words.value(message));
      case "minItems", "minProperties", "minLength" -> "not be empty";
      case "uniqueItems" -> "not repeat an item";
      default -> message.getMessage();
    };
  }

  private static String oneOf(ValidationMessage message, List<String> words) {
    String word = message.getInstanceNode().asText();
    return "be one of %s, is %s%s"
        .formatted(
            String.join(", ", words),
            Words.value(message),
            Nearest.to(word, words).map(", did you mean '%s'?"::formatted).orElse(""));
  }

  private String description(ValidationMessage message) {
    return document.at(owner(message) + "/description").asText();
  }

  /** Where in the schema the object stands that holds the failed keyword. */
  private static String owner(ValidationMessage message) {
    return Pointers.parent(message.getSchemaLocation().getFragment().toString());
  }
}
