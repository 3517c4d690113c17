package canbao.jobs.sample;

import canbao.jobs.sample.CoverageCell.Basis;
import canbao.jobs.sample.CoverageCell.Coverage;
import canbao.jobs.sample.CoverageCell.Due;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines {@code published_resident} of {@code truth/coverage.csv}: due people by the residents that
 * the statistic source publishes.
 *
 * <p>The source has figures of the first day's year, of cities, and no share of ages: there are
 * lines for medical and any, of the cities and, as all cities have a figure, of the province.
 */
final class TruePublishedCoverage {

  private TruePublishedCoverage() {}

  /** The lines of one night. */
  static List<String> lines(LocalDate asOf, CoverageTally tally, SampleOptions options) {
    List<String> lines = new ArrayList<>();
    if (asOf.getYear() == options.firstDay().getYear()) {
      for (Coverage coverage : List.of(Coverage.MEDICAL, Coverage.ANY)) {
        CoverageCell cell = cell(coverage, Due.MEDICAL);
        long all = 0;
        for (int city = 0; city < Cities.COUNT; city++) {
          long residents = Statistics.residents(options, city);
          all += residents;
          lines.add(line(asOf, tally, city, cell, residents));
        }
        lines.add(line(asOf, tally, CoverageTally.PROVINCE, cell, all));
      }
    }
    return lines;
  }

  private static String line(
      LocalDate asOf, CoverageTally tally, int place, CoverageCell cell, long residents) {
    CoverageCell everybody = cell(cell.coverage(), Due.EVERYBODY);
    long excluded = tally.due(place, everybody) - tally.due(place, cell);
    long due = Math.max(0, residents - excluded);
    long covered = tally.covered(place, cell);
    String division =
        place == CoverageTally.PROVINCE ? "440000" : Integer.toString(Cities.code(place));
    return String.format(
        Locale.ROOT,
        "%s,residence,%s,%s,published_resident,%d,%d,%d,%d",
        asOf,
        division,
        cell.family(),
        due,
        covered,
        covered,
        covered);
  }

  private static CoverageCell cell(Coverage coverage, Due due) {
    return CoverageCell.of(Basis.RESIDENCE).stream()
        .filter(cell -> cell.coverage() == coverage && cell.due() == due)
        .findFirst()
        .orElseThrow();
  }
}
