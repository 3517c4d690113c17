package canbao.jobs.quality;

import canbao.jobs.run.YamlFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code kind} of one rule in its file and what it says; {@link KindKeys} finds faults. */
final class KindEntry {

  private static final int INDEX_DECIMALS = 4;
  private static final int PERCENT_DECIMALS = 2;

  private final YamlFile yaml;
  private final JsonNode rule;
  private final String pointer;

  /**
   * @param pointer where the rule stands in a file that keeps to its schema
   */
  KindEntry(YamlFile yaml, String pointer) {
    this.yaml = yaml;
    this.rule = yaml.root().at(pointer);
    this.pointer = pointer;
  }

  Kind.Name name() {
    return Kind.Name.valueOf(rule.path("kind").asText("row").toUpperCase(Locale.ROOT));
  }

  /** The kind; what a rule with a fault leaves out is empty in it. */
  Kind kind() {
    return switch (name()) {
      case ROW -> new Kind.ByRow();
      case UNIQUENESS -> new Uniqueness(texts("key"));
      case REFERENTIAL -> new Referential(rule.path("partner").asText());
      case AGGREGATE ->
          new Aggregate(
              measure(),
              rule.path("amount").asText(),
              rule.path("over").asText(),
              hundredths(rule.path("quantile").asText("0 %")),
              new Aggregate.Bounds(
                  bound("at_least"), bound("at_most"), rule.at("/limit/fewest").asLong()));
      case DISTRIBUTION ->
          new Distribution(
              rule.path("column").asText(),
              bands(),
              new BigDecimal(rule.at("/limit/psi").asText("0"))
                  .movePointRight(INDEX_DECIMALS)
                  .longValueExact(),
              rule.at("/limit/fewest").asLong());
      case RECONCILIATION ->
          new Reconciliation(rule.path("amount").asText(), rule.path("against").asText());
      case VOLUME -> new Volume(Volume.figure(rule.path("against").asText()));
      case FRESHNESS -> new Freshness(rule.at("/limit/days").longValue());
      case SCHEMA_DRIFT -> new SchemaDrift();
    };
  }

  Aggregate.Of measure() {
    return Aggregate.Of.valueOf(rule.path("measure").asText("share").toUpperCase(Locale.ROOT));
  }

  /** The rule's own, or what its kind makes of it. */
  String predicate() {
    Kind kind = kind();
    if (kind instanceof Uniqueness once) {
      return once.predicate();
    }
    return kind instanceof Referential partner
        ? partner.predicate()
        : rule.path("predicate").asText(Rule.ALWAYS);
  }

  List<GoldenCase> cases() {
    List<GoldenCase> cases = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      JsonNode entries = rule.path("cases").path(outcome.word());
      for (int i = 0; i < entries.size(); i++) {
        String at = "%s/cases/%s/%d".formatted(pointer, outcome.word(), i);
        cases.add(new GoldenCase(outcome, numbers(entries.get(i)), yaml.at(at)));
      }
    }
    return cases;
  }

  private Optional<Long> bound(String key) {
    JsonNode given = rule.path("limit").path(key);
    return given.isMissingNode()
        ? Optional.empty()
        : Optional.of(given.isTextual() ? hundredths(given.textValue()) : given.longValue());
  }

  /** Of a percentage: basis points. */
  private static long hundredths(String percentage) {
    return new BigDecimal(percentage.replace(" %", ""))
        .movePointRight(PERCENT_DECIMALS)
        .longValueExact();
  }

  private List<Distribution.Band> bands() {
    List<Distribution.Band> bands = new ArrayList<>();
    rule.path("bands")
        .forEach(
            band ->
                bands.add(
                    new Distribution.Band(band.path("name").asText(), band.path("when").asText())));
    return bands;
  }

  private List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    rule.path(key).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Numbers numbers(JsonNode entry) {
    Numbers numbers = Numbers.none();
    for (Map.Entry<String, JsonNode> one : entry.properties()) {
      numbers = numbers.with(one.getKey(), numbersOf(one.getValue()));
    }
    return numbers;
  }

  private static List<Optional<Long>> numbersOf(JsonNode value) {
    List<Optional<Long>> numbers = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> numbers.add(number(item)));
    } else {
      numbers.add(number(value));
    }
    return numbers;
  }

  private static Optional<Long> number(JsonNode value) {
    return value.isNull() ? Optional.empty() : Optional.of(value.longValue());
  }
}
