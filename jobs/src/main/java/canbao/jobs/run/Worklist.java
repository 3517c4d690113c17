package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who of those who are due and not covered is visited first, and who again: {@code
 * conf/worklist.yml}.
 *
 * @param recentLapseMonths for so long a lapse of cover is a recent one
 * @param askAgainMonths for so long an answer holds that does not settle its reason
 * @param reasons that an answer may give, in the order of their file
 */
public record Worklist(int recentLapseMonths, int askAgainMonths, List<UnenrolledReason> reasons) {

  public Worklist {
    reasons = List.copyOf(reasons);
  }

  /** None if the file has a fault. */
  static Optional<Worklist> read(Path path, List<UnenrolledReason> reasons, Faults faults) {
    YamlFile file = YamlFile.read(path, "worklist.json", faults);
    return file.isSound() ? Optional.of(of(file.root(), reasons)) : Optional.empty();
  }

  private static Worklist of(JsonNode root, List<UnenrolledReason> reasons) {
    return new Worklist(
        root.get("recent_lapse_months").intValue(),
        root.get("ask_again_months").intValue(),
        reasons);
  }
}
