package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code conf/denominators.yml}: who is due, by named and versioned predicates. */
final class DenominatorFile {

  private static final List<String> FAMILIES = List.of("pension", "medical");

  private final YamlFile file;

  private DenominatorFile(YamlFile file) {
    this.file = file;
  }

  static DenominatorFile read(Path path, Faults faults) {
    DenominatorFile denominators =
        new DenominatorFile(YamlFile.read(path, "denominators.json", faults));
    if (denominators.file.isSound()) {
      denominators.checkIds();
      denominators.checkPredicates("denominators", FAMILIES);
      denominators.checkPredicates("published", List.of("pension_excluded", "medical_excluded"));
    }
    return denominators;
  }

  Denominators denominators() {
    JsonNode root = file.root();
    return new Denominators(
        root.get("version").asInt(),
        root.get("headline").asText(),
        root.get("contributing_months").asInt(),
        ofPeople(),
        published());
  }

  /** Of those that count people; none if the file cannot be read. */
  List<String> ids() {
    return StreamSupport.stream(file.root().path("denominators").spliterator(), false)
        .map(denominator -> denominator.path("id").asText())
        .toList();
  }

  private List<Denominator> ofPeople() {
    List<Denominator> denominators = new ArrayList<>();
    for (JsonNode node : file.root().get("denominators")) {
      denominators.add(
          new Denominator(
              node.get("id").asText(),
              node.get("basis").asText(),
              node.get("title_zh").asText(),
              node.get("title_en").asText(),
              node.get("pension").asText(),
              node.get("medical").asText(),
              admissible(node)));
    }
    return denominators;
  }

  /** Both families if nothing is said. */
  private static List<String> admissible(JsonNode denominator) {
    return denominator.has("admissible_for")
        ? StreamSupport.stream(denominator.get("admissible_for").spliterator(), false)
            .map(JsonNode::asText)
            .toList()
        : FAMILIES;
  }

  private List<PublishedDenominator> published() {
    List<PublishedDenominator> denominators = new ArrayList<>();
    for (JsonNode node : file.root().get("published")) {
      denominators.add(
          new PublishedDenominator(
              node.get("id").asText(),
              node.get("basis").asText(),
              node.get("title_zh").asText(),
              node.get("title_en").asText(),
              ReadForm.of(node.get("population_code").asText()),
              ReadForm.of(node.get("pension_share_code").asText()),
              node.get("pension_excluded").asText(),
              node.get("medical_excluded").asText()));
    }
    return denominators;
  }

  private void checkIds() {
    List<String> ids = new ArrayList<>();
    for (String list : List.of("denominators", "published")) {
      JsonNode nodes = file.root().get(list);
      for (int i = 0; i < nodes.size(); i++) {
        String id = nodes.get(i).get("id").asText();
        if (ids.contains(id)) {
          file.fault("/%s/%d/id".formatted(list, i), "must not be '%s' again".formatted(id));
        }
        ids.add(id);
      }
    }
    String headline = file.root().get("headline").asText();
    if (!ids.contains(headline)) {
      file.fault(
          "/headline",
          "must be a declared denominator, is '%s'%s"
              .formatted(headline, Nearest.hint(headline, ids)));
    }
  }

  private void checkPredicates(String list, List<String> keys) {
    for (int i = 0; i < file.root().get(list).size(); i++) {
      for (String key : keys) {
        String pointer = "/%s/%d/%s".formatted(list, i, key);
        FactPredicate.fault(file.root().at(pointer).asText())
            .ifPresent(fault -> file.fault(pointer, fault));
      }
    }
  }
}
