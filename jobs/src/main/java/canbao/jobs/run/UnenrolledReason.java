package canbao.jobs.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Why somebody is not enrolled, as a visit may find it: a line of {@code
 * conf/codes/unenrolled_reasons.csv} that has a code.
 *
 * @param classFlag 0 who need not or is enrolled elsewhere, 1 enrolled here, 2 does not want to
 * @param code three digits; with its class it names one reason
 * @param settles whether the answer needs no second visit
 */
public record UnenrolledReason(int classFlag, int code, boolean settles) {

  private static final String CLASS = "class_flag";
  private static final String CODE = "code";
  private static final String SETTLES = "settles";
  private static final List<String> COLUMNS =
      List.of(
          CLASS,
          CODE,
          "name_zh",
          "name_en",
          "effect_on_pension_denominator",
          "effect_on_numerator",
          SETTLES);

  /** The sound lines of the file that have a code, in their order. */
  static List<UnenrolledReason> read(Path path, Faults faults) {
    List<CsvFile.Entry> coded =
        CsvFile.read(path, COLUMNS, faults).entries().stream()
            .filter(line -> !line.isEmpty(CODE))
            .toList();
    Set<String> known = new HashSet<>();
    return coded.stream()
        .filter(line -> isSound(line, known))
        .map(
            line ->
                new UnenrolledReason(
                    Integer.parseInt(line.text(CLASS)),
                    Integer.parseInt(line.text(CODE)),
                    line.text(SETTLES).equals("yes")))
        .toList();
  }

  private static boolean isSound(CsvFile.Entry line, Set<String> known) {
    boolean hasClass = line.text(CLASS).matches("[0-9]");
    if (!hasClass) {
      line.fault(CLASS, "must be one digit");
    }
    boolean hasCode = line.text(CODE).matches("[0-9]{3}");
    if (!hasCode) {
      line.fault(CODE, "must be three digits");
    }
    if (!line.text(SETTLES).matches("yes|no")) {
      line.fault(SETTLES, "must be yes or no");
    }
    boolean isNew = known.add(line.text(CLASS) + line.text(CODE));
    if (!isNew) {
      line.fault(CODE, "must not be there twice in one class");
    }
    return hasClass && hasCode && isNew;
  }
}
