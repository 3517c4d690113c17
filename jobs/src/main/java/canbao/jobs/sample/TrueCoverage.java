package canbao.jobs.sample;

import canbao.jobs.sample.CoverageCell.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The file {@code truth/coverage.csv}: one line a night, basis, division, family, denominator. */
final class TrueCoverage {

  static final String HEADER =
      "as_of,basis,division,family,denominator,due,covered_low,covered,covered_high";

  private TrueCoverage() {}

  /** The lines of one night, sorted. */
  static List<String> lines(String asOf, CoverageTally tally) {
    List<String> lines = new ArrayList<>();
    for (int place = 0; place < CoverageTally.PLACES; place++) {
      for (CoverageCell cell : CoverageCell.all()) {
        lines.add(line(asOf, tally, place, cell));
      }
    }
    lines.sort(null);
    return lines;
  }

  private static String line(String asOf, CoverageTally tally, int place, CoverageCell cell) {
    CoverageCell dueCell = cell.basis() == Basis.ENROLMENT ? cell.residentDue() : cell;
    long due = tally.due(place, dueCell);
    long covered = tally.covered(place, cell);
    return String.join(
        ",",
        asOf,
        cell.basis().name().toLowerCase(Locale.ROOT),
        division(place),
        cell.family(),
        cell.denominator(),
        cell.isHeadCount() ? "" : Long.toString(due),
        Long.toString(covered),
        Long.toString(covered),
        Long.toString(covered));
  }

  private static String division(int place) {
    return switch (place) {
      case CoverageTally.SHUNDE -> Integer.toString(Cities.SHUNDE);
      case CoverageTally.PROVINCE -> "440000";
      default -> Integer.toString(Cities.code(place));
    };
  }
}
