package canbao.jobs.datacontract;

import canbao.jobs.run.Faults;
import canbao.jobs.run.Nearest;
import canbao.jobs.run.YamlFile;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a contract demands less of a source than Canbao does: a column that is missing or may be
 * empty, of a wider type or with more values; a rule that is missing, milder, of another condition
 * or bears more; an older delivery. What it demands besides is not looked at.
 */
public final class ContractCheck {

  private static final String SCHEMA = "odcs-json-schema-v3.1.0.json";

  /** A milder consequence stands before a harder one; rejected rows are a thing of their own. */
  private static final List<String> SEVERITIES = List.of("warn", "hold_city", "stop_run");

  private final JsonNode ours;
  private final YamlFile theirs;
  private final List<String> looser = new ArrayList<>();

  private ContractCheck(JsonNode ours, YamlFile theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * The places where the contract of a file is looser, each with file, line and column.
   *
   * @param ours what the source owes
   * @throws canbao.jobs.run.JobFailure USAGE if the file is no contract of the standard, or none of
   *     the source
   */
  public static List<String> looser(SourceContract ours, SourceSpec source, Path path) {
    Faults faults = new Faults();
    YamlFile file = YamlFile.read(path, SCHEMA, faults);
    ContractCheck check = new ContractCheck(ours.document(), file);
    Optional<String> object = file.isSound() ? check.object(source) : Optional.empty();
    faults.refuse("the contract", "it is compared once it follows the standard, 3.1");
    check.compare(object.orElseThrow());
    return check.looser;
  }

  /** Where the rows of the source are described. */
  private Optional<String> object(SourceSpec source) {
    JsonNode schema = theirs.root().path("schema");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < schema.size(); i++) {
      for (String key : List.of("name", "physicalName")) {
        String name = schema.get(i).path(key).asText();
        if (name.equals(source.name())) {
          return Optional.of("/schema/" + i);
        }
        boolean unused = !name.isEmpty() && names.add(name);
      }
    }
    theirs.fault(
        "/schema",
        "has no object %s%s".formatted(source.name(), Nearest.hint(source.name(), names)));
    return Optional.empty();
  }

  private void compare(String object) {
    JsonNode mine = ours.at("/schema/0");
    Map<String, String> columns = byName(object + "/properties", "name", "physicalName");
    for (JsonNode column : mine.path("properties")) {
      Optional<String> place =
          Optional.ofNullable(columns.get(column.path("name").asText()))
              .or(() -> Optional.ofNullable(columns.get(column.path("physicalName").asText())));
      if (place.isEmpty()) {
        tell(object, "column %s is missing".formatted(column.path("name").asText()));
      } else {
        compareColumn(column, place.get());
      }
    }
    Map<String, String> rules = byName(object + "/quality", "name", "id");
    for (JsonNode rule : mine.path("quality")) {
      String id = rule.path("name").asText();
      Optional.ofNullable(rules.get(id))
          .ifPresentOrElse(
              place -> compareRule(rule, place),
              () -> tell(object, "rule %s is missing".formatted(id)));
    }
    compareAge();
  }

  private void compareColumn(JsonNode mine, String place) {
    JsonNode its = theirs.root().at(place);
    String name = mine.path("name").asText();
    boolean mayBeAbsent = isTrue(custom(its).get(SourceContract.MAY_BE_ABSENT));
    if (mayBeAbsent && !isTrue(custom(mine).get(SourceContract.MAY_BE_ABSENT))) {
      tell(place, "column %s may be absent, ours may not".formatted(name));
    }
    if (mine.path("required").asBoolean() && !isRequired(its)) {
      tell(place, "column %s may be empty, ours may not".formatted(name));
    }
    LogicalType type =
        LogicalType.valueOf(mine.path("logicalType").asText().toUpperCase(Locale.ROOT));
    String other = its.path("logicalType").asText();
    if (!type.holdsAllOf(other)) {
      tell(
          place,
          "column %s is of type %s, ours of type %s"
              .formatted(name, other.isEmpty() ? "any" : other, type.word()));
    }
    for (String flag : List.of("primaryKey", "unique")) {
      if (mine.path(flag).asBoolean() && !its.path(flag).asBoolean()) {
        tell(place, "column %s is not %s, ours is".formatted(name, flag));
      }
    }
    compareValues(mine, its, place);
  }

  private static boolean isTrue(JsonNode value) {
    return value != null && value.asBoolean();
  }

  private static boolean isRequired(JsonNode column) {
    if (column.path("required").asBoolean()) {
      return true;
    }
    for (JsonNode check : column.path("quality")) {
      String metric = check.path("metric").asText();
      boolean isOfNone = metric.equals("nullValues") || metric.equals("missingValues");
      if (isOfNone && check.path("mustBe").isNumber() && check.path("mustBe").asInt() == 0) {
        return true;
      }
    }
    return false;
  }

  private void compareValues(JsonNode mine, JsonNode its, String place) {
    Set<String> declared = values(mine);
    if (declared.isEmpty()) {
      return;
    }
    String name = mine.path("name").asText();
    Set<String> allowed = values(its);
    if (allowed.isEmpty()) {
      tell(place, "column %s may have any value, ours only those declared".formatted(name));
      return;
    }
    allowed.removeAll(declared);
    if (!allowed.isEmpty()) {
      tell(place, "column %s may also have %s".formatted(name, allowed.stream().sorted().toList()));
    }
  }

  private static Set<String> values(JsonNode column) {
    Set<String> values = new HashSet<>();
    for (JsonNode check : column.path("quality")) {
      if (check.path("metric").asText().equals("invalidValues")) {
        check.at("/arguments/validValues").forEach(value -> values.add(value.asText()));
      }
    }
    return values;
  }

  private void compareRule(JsonNode mine, String place) {
    JsonNode its = theirs.root().at(place);
    String id = mine.path("name").asText();
    int before = looser.size();
    if (isMilder(mine.path("severity").asText(), its.path("severity").asText())) {
      tell(
          place,
          "rule %s has the severity %s, ours %s"
              .formatted(id, its.path("severity").asText("none"), mine.path("severity").asText()));
    }
    Map<String, JsonNode> ourTerms = custom(mine);
    Map<String, JsonNode> otherTerms = custom(its);
    for (String term :
        List.of(RuleTerms.KIND, RuleTerms.PREDICATE, RuleTerms.APPLIES_TO, RuleTerms.TERM)) {
      if (!words(ourTerms.get(term)).equals(words(otherTerms.get(term)))) {
        tell(
            place,
            "rule %s has another %s than ours, which cannot be told to be as strict"
                .formatted(id, term));
      }
    }
    compareBorne(id, place, ourTerms, otherTerms);
    if (looser.size() == before && !isSaidAlike(mine, its, ourTerms, otherTerms)) {
      tell(
          place,
          "rule %s is said in another way than ours, which cannot be told to be as strict"
              .formatted(id));
    }
  }

  /** More is borne than ours, or it is not said how much. */
  private void compareBorne(
      String id, String place, Map<String, JsonNode> mine, Map<String, JsonNode> its) {
    mine.forEach(
        (name, number) -> {
          if (name.startsWith(RuleTerms.BORNE)) {
            String what = name.substring(RuleTerms.BORNE.length());
            JsonNode other = its.get(name);
            if (other == null || !other.isIntegralNumber()) {
              tell(
                  place,
                  "rule %s does not say its limit %s, ours %d"
                      .formatted(id, what, number.asLong()));
            } else if (isLooser(what, number.asLong(), other.asLong())) {
              tell(
                  place,
                  "rule %s has the limit %s %d, ours %d"
                      .formatted(id, what, other.asLong(), number.asLong()));
            }
          }
        });
  }

  private static boolean isLooser(String what, long mine, long other) {
    return what.startsWith("at_least") ? other < mine : other > mine;
  }

  /** With stricter limits the query and the terms, which repeat them, are others too. */
  private static boolean isSaidAlike(
      JsonNode mine,
      JsonNode its,
      Map<String, JsonNode> ourTerms,
      Map<String, JsonNode> otherTerms) {
    boolean haveOneLimit =
        ourTerms.entrySet().stream()
            .filter(term -> term.getKey().startsWith(RuleTerms.BORNE))
            .allMatch(term -> words(term.getValue()).equals(words(otherTerms.get(term.getKey()))));
    return !haveOneLimit
        || (words(mine.get("query")).equals(words(its.get("query")))
            && words(mine.get("mustBe")).equals(words(its.get("mustBe")))
            && words(ourTerms.get(RuleTerms.TERMS)).equals(words(otherTerms.get(RuleTerms.TERMS))));
  }

  private static boolean isMilder(String mine, String other) {
    boolean isOnScale = SEVERITIES.contains(mine) && SEVERITIES.contains(other);
    return isOnScale ? SEVERITIES.indexOf(other) < SEVERITIES.indexOf(mine) : !mine.equals(other);
  }

  private void compareAge() {
    for (JsonNode mine : ours.path("slaProperties")) {
      String property = mine.path("property").asText();
      String place = byName("/slaProperties", "property", "property").get(property);
      if (place == null) {
        tell("", "%s is missing, ours is %d days".formatted(property, mine.path("value").asLong()));
      } else {
        JsonNode its = theirs.root().at(place);
        boolean isInDays = its.path("unit").asText().startsWith("d");
        if (!isInDays
            || !its.path("value").isNumber()
            || its.path("value").asDouble() > mine.path("value").asDouble()) {
          tell(
              place,
              "%s is %s %s, ours %d days"
                  .formatted(
                      property,
                      its.path("value").asText(),
                      its.path("unit").asText(),
                      mine.path("value").asLong()));
        }
      }
    }
  }

  /** The pointers of the entries of a list by either of two of their keys. */
  private Map<String, String> byName(String list, String... keys) {
    Map<String, String> byName = new LinkedHashMap<>();
    JsonNode entries = theirs.root().at(list);
    for (String key : keys) {
      for (int i = 0; i < entries.size(); i++) {
        String name = entries.get(i).path(key).asText();
        if (!name.isEmpty()) {
          String unused = byName.putIfAbsent(name, list + "/" + i);
        }
      }
    }
    return byName;
  }

  private static Map<String, JsonNode> custom(JsonNode entry) {
    Map<String, JsonNode> custom = new LinkedHashMap<>();
    for (JsonNode property : entry.path("customProperties")) {
      JsonNode unused = custom.put(property.path("property").asText(), property.path("value"));
    }
    return custom;
  }

  /** Blanks and line breaks say nothing. */
  private static String words(JsonNode text) {
    return text == null ? "" : text.asText().replaceAll("\\s+", " ").strip();
  }

  private void tell(String pointer, String text) {
    looser.add(theirs.at(pointer) + " " + text);
  }
}
