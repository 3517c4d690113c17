package canbao.jobs.control;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether all that a day's numbers rest on was handed on whole, as far as the gate can see: what
 * the steps have written, and the tables as they are now.
 *
 * @param asOf the day
 * @param runId the run that the numbers are of
 */
public record DayControl(Lake lake, LocalDate asOf, String runId) {

  /** Stands in place of a rule's id in a verdict. */
  public static final String NAME = "control_numbers";

  /** The numbers that do not balance; of a run without control numbers one that says so. */
  public List<ControlNumber> broken() {
    List<ControlNumber> ofCoverage = new ControlNumbers(lake, "coverage", asOf, runId).written();
    if (ofCoverage.isEmpty()) {
      return List.of(ControlNumber.of("coverage of run " + runId, 1, 0));
    }
    return Stream.of(
            ControlNumbers.broken(lake, asOf),
            RowCounts.read(lake).held(),
            ofCoverage.stream().filter(ControlNumber::isOfDaysTable).map(this::asItIs).toList())
        .flatMap(List::stream)
        .filter(number -> !number.isBalanced())
        .distinct()
        .toList();
  }

  private ControlNumber asItIs(ControlNumber table) {
    long rows = lake.size(table.source(), Slice.where("as_of", asOf));
    return ControlNumber.of(table.source(), table.rowsIn(), rows);
  }
}
