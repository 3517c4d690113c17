package canbao.jobs.quality;

import canbao.jobs.run.YamlFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which keys of a rule in its file go with its kind; one too many or too few is a fault. */
final class KindKeys {

  /** What each kind says besides what every rule says; {@code limit.} stands before its parts. */
  private static final Map<Kind.Name, Set<String>> NEEDED =
      Map.of(
          Kind.Name.ROW, Set.of(),
          Kind.Name.UNIQUENESS, Set.of("key", "limit.rate", "limit.count"),
          Kind.Name.REFERENTIAL, Set.of("partner", "limit.rate", "limit.count"),
          Kind.Name.AGGREGATE, Set.of("measure"),
          Kind.Name.DISTRIBUTION, Set.of("limit.psi", "limit.fewest"),
          Kind.Name.RECONCILIATION, Set.of("amount", "against", "limit.rate", "limit.count"),
          Kind.Name.VOLUME, Set.of("against", "limit.rate", "limit.count"),
          Kind.Name.FRESHNESS, Set.of("limit.days"),
          Kind.Name.SCHEMA_DRIFT, Set.of("limit.rate", "limit.count"));

  private static final Set<String> OF_ROWS = Set.of("check", "applies_to", "golden");

  private static final Map<Kind.Name, Set<String>> ALLOWED =
      Map.of(
          Kind.Name.ROW,
          Set.of(
              "contract",
              "check",
              "applies_to",
              "predicate",
              "shows",
              "golden",
              "limit.rate",
              "limit.count"),
          Kind.Name.UNIQUENESS,
          OF_ROWS,
          Kind.Name.REFERENTIAL,
          OF_ROWS,
          Kind.Name.AGGREGATE,
          Set.of(
              "applies_to",
              "predicate",
              "golden",
              "amount",
              "over",
              "quantile",
              "limit.at_least",
              "limit.at_most",
              "limit.fewest"),
          Kind.Name.DISTRIBUTION,
          Set.of("applies_to", "column", "bands"),
          Kind.Name.RECONCILIATION,
          Set.of("applies_to"));

  /** What each measure of an aggregate says besides. */
  private static final Map<Aggregate.Of, Set<String>> OF_MEASURE =
      Map.of(
          Aggregate.Of.SHARE, Set.of("predicate", "golden"),
          Aggregate.Of.RATIO, Set.of("amount", "over"),
          Aggregate.Of.SUM, Set.of("amount"),
          Aggregate.Of.QUANTILE, Set.of("amount", "quantile"));

  private static final Set<Kind.Name> WITHOUT_CASES =
      Set.of(Kind.Name.ROW, Kind.Name.UNIQUENESS, Kind.Name.REFERENTIAL);

  /** Keys that not every kind has. */
  private static final List<String> PARTICULAR =
      List.of(
          "contract",
          "check",
          "applies_to",
          "predicate",
          "shows",
          "golden",
          "cases",
          "against",
          "key",
          "partner",
          "measure",
          "amount",
          "over",
          "quantile",
          "column",
          "bands");

  private final YamlFile yaml;
  private final JsonNode rule;
  private final String pointer;
  private final KindEntry entry;

  /**
   * @param pointer where the rule stands in a file that keeps to its schema
   */
  KindKeys(YamlFile yaml, String pointer) {
    this.yaml = yaml;
    this.rule = yaml.root().at(pointer);
    this.pointer = pointer;
    this.entry = new KindEntry(yaml, pointer);
  }

  void check(Severity severity) {
    PARTICULAR.stream().filter(rule::has).forEach(this::checkMeaning);
    rule.path("limit").fieldNames().forEachRemaining(key -> checkMeaning("limit." + key));
    if (entry.name() != Kind.Name.ROW || rule.has("limit")) {
      NEEDED.get(entry.name()).forEach(this::need);
    }
    if (entry.name() == Kind.Name.ROW && rule.has("limit")) {
      need("limit.rate");
      need("limit.count");
    }
    if (entry.name() != Kind.Name.ROW && !severity.hasLimit()) {
      yaml.fault(pointer + "/severity", "is not for %s: no single row is wrong".formatted(word()));
    }
    if (entry.name() == Kind.Name.DISTRIBUTION && rule.has("column") == rule.has("bands")) {
      yaml.fault(pointer + "/kind", "needs either 'column' or 'bands': the parts of the rows");
    }
    if (rule.has("measure")) {
      checkMeasure();
    }
    checkCases();
  }

  private String word() {
    return entry.name().word();
  }

  private void need(String key) {
    if (rule.at("/" + key.replace('.', '/')).isMissingNode()) {
      yaml.fault(
          pointer + (key.startsWith("limit.") && rule.has("limit") ? "/limit" : "/kind"),
          "needs '%s' too: %s is judged by it".formatted(key.replace("limit.", ""), word()));
    }
  }

  private void checkMeaning(String path) {
    boolean isKnown =
        NEEDED.get(entry.name()).contains(path)
            || ALLOWED.getOrDefault(entry.name(), Set.of()).contains(path)
            || (path.equals("cases") && !WITHOUT_CASES.contains(entry.name()));
    if (!isKnown) {
      yaml.fault(
          pointer + "/" + path.replace('.', '/'), "means nothing for kind %s".formatted(word()));
    }
  }

  private void checkMeasure() {
    Aggregate.Of measure = entry.measure();
    Set<String> needed = OF_MEASURE.get(measure);
    needed.forEach(this::need);
    OF_MEASURE.values().stream()
        .flatMap(Set::stream)
        .distinct()
        .filter(key -> rule.has(key) && !needed.contains(key))
        .forEach(
            key ->
                yaml.fault(
                    pointer + "/" + key,
                    "means nothing for measure " + measure.name().toLowerCase(Locale.ROOT)));
    JsonNode limit = rule.path("limit");
    for (String bound : List.of("at_least", "at_most")) {
      if (limit.has(bound) && limit.get(bound).isTextual() != measure.isQuotient()) {
        yaml.fault(
            pointer + "/limit/" + bound,
            measure.isQuotient() ? "must be a percentage here" : "must be a whole number here");
      }
    }
    if (!limit.has("at_least") && !limit.has("at_most")) {
      yaml.fault(pointer + "/limit", "needs 'at_least' or 'at_most', or both");
    }
  }

  private void checkCases() {
    List<String> known = entry.kind().numbers();
    for (Outcome outcome : Outcome.values()) {
      JsonNode cases = rule.path("cases").path(outcome.word());
      for (int i = 0; i < cases.size(); i++) {
        String at = "%s/cases/%s/%d".formatted(pointer, outcome.word(), i);
        cases
            .get(i)
            .fieldNames()
            .forEachRemaining(
                number -> {
                  if (!known.contains(number)) {
                    yaml.fault(
                        at,
                        "has a number that %s is not judged by: %s; it has %s"
                            .formatted(word(), number, String.join(", ", known)));
                  }
                });
      }
    }
  }
}
