package canbao.jobs.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the responsible office says of an indicator in one evaluation ({@code conf/remarks.csv}).
 *
 * @param year that the evaluation is of
 * @param kind of the evaluation: annual, midterm or final
 * @param indicator number in box 2
 * @param sub row within the indicator; empty if it has one row
 * @param cause 原因 why it stands where it does
 * @param measure 措施 what is done about it
 * @param responsibleUnit 责任单位
 */
public record Remark(
    int year,
    String kind,
    int indicator,
    String sub,
    String cause,
    String measure,
    String responsibleUnit) {

  private static final List<String> COLUMNS =
      List.of("year", "kind", "indicator", "sub", "cause", "measure", "responsible_unit");
  private static final List<String> KINDS = List.of("annual", "midterm", "final");

  /** The sound lines of the file, in their order. */
  static List<Remark> read(Path path, BoxRows rows, Faults faults) {
    Set<List<String>> keys = new HashSet<>();
    List<CsvFile.Entry> lines = CsvFile.read(path, COLUMNS, faults).entries();
    for (CsvFile.Entry line : lines) {
      BoxRows.checkYear(line, "year");
      rows.checkPlanned(line);
      if (!KINDS.contains(line.text("kind"))) {
        line.fault("kind", "must be one of " + String.join(", ", KINDS));
      }
      if (!keys.add(COLUMNS.subList(0, 4).stream().map(line::text).toList())) {
        line.fault("indicator", "must not have two remarks in one evaluation");
      }
    }
    return faults.in(path) ? List.of() : lines.stream().map(Remark::of).toList();
  }

  private static Remark of(CsvFile.Entry line) {
    return new Remark(
        Integer.parseInt(line.text("year")),
        line.text("kind"),
        Integer.parseInt(line.text("indicator")),
        line.text("sub"),
        line.text("cause"),
        line.text("measure"),
        line.text("responsible_unit"));
  }
}
