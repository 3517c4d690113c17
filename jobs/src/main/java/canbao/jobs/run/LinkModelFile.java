package canbao.jobs.run;

import canbao.jobs.linkage.Comparison;
import canbao.jobs.linkage.LinkModel;
import canbao.jobs.linkage.Weight;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code conf/links/<model>.yml}, the one that {@code conf/links.yml} names. */
final class LinkModelFile {

  /** By so much may written shares miss one, because they are rounded. */
  private static final double ROUNDED = 0.001;

  private final String name;
  private final YamlFile file;

  private LinkModelFile(String name, YamlFile file) {
    this.name = name;
    this.file = file;
  }

  /** The model in use; empty when no model is named, which is a fault. */
  static Optional<LinkModelFile> inUse(Path conf, List<String> models, Faults faults) {
    YamlFile use = YamlFile.read(conf.resolve("links.yml"), "link_model.json", faults);
    if (!use.isSound()) {
      return Optional.empty();
    }
    String name = use.root().get("model").asText();
    if (!models.contains(name)) {
      use.fault(
          "/model",
          "must be a file in links, is '%s'%s".formatted(name, Nearest.hint(name, models)));
      return Optional.empty();
    }
    Path path = conf.resolve("links").resolve(name + ".yml");
    LinkModelFile model = new LinkModelFile(name, YamlFile.read(path, "links.json", faults));
    if (model.file.isSound()) {
      model.check();
    }
    return Optional.of(model);
  }

  LinkModel model() {
    JsonNode root = file.root();
    JsonNode bounds = root.get("bounds");
    Map<Comparison, List<Weight>> weights = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      weights.put(comparison, weights(comparison));
    }
    return new LinkModel(
        name,
        root.get("version").asInt(),
        root.get("in_population").asInt(),
        new LinkModel.Bounds(
            bounds.get("certain_bits").asInt(),
            bounds.get("probable").asDouble(),
            bounds.get("possible").asDouble()),
        weights);
  }

  private List<Weight> weights(Comparison comparison) {
    JsonNode levels = file.root().get("weights").get(comparison.word());
    List<Weight> weights = new ArrayList<>();
    for (String level : comparison.levels()) {
      JsonNode weight = levels.get(level);
      weights.add(new Weight(weight.get("m").asDouble(), weight.get("u").asDouble()));
    }
    return weights;
  }

  private void check() {
    for (Comparison comparison : Comparison.values()) {
      String pointer = "/weights/" + comparison.word();
      checkSum(pointer, "m", weights(comparison).stream().mapToDouble(Weight::m).sum());
      checkSum(pointer, "u", weights(comparison).stream().mapToDouble(Weight::u).sum());
    }
    JsonNode bounds = file.root().get("bounds");
    if (bounds.get("possible").asDouble() > bounds.get("probable").asDouble()) {
      file.fault("/bounds/possible", "must not be above 'probable'");
    }
  }

  private void checkSum(String pointer, String share, double sum) {
    if (Math.abs(sum - 1) > ROUNDED) {
      file.fault(
          pointer, "must have levels whose %s sum to 1, is %s".formatted(share, (float) sum));
    }
  }
}
