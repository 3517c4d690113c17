package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import java.util.EnumMap;
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

  private static final List<Family> FAMILIES = List.of(Family.PENSION, Family.MEDICAL);

  private final Map<String, long[]> countedOff;
  private final Denominators denominators;
  private final PublishedFigures figures;

  /**
   * @param countedOff sums of what is {@link #asked}, by division
   */
  PublishedCounts(
      Map<String, long[]> countedOff, Denominators denominators, PublishedFigures figures) {
    this.countedOff = countedOff;
    this.denominators = denominators;
    this.figures = figures;
  }

  static PublishedCounts of(
      PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    return new PublishedCounts(groups.sums(asked(denominators)), denominators, figures);
  }

  /** What is to be summed: who is counted off, of each denominator pension before medical. */
  static List<PeopleCount> asked(Denominators denominators) {
    DueBits bits = new DueBits(denominators);
    return denominators.published().stream()
        .flatMap(published -> FAMILIES.stream().map(family -> bits.countedOff(published, family)))
        .map(bit -> new PeopleCount(Level.CERTAIN, Basis.RESIDENCE, group -> group.hasDueBit(bit)))
        .toList();
  }

  /**
   * Cells of every published denominator by basis, family and denominator, then by division.
   *
   * @param residence cells by residence
   */
  Map<Measure, Map<String, CoverageCell>> beside(
      Map<Measure, Map<String, CoverageCell>> residence) {
    String first = denominators.first(Basis.RESIDENCE.word()).id();
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

  /**
   * How many more people are counted off a figure than it has, who leave nobody due: by measure and
   * division as {@link #beside} gives them.
   */
  Map<Measure, Map<String, Long>> beyond() {
    Map<Measure, Map<String, Long>> cells = new LinkedHashMap<>();
    for (PublishedDenominator published : denominators.published()) {
      for (CoverageFamily family : CoverageFamily.values()) {
        if (family.hasDueSet()) {
          cells.put(
              new Measure(Basis.RESIDENCE, family, published.id()),
              beyond(people(published, family.dueAs()), excluded(published, family.dueAs())));
        }
      }
    }
    return cells;
  }

  private static Map<String, Long> beyond(Map<String, Long> people, Map<String, Long> excluded) {
    Map<String, Long> beyond = new HashMap<>();
    people.forEach(
        (division, all) ->
            beyond.put(division, Math.max(0, excluded.getOrDefault(division, 0L) - all)));
    return beyond;
  }

  private Map<Family, Map<String, Long>> due(PublishedDenominator published) {
    Map<Family, Map<String, Long>> due = new EnumMap<>(Family.class);
    for (Family family : FAMILIES) {
      due.put(family, less(people(published, family), excluded(published, family)));
    }
    return due;
  }

  /** The figures, before anybody is counted off. */
  private Map<String, Long> people(PublishedDenominator published, Family family) {
    String code = published.populationCode();
    return family == Family.PENSION
        ? figures.peopleOfShare(code, published.pensionShareCode())
        : figures.people(code);
  }

  private Map<String, Long> excluded(PublishedDenominator published, Family family) {
    int place =
        FAMILIES.size() * denominators.published().indexOf(published) + FAMILIES.indexOf(family);
    Map<String, Long> people = new HashMap<>();
    countedOff.forEach((division, counts) -> people.put(division, counts[place]));
    return people;
  }
}
