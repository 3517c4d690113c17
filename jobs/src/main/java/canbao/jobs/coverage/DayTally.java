package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominators;
import java.time.LocalDate;
import java.util.Map;

/** All cells of the days of a period, from the people who were added up to each. */
final class DayTally {

  private final Denominators denominators;
  private final CityCounts counts;
  private final PeopleTally people;
  private final PeopleTally countedOff;
  private final PeriodFigures figures;

  DayTally(Denominators denominators, PeriodFigures figures) {
    this.denominators = denominators;
    this.counts = new CityCounts(denominators);
    this.people = new PeopleTally(counts.asked());
    this.countedOff = new PeopleTally(PublishedCounts.asked(denominators));
    this.figures = figures;
  }

  void add(PersonGroup group) {
    people.add(group);
    countedOff.add(group);
  }

  /** By basis, family and denominator, then by division: as {@link CityCounts#of} gives them. */
  Map<Measure, Map<String, CoverageCell>> on(LocalDate day) {
    Map<Measure, Map<String, CoverageCell>> cells = counts.cells(people.sums());
    cells.putAll(
        new PublishedCounts(countedOff.sums(), denominators, figures.on(day)).beside(cells));
    return cells;
  }
}
