package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which numbers of small areas and groups are hidden: {@code conf/disclosure.yml}.
 *
 * @param threshold counts from 1 to below it are small
 * @param holdDays for so many days after it had to be hidden a number stays hidden
 */
public record Disclosure(int threshold, int holdDays) {

  /** None if the file has a fault. */
  static Optional<Disclosure> read(Path path, Faults faults) {
    YamlFile file = YamlFile.read(path, "disclosure.json", faults);
    return file.isSound() ? Optional.of(of(file.root())) : Optional.empty();
  }

  private static Disclosure of(JsonNode root) {
    return new Disclosure(root.get("threshold").intValue(), root.get("hold_days").intValue());
  }
}
