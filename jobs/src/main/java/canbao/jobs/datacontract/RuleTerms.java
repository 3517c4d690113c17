package canbao.jobs.datacontract;

import canbao.jobs.quality.Dimension;
import canbao.jobs.quality.Limit;
import canbao.jobs.quality.Rule;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One rule in the words of the standard. A rule on rows is a query of how many rows break it beyond
 * what is borne, which must be 0; one on rows together is a sentence. What the standard has no
 * words for are custom properties.
 */
final class RuleTerms {

  static final String PREDICATE = "predicate";
  static final String APPLIES_TO = "appliesTo";
  static final String KIND = "kind";
  static final String TERMS = "terms";

  /** The days on which it is in force. */
  static final String TERM = "term";

  /** Before the name of a number up to which something is borne. */
  static final String BORNE = "borne_";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RuleTerms() {}

  static ObjectNode of(Rule rule) {
    boolean isByRow = rule.kind().isByRow();
    ObjectNode terms = JSON.createObjectNode();
    terms.put("name", rule.id());
    terms.put("type", isByRow ? "sql" : "text");
    terms.put("description", rule.sentenceEn() + " / " + rule.sentenceZh());
    terms.put("dimension", dimension(rule.dimension()));
    terms.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
    if (isByRow) {
      terms.put("unit", "rows");
      terms.put("query", query(rule));
      terms.put("mustBe", 0);
    }
    ArrayNode custom = terms.putArray("customProperties");
    add(custom, KIND, rule.kind().name().word());
    if (!rule.predicate().equals("true")) {
      add(custom, PREDICATE, rule.predicate());
    }
    rule.appliesTo().ifPresent(condition -> add(custom, APPLIES_TO, condition));
    if (!isByRow && !rule.kind().drawn().isEmpty()) {
      add(custom, TERMS, rule.kind().drawn());
    }
    borne(rule).forEach((name, number) -> add(custom, BORNE + name, number));
    if (!rule.term().drawn().isEmpty()) {
      add(custom, TERM, rule.term().drawn());
    }
    add(custom, "owner", rule.owner());
    return terms;
  }

  /** What is borne of a rule that bears something. */
  private static Map<String, Long> borne(Rule rule) {
    return rule.severity().hasLimit() ? new TreeMap<>(rule.kind().borne(rule.limit())) : Map.of();
  }

  /** Broken rows beyond the larger of both limits: more than 0 is over the limit. */
  private static String query(Rule rule) {
    String broken = "count_if(NOT coalesce(%s, true))".formatted(rule.predicate());
    Optional<Limit> limit = Optional.of(rule.limit()).filter(some -> rule.severity().hasLimit());
    String beyond =
        limit
            .map(
                some ->
                    "greatest(0, %s - greatest(%d, floor(count(*) * %d / 10000)))"
                        .formatted(broken, some.count(), some.rateBp()))
            .orElse(broken);
    return "SELECT %s FROM ${object}%s"
        .formatted(beyond, rule.appliesTo().map(condition -> " WHERE " + condition).orElse(""));
  }

  /** The standard knows fewer dimensions, and validity by another name. */
  private static String dimension(Dimension dimension) {
    return switch (dimension) {
      case COMPLETENESS -> "completeness";
      case VALIDITY -> "conformity";
      case CONSISTENCY -> "consistency";
      case UNIQUENESS -> "uniqueness";
      case TIMELINESS -> "timeliness";
      case ACCURACY, PLAUSIBILITY -> "accuracy";
    };
  }

  private static void add(ArrayNode custom, String property, Object value) {
    ObjectNode node = custom.addObject().put("property", property);
    node.set("value", JSON.valueToTree(value));
  }
}
