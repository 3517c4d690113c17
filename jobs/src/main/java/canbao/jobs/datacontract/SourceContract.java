package canbao.jobs.datacontract;

import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.CsvFile;
import canbao.jobs.run.Faults;
import canbao.jobs.run.Settings;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The contract of one source; the same settings give the same text. */
public final class SourceContract {

  private static final int VERSION_DIGITS = 12;
  private static final int LINE = 120;
  private static final String DOCUMENT = "document";

  /** Custom property: whether a file may come without the column. */
  static final String MAY_BE_ABSENT = "mayBeAbsent";

  private static final Set<String> PERSONAL = Set.of("AAC004", "AAC006");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SourceSpec source;
  private final List<Rule> rules;
  private final RejectedValues rejected;
  private final Map<String, String> names;

  private SourceContract(SourceSpec source, List<Rule> rules, Map<String, String> names) {
    this.source = source;
    this.rules = rules;
    this.rejected = new RejectedValues(rules);
    this.names = names;
  }

  /** With the rules that rows of the source must keep, those too of a source that it is like. */
  public static SourceContract of(Settings settings, SourceSpec source) {
    RuleCatalogue catalogue = RuleCatalogue.load(settings.conf());
    List<Rule> rules =
        source.ruledBy().stream().flatMap(ruling -> catalogue.of(ruling).stream()).toList();
    return new SourceContract(source, rules, names(settings.conf().resolve("codes/fields.csv")));
  }

  /** As YAML. */
  public String yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(LINE);
    options.setSplitLines(false);
    return new Yaml(options).dump(JSON.convertValue(document(), Map.class));
  }

  /** As a tree, in the words of the standard. */
  ObjectNode document() {
    ObjectNode schema = schema();
    ObjectNode document = JSON.createObjectNode();
    document.put("apiVersion", "v3.1.0");
    document.put("kind", "DataContract");
    document.put("id", "canbao-" + source.name());
    document.put("name", source.name());
    document.put("version", version(schema));
    document.put("status", "active");
    document.put("domain", "social insurance");
    document
        .putObject("description")
        .put("purpose", "Coverage of social insurance by city: one of the sources of Canbao.")
        .put(
            "limitations",
            "Conditions of rules are Spark SQL over the rows as Canbao reads them; the derived"
                + " columns stand in conf/rules/README.md. Limits are borne in each division.");
    document.putArray("schema").add(schema);
    if (source.maxAgeDays() >= 0) {
      document
          .putArray("slaProperties")
          .addObject()
          .put("property", "latency")
          .put("value", source.maxAgeDays())
          .put("unit", "d");
    }
    return document;
  }

  private ObjectNode schema() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("name", source.name());
    schema.put("logicalType", "object");
    schema.put("physicalType", "file");
    ArrayNode properties = schema.putArray("properties");
    source.columns().forEach(column -> properties.add(property(column)));
    ArrayNode quality = schema.putArray("quality");
    rules.forEach(rule -> quality.add(RuleTerms.of(rule)));
    return schema;
  }

  private ObjectNode property(ColumnSpec column) {
    ObjectNode property = JSON.createObjectNode();
    property.put("name", column.name());
    property.put("physicalName", column.header());
    property.put("logicalType", LogicalType.of(column.kind()).word());
    property.put("physicalType", column.kind().word());
    property.put("required", rejected.isNeverEmpty(column));
    int position = key().indexOf(column.name());
    property.put("unique", position >= 0 && key().size() == 1);
    property.put("primaryKey", position >= 0);
    if (position >= 0) {
      property.put("primaryKeyPosition", position + 1);
    }
    property.put("classification", isPersonal(column) ? "restricted" : "confidential");
    if (names.containsKey(column.name())) {
      property.put("description", names.get(column.name()));
    }
    if (rejected.hasDeclaredValuesAlone(column)) {
      ObjectNode declared = property.putArray("quality").addObject();
      declared.put("type", "library");
      declared.put("metric", "invalidValues");
      declared.put("dimension", "conformity");
      ArrayNode values = declared.putObject("arguments").putArray("validValues");
      column.values().forEach(values::add);
      declared.put("mustBe", 0);
    }
    property
        .putArray("customProperties")
        .addObject()
        .put("property", MAY_BE_ABSENT)
        .put("value", !column.required());
    return property;
  }

  /** The columns that name a row; a document is its type and its number. */
  private List<String> key() {
    List<String> key = new ArrayList<>();
    for (String part : source.key()) {
      if (part.equals(DOCUMENT)) {
        source.columns().stream()
            .filter(
                column ->
                    column.kind() == ColumnKind.DOCUMENT_TYPE
                        || column.kind() == ColumnKind.DOCUMENT_NUMBER)
            .map(ColumnSpec::name)
            .forEach(key::add);
      } else {
        key.add(part);
      }
    }
    return key;
  }

  private static boolean isPersonal(ColumnSpec column) {
    return column.kind() == ColumnKind.DOCUMENT_NUMBER
        || column.kind() == ColumnKind.NAME
        || PERSONAL.contains(column.name());
  }

  private static String version(ObjectNode schema) {
    try {
      return DigestUtils.sha256Hex(JSON.writeValueAsString(schema)).substring(0, VERSION_DIGITS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What columns are called, in Chinese and English. */
  private static Map<String, String> names(Path file) {
    Faults faults = new Faults();
    Map<String, String> names = new HashMap<>();
    for (CsvFile.Entry entry :
        CsvFile.read(file, List.of("field", "name_zh", "name_en"), faults).entries()) {
      String unused =
          names.put(entry.text("field"), entry.text("name_zh") + " / " + entry.text("name_en"));
    }
    faults.refuse();
    return names;
  }
}
