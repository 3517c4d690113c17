package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.published_bridge}: from the people due by a published figure to those
 * covered by the register, by steps that add up. It tells why a rate by a published denominator is
 * above 100 %: more people stand in the register than were published.
 */
record PublishedBridge(LocalDate day, Denominators denominators) {

  /**
   * The rows, by family, denominator, edition and division; none for divisions without a figure.
   *
   * @param counts as {@link CityCounts#of} gives them
   * @param groups that they were counted of
   * @param figures of the day's year
   */
  List<Row> rows(
      Map<Measure, Map<String, CoverageCell>> counts,
      PersonGroups groups,
      PublishedFigures figures,
      String runId) {
    List<Row> rows = new ArrayList<>();
    for (PublishedDenominator published : denominators.published()) {
      for (String edition : figures.editions(published.populationCode())) {
        PublishedFigures ofEdition = figures.of(published.populationCode(), edition);
        String first = denominators.first(Basis.RESIDENCE.word()).id();
        Map<Measure, Map<String, CoverageCell>> cells =
            PublishedCounts.of(groups, denominators, ofEdition).beside(counts);
        for (CoverageFamily family : List.of(CoverageFamily.PENSION, CoverageFamily.MEDICAL)) {
          Map<String, long[]> unnumbered = withoutNumber(groups, family);
          Map<String, CoverageCell> residence =
              counts.get(new Measure(Basis.RESIDENCE, family, first));
          cells
              .getOrDefault(new Measure(Basis.RESIDENCE, family, published.id()), Map.of())
              .forEach(
                  (division, cell) ->
                      steps(cell, residence.get(division), unnumbered.get(division)[0])
                          .forEach(
                              (step, people) ->
                                  rows.add(
                                      RowFactory.create(
                                          day,
                                          division,
                                          family.word(),
                                          published.id(),
                                          edition,
                                          step.number(),
                                          step.word(),
                                          people.here(),
                                          people.running(),
                                          cell.bounds().covered() > cell.due().orElse(0L),
                                          runId))));
        }
      }
    }
    return rows;
  }

  /** People due by residence who have no valid number: some may stand there twice. */
  private Map<String, long[]> withoutNumber(PersonGroups groups, CoverageFamily family) {
    int bit =
        new DueBits(denominators).of(denominators.first(Basis.RESIDENCE.word()), family.dueAs());
    return groups.sums(Basis.RESIDENCE, List.of(group -> group.hasDueBit(bit) && !group.isExact()));
  }

  private record Step(int number, String word) {}

  private record People(long here, long running) {}

  /**
   * The steps of one division.
   *
   * @param published people due by the figure, and covered
   * @param residence people due by the register, and covered
   * @param unnumbered people of them without a valid number
   */
  private static Map<Step, People> steps(
      CoverageCell published, CoverageCell residence, long unnumbered) {
    long start = published.due().orElse(0L);
    long inRegister = residence.due().orElse(0L);
    Map<String, Long> steps = new LinkedHashMap<>();
    steps.put("published_due", start);
    steps.put("without_valid_number", unnumbered);
    steps.put("register_differs", inRegister - unnumbered - start);
    steps.put("not_covered", residence.bounds().covered() - inRegister);
    Map<Step, People> all = new LinkedHashMap<>();
    long running = 0;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      running += step.getValue();
      all.put(new Step(all.size() + 1, step.getKey()), new People(step.getValue(), running));
    }
    return all;
  }
}
