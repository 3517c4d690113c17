package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code conf/targets.yml}: one row a year, one column a family. */
final class TargetFile {

  private static final List<String> FAMILIES = List.of("pension", "medical");

  private final YamlFile file;

  private TargetFile(YamlFile file) {
    this.file = file;
  }

  static TargetFile read(Path path, Faults faults) {
    TargetFile targets = new TargetFile(YamlFile.read(path, "targets.json", faults));
    if (targets.file.isSound()) {
      targets.check("judging");
      targets.check("informative");
    }
    return targets;
  }

  Targets targets() {
    return new Targets(targets("judging"), targets("informative"));
  }

  private List<Target> targets(String list) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode row : file.root().get(list)) {
      FAMILIES.stream().filter(row::has).map(family -> target(family, row)).forEach(targets::add);
    }
    return targets;
  }

  private static Target target(String family, JsonNode row) {
    return new Target(
        family, row.get("from_year").asInt(), row.get(family).asInt(), row.get("source").asText());
  }

  private void check(String list) {
    Set<Integer> years = new HashSet<>();
    JsonNode rows = file.root().get(list);
    for (int i = 0; i < rows.size(); i++) {
      String pointer = "/%s/%d".formatted(list, i);
      int year = rows.get(i).get("from_year").asInt();
      if (!years.add(year)) {
        file.fault(pointer + "/from_year", "must not be %d again".formatted(year));
      }
      if (FAMILIES.stream().noneMatch(rows.get(i)::has)) {
        file.fault(pointer, "must name a target for " + String.join(" or ", FAMILIES));
      }
    }
  }
}
