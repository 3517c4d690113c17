package canbao.jobs.run;

import java.nio.file.Path;
import java.util.List;

/**
 * One check of {@code conf/codes/checks.csv}.
 *
 * @param id for ever: findings refer to it
 * @param name in Chinese
 * @param severity how grave what it finds is
 */
public record Check(String id, String name, String severity) {

  private static final List<String> COLUMNS = List.of("check_id", "name", "rule", "severity");

  /** The sound lines of the file, in their order. */
  static List<Check> read(Path path, Faults faults) {
    CsvFile file = CsvFile.read(path, COLUMNS, faults);
    file.entries().forEach(Check::refuseUnsound);
    return file.entries().stream()
        .map(line -> new Check(line.text("check_id"), line.text("name"), line.text("severity")))
        .toList();
  }

  private static void refuseUnsound(CsvFile.Entry line) {
    if (!line.text("check_id").matches("Q[0-9]{2}")) {
      line.fault("check_id", "must be Q and two digits");
    }
    if (line.isEmpty("severity")) {
      line.fault("severity", "must not be empty");
    }
  }
}
