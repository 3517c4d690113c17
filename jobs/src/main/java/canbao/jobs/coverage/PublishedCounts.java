package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts against people due by published figures: a division has a cell where a figure of the year
 * is known.
 *
 * <p>A published figure says how many are due, not who. So covered, its bounds and suspended are
 * those of the people living there who are due by the first denominator of residence, and covered
 * may exceed due where the register knows more people than were published.
 */
final class PublishedCounts {

  private final PersonGroups groups;
  private final Denominators denominators;
  private final PublishedFigures figures;

  PublishedCounts(PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    this.groups = groups;
    this.denominators = denominators;
    this.figures = figures;
  }

  /**
   * Cells of every published denominator by basis, family and denominator, then by division.
   *
   * @param residence cells by residence
   * @param first id of the first denominator of residence
   */
  Map<Measure, Map<String, CoverageCell>> beside(
      Map<Measure, Map<String, CoverageCell>> residence, String first) {
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    if (figures.isEmpty()) {
      return cells;
    }
    for (PublishedDenominator published : denominators.published()) {
      Map<Family, Map<String, Long>> due = due(published);
      for (CoverageFamily family : CoverageFamily.values()) {
        if (family.hasDueSet()) {
          Measure measured = new Measure(Basis.RESIDENCE, family, first);
          cells.put(
              new Measure(Basis.RESIDENCE, family, published.id()),
              measured(residence.get(measured), due.get(family.dueAs())));
        }
      }
    }
    return cells;
  }

  /** Covered people of some divisions, in their order, against other numbers of people due. */
  static Map<String, CoverageCell> measured(
      Map<String, CoverageCell> covered, Map<String, Long> due) {
    Map<String, CoverageCell> cells = new LinkedHashMap<>();
    covered.forEach(
        (division, cell) -> {
          if (due.containsKey(division)) {
            cells.put(division, cell.withDue(Optional.of(due.get(division))));
          }
        });
    return cells;
  }

  /** People less those counted off; no place has fewer than nobody due. */
  static Map<String, Long> less(Map<String, Long> people, Map<String, Long> excluded) {
    Map<String, Long> due = new HashMap<>();
    people.forEach(
        (division, all) ->
            due.put(division, Math.max(0, all - excluded.getOrDefault(division, 0L))));
    return due;
  }

  private Map<Family, Map<String, Long>> due(PublishedDenominator published) {
    DueBits bits = new DueBits(denominators);
    int ofPension = bits.countedOff(published, Family.PENSION);
    int ofMedical = bits.countedOff(published, Family.MEDICAL);
    Map<String, long[]> sums =
        groups.sums(
            Basis.RESIDENCE,
            List.of(group -> group.hasDueBit(ofPension), group -> group.hasDueBit(ofMedical)));
    String code = published.populationCode();
    return Map.of(
        Family.PENSION,
        less(figures.peopleOfShare(code, published.pensionShareCode()), excluded(sums, 0)),
        Family.MEDICAL,
        less(figures.people(code), excluded(sums, 1)));
  }

  private static Map<String, Long> excluded(Map<String, long[]> sums, int place) {
    Map<String, Long> people = new HashMap<>();
    sums.forEach((division, counts) -> people.put(division, counts[place]));
    return people;
  }
}
