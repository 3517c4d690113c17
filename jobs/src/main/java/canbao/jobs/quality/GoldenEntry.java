package canbao.jobs.quality;

import static java.util.stream.Collectors.toSet;

import canbao.jobs.run.YamlFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code golden} of one rule in its file; what is wrong is a fault. */
final class GoldenEntry {

  private final YamlFile yaml;
  private final JsonNode rule;
  private final String pointer;

  /**
   * @param rulePointer where the rule stands in a file that keeps to its schema
   */
  GoldenEntry(YamlFile yaml, String rulePointer) {
    this.yaml = yaml;
    this.rule = yaml.root().at(rulePointer);
    this.pointer = rulePointer + "/golden";
  }

  /**
   * @param conditions the rule's
   */
  void check(List<RuleSyntax> conditions) {
    boolean hasOthers = rule.at("/golden").has(Outcome.NOT_APPLICABLE.word());
    if (rule.has("applies_to") && !hasOthers) {
      yaml.fault(pointer, "needs 'not_applicable' rows too, because the rule has an 'applies_to'");
    }
    if (!rule.has("applies_to") && hasOthers) {
      yaml.fault(
          pointer + "/" + Outcome.NOT_APPLICABLE.word(),
          "can have no row: without 'applies_to' the rule applies to all");
    }
    if (conditions.stream().allMatch(condition -> condition.fault().isEmpty())) {
      checkColumns(
          conditions.stream().flatMap(condition -> condition.names().stream()).collect(toSet()));
    }
  }

  List<GoldenRow> rows() {
    List<GoldenRow> rows = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      JsonNode entries = rule.at("/golden").path(outcome.word());
      for (int i = 0; i < entries.size(); i++) {
        rows.add(new GoldenRow(outcome, values(entries.get(i)), yaml.at(at(outcome, i))));
      }
    }
    return rows;
  }

  private String at(Outcome outcome, int row) {
    return pointer + "/" + outcome.word() + "/" + row;
  }

  private static Map<String, Optional<String>> values(JsonNode row) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    row.fields()
        .forEachRemaining(
            column ->
                values.put(
                    column.getKey(),
                    Optional.of(column.getValue())
                        .filter(value -> !value.isNull())
                        .map(JsonNode::asText)));
    return values;
  }

  /** A row that says more than the rule looks at would seem to matter where it does not. */
  private void checkColumns(Set<String> named) {
    for (Outcome outcome : Outcome.values()) {
      JsonNode entries = rule.at("/golden").path(outcome.word());
      for (int i = 0; i < entries.size(); i++) {
        for (String column : values(entries.get(i)).keySet()) {
          if (!named.contains(column)) {
            yaml.fault(at(outcome, i), "has a column that the rule does not look at: " + column);
          }
        }
      }
    }
  }
}
