package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From where on the checks of the register speak: {@code conf/supervision.yml}.
 *
 * @param studentAge full years from which a student is asked about
 * @param pensionAgeOfMen full years from which paying as an employee needs a reason
 * @param pensionAgeOfWomen the same for women
 * @param groups whose members are to be insured
 */
public record Supervision(
    int studentAge, int pensionAgeOfMen, int pensionAgeOfWomen, List<String> groups) {

  public Supervision {
    groups = List.copyOf(groups);
  }

  /** None if the file has a fault. */
  static Optional<Supervision> read(Path path, Faults faults) {
    YamlFile file = YamlFile.read(path, "supervision.json", faults);
    return file.isSound() ? Optional.of(of(file.root())) : Optional.empty();
  }

  private static Supervision of(JsonNode root) {
    List<String> groups = new ArrayList<>();
    root.get("groups").forEach(group -> groups.add(group.textValue()));
    return new Supervision(
        root.get("student_age").intValue(),
        root.at("/pension_age/men").intValue(),
        root.at("/pension_age/women").intValue(),
        groups);
  }
}
