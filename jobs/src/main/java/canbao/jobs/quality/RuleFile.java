package canbao.jobs.quality;

import canbao.jobs.run.Faults;
import canbao.jobs.run.YamlFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of one file of {@code conf/rules} with the place of each; what is wrong is a fault. */
final class RuleFile {

  /** Values that could tell who a row is about are never put into a reason. */
  private static final Set<String> PERSONAL =
      Set.of(
          "AAC002",
          "AAC003",
          "AAC004",
          "AAC006",
          "AAC147",
          "document",
          "document_birth",
          "document_sex");

  private static final int BASIS_POINTS_A_PERCENT = 2;

  private final YamlFile yaml;
  private final String source;
  private final Optional<LocalDate> asOf;
  private final Set<String> ids = new HashSet<>();

  private RuleFile(YamlFile yaml, Optional<LocalDate> asOf) {
    this.yaml = yaml;
    this.asOf = asOf;
    this.source = yaml.path().getFileName().toString().replaceFirst("\\.yml$", "");
  }

  /**
   * Rules in the file's order, each with {@code file:line:column} of its predicate.
   *
   * @param asOf the day of a run, if there is one
   */
  static Map<Rule, String> read(Path path, Optional<LocalDate> asOf, Faults faults) {
    RuleFile file = new RuleFile(YamlFile.read(path, "rules.json", faults), asOf);
    return file.yaml.isSound() ? file.rules() : Map.of();
  }

  private Map<Rule, String> rules() {
    JsonNode entries = yaml.root().get("rules");
    long onRows =
        IntStream.range(0, entries.size())
            .filter(i -> new KindEntry(yaml, "/rules/" + i).kind().isByRow())
            .count();
    if (onRows > RowRules.MOST_RULES) {
      yaml.fault(
          "/rules", "must be at most %d on rows, not %d".formatted(RowRules.MOST_RULES, onRows));
    }
    Map<Rule, String> rules = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      String pointer = "/rules/" + i;
      check(entries.get(i), pointer);
      Optional<Rule> rule =
          yaml.isSound() ? Optional.of(rule(entries.get(i), pointer)) : Optional.empty();
      String place = yaml.at(pointer + (entries.get(i).has("predicate") ? "/predicate" : ""));
      rule.ifPresent(read -> rules.put(read, place));
    }
    return rules;
  }

  private void check(JsonNode entry, String pointer) {
    checkId(entry.get("id").textValue(), pointer + "/id");
    checkSyntaxOfAmounts(entry, pointer);
    List<RuleSyntax> conditions =
        Stream.of("predicate", "applies_to")
            .filter(entry::has)
            .map(key -> checkedSyntax(entry.get(key), pointer + "/" + key))
            .toList();
    checkShows(texts(entry, "shows"), pointer + "/shows");
    checkLimit(entry, pointer);
    KindEntry kind = new KindEntry(yaml, pointer);
    new KindKeys(yaml, pointer).check(severity(entry));
    new TermEntry(yaml, pointer).check(severity(entry), asOf);
    if (entry.has("golden")) {
      new GoldenEntry(yaml, pointer).check(withPredicate(conditions, entry, kind));
    }
  }

  private void checkSyntaxOfAmounts(JsonNode entry, String pointer) {
    List<String> keys = new ArrayList<>(List.of("/amount", "/over"));
    for (int i = 0; i < entry.path("bands").size(); i++) {
      keys.add("/bands/" + i + "/when");
    }
    for (String key : keys) {
      if (!entry.at(key).isMissingNode()) {
        RuleSyntax unused = checkedSyntax(entry.at(key), pointer + key);
      }
    }
  }

  /** What a kind makes of a rule without a predicate of its own is looked at too. */
  private static List<RuleSyntax> withPredicate(
      List<RuleSyntax> conditions, JsonNode entry, KindEntry kind) {
    return entry.has("predicate")
        ? conditions
        : Stream.concat(conditions.stream(), Stream.of(RuleSyntax.of(kind.predicate()))).toList();
  }

  private void checkId(String id, String pointer) {
    if (!id.startsWith(source + ".")) {
      yaml.fault(
          pointer,
          "must begin with '%s.', the source that the file is named after".formatted(source));
    }
    if (!ids.add(id)) {
      yaml.fault(pointer, "'%s' is there twice".formatted(id));
    }
  }

  private RuleSyntax checkedSyntax(JsonNode condition, String pointer) {
    RuleSyntax syntax = RuleSyntax.of(condition.textValue());
    syntax
        .fault()
        .ifPresent(fault -> yaml.fault(pointer, "must be a SQL condition over one row: " + fault));
    return syntax;
  }

  private void checkShows(List<String> shows, String pointer) {
    IntStream.range(0, shows.size())
        .filter(i -> PERSONAL.contains(shows.get(i)))
        .forEach(
            i ->
                yaml.fault(
                    pointer + "/" + i, "'%s' is personal and never shown".formatted(shows.get(i))));
  }

  private void checkLimit(JsonNode entry, String pointer) {
    boolean needsLimit = severity(entry).hasLimit();
    if (needsLimit && !entry.has("limit")) {
      yaml.fault(pointer + "/severity", "needs a 'limit' beside it: how many rows are borne");
    }
    if (!needsLimit && entry.has("check")) {
      yaml.fault(pointer + "/check", "means nothing for reject_row: a rejected row is no finding");
    }
    if (!needsLimit && entry.has("limit")) {
      yaml.fault(pointer + "/limit", "means nothing for reject_row: every broken row is rejected");
    }
  }

  private Rule rule(JsonNode entry, String pointer) {
    return new Rule(
        entry.get("id").textValue(),
        source,
        Optional.ofNullable(entry.get("contract")).map(JsonNode::intValue),
        Optional.ofNullable(entry.get("check")).map(JsonNode::textValue),
        severity(entry),
        Dimension.valueOf(entry.get("dimension").textValue().toUpperCase(Locale.ROOT)),
        entry.at("/sentence/en").textValue(),
        entry.at("/sentence/zh").textValue(),
        Optional.ofNullable(entry.get("applies_to")).map(JsonNode::textValue),
        new KindEntry(yaml, pointer).predicate(),
        texts(entry, "shows"),
        limit(entry),
        Optional.ofNullable(entry.get("owner")).orElse(yaml.root().get("owner")).textValue(),
        new TermEntry(yaml, pointer).term(),
        new TermEntry(yaml, pointer).waiver(),
        new GoldenEntry(yaml, pointer).rows(),
        new KindEntry(yaml, pointer).kind(),
        new KindEntry(yaml, pointer).cases());
  }

  private static Severity severity(JsonNode entry) {
    return Severity.valueOf(entry.get("severity").textValue().toUpperCase(Locale.ROOT));
  }

  private static Limit limit(JsonNode entry) {
    if (!entry.at("/limit").has("rate")) {
      return Limit.NONE;
    }
    String percent = entry.at("/limit/rate").textValue().replace(" %", "");
    int basisPoints =
        new BigDecimal(percent).movePointRight(BASIS_POINTS_A_PERCENT).intValueExact();
    return new Limit(basisPoints, entry.at("/limit/count").longValue());
  }

  private static List<String> texts(JsonNode entry, String key) {
    List<String> texts = new ArrayList<>();
    if (entry.has(key)) {
      entry.get(key).forEach(item -> texts.add(item.textValue()));
    }
    return texts;
  }
}
