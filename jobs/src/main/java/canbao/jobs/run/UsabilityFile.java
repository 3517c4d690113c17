package canbao.jobs.run;

import canbao.jobs.run.Usability.Line;
import canbao.jobs.run.Usability.OfCity;
import canbao.jobs.run.Usability.Topic;
import canbao.jobs.source.SourceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code conf/usability.yml}. */
final class UsabilityFile {

  private final YamlFile file;
  private final List<SourceSpec> sources;
  private final List<String> denominators;

  private UsabilityFile(YamlFile file, List<SourceSpec> sources, List<String> denominators) {
    this.file = file;
    this.sources = sources;
    this.denominators = denominators;
  }

  /**
   * None if the file has a fault.
   *
   * @param sources that are declared
   * @param denominators ids of those that are counted; none if their file is at fault
   */
  static Optional<Usability> read(
      Path path, List<SourceSpec> sources, List<String> denominators, Faults faults) {
    YamlFile yaml = YamlFile.read(path, "usability.json", faults);
    UsabilityFile usability = new UsabilityFile(yaml, sources, denominators);
    if (yaml.isSound()) {
      usability.check();
    }
    return yaml.isSound() ? Optional.of(usability.usability()) : Optional.empty();
  }

  private void check() {
    Set<String> seen = new HashSet<>();
    JsonNode lines = file.root().get("lines");
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      if (!seen.add(line.get("line").textValue())) {
        file.fault("/lines/%d/line".formatted(i), "must not be there twice");
      }
      checkSources("/lines/" + i, line);
      String people = line.at("/published/people").asText();
      if (!people.isEmpty() && !denominators.isEmpty() && !denominators.contains(people)) {
        file.fault(
            "/lines/%d/published/people".formatted(i),
            "must be a denominator, is '%s'%s"
                .formatted(people, Nearest.hint(people, denominators)));
      }
    }
    file.root()
        .get("topics")
        .fields()
        .forEachRemaining(topic -> checkOrder("/topics/" + topic.getKey(), topic.getValue()));
    JsonNode cities = file.root().get("cities");
    for (int i = 0; i < cities.size(); i++) {
      checkOrder("/cities/" + i, cities.get(i));
    }
  }

  private void checkSources(String pointer, JsonNode line) {
    List<String> known = sources.stream().map(SourceSpec::name).toList();
    List<String> named = texts(line, "sources");
    for (int i = 0; i < named.size(); i++) {
      if (!known.isEmpty() && !known.contains(named.get(i))) {
        file.fault(
            "%s/sources/%d".formatted(pointer, i),
            "must be a declared source, is '%s'%s"
                .formatted(named.get(i), Nearest.hint(named.get(i), known)));
      }
    }
    List<String> columns =
        sources.stream()
            .filter(source -> named.contains(source.name()))
            .flatMap(source -> source.columns().stream())
            .map(column -> column.name())
            .toList();
    List<String> filled = texts(line, "filled");
    for (int i = 0; i < filled.size(); i++) {
      if (!columns.isEmpty() && !columns.contains(filled.get(i))) {
        file.fault(
            "%s/filled/%d".formatted(pointer, i),
            "must be a column of %s, is '%s'%s"
                .formatted(
                    String.join(", ", named), filled.get(i), Nearest.hint(filled.get(i), columns)));
      }
    }
  }

  private void checkOrder(String pointer, JsonNode limits) {
    Usability.Limits read = limits(limits);
    if (read.mediumAbove() > read.highAbove() || read.highAbove() > read.unusableAbove()) {
      file.fault(pointer, "must have medium_above <= high_above <= unusable_above");
    }
  }

  private Usability usability() {
    JsonNode root = file.root();
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : root.get("lines")) {
      lines.add(
          new Line(
              line.get("line").textValue(),
              texts(line, "sources"),
              Optional.ofNullable(line.path("family").textValue()),
              published(line.path("published")),
              texts(line, "filled")));
    }
    Map<Topic, Usability.Limits> limits = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      limits.put(topic, limits(root.get("topics").get(topic.name().toLowerCase(Locale.ROOT))));
    }
    List<OfCity> ofCities = new ArrayList<>();
    for (JsonNode city : root.get("cities")) {
      ofCities.add(
          new OfCity(
              city.get("city").textValue(),
              Topic.valueOf(city.get("topic").textValue().toUpperCase(Locale.ROOT)),
              limits(city),
              city.get("reason").textValue()));
    }
    return new Usability(lines, root.get("months").intValue(), limits, ofCities);
  }

  private static Optional<Usability.Published> published(JsonNode node) {
    return Optional.ofNullable(node.path("code").textValue())
        .map(
            code ->
                new Usability.Published(
                    code, Optional.ofNullable(node.path("people").textValue())));
  }

  private static Usability.Limits limits(JsonNode node) {
    return new Usability.Limits(
        node.get("medium_above").longValue(),
        node.get("high_above").longValue(),
        node.get("unusable_above").longValue());
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.get(field).forEach(text -> texts.add(text.textValue()));
    return texts;
  }
}
