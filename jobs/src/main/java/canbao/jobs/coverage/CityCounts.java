package canbao.jobs.coverage;

import canbao.jobs.coverage.CoverageCell.Bounds;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Counts people by division for every basis, denominator and family. */
final class CityCounts {

  static final String PROVINCE = "440000";

  private final PersonGroups groups;
  private final Denominators denominators;
  private final PublishedFigures figures;
  private final String ofResidence;

  /**
   * @param figures of the day's year
   */
  CityCounts(PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    this.groups = groups;
    this.denominators = denominators;
    this.figures = figures;
    this.ofResidence = denominators.first(Basis.RESIDENCE.word()).id();
  }

  /** What names a row of the result apart from its division. */
  record Measure(Basis basis, CoverageFamily family, String denominator) {}

  /** All cells, by basis, family and denominator, then by division. */
  Map<Measure, Map<String, CoverageCell>> all() {
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    cells.putAll(ofRegister(Basis.REGISTRATION));
    cells.putAll(ofRegister(Basis.RESIDENCE));
    cells.putAll(ofEnrolment(cells));
    cells.putAll(new PublishedCounts(groups, denominators, figures).beside(cells, ofResidence));
    return cells;
  }

  private Map<Measure, Map<String, CoverageCell>> ofRegister(Basis basis) {
    List<Denominator> ofBasis =
        denominators.denominators().stream()
            .filter(denominator -> denominator.basis().equals(basis.word()))
            .toList();
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    for (Denominator denominator : ofBasis) {
      for (CoverageFamily family : CoverageFamily.values()) {
        // A head count has no due set: one row a basis, under its first denominator.
        if (family.hasDueSet() || denominator.equals(ofBasis.get(0))) {
          cells.put(
              new Measure(basis, family, denominator.id()), cells(basis, family, denominator));
        }
      }
    }
    return cells;
  }

  private Map<String, CoverageCell> cells(
      Basis basis, CoverageFamily family, Denominator denominator) {
    Predicate<PersonGroup> isDue = isDue(family, denominator);
    Map<String, long[]> exact =
        groups.sums(
            Level.EXACT, basis, List.of(isDue.and(PersonGroup::isExact).and(family::isEnrolled)));
    Map<String, long[]> sums =
        groups.sums(
            basis,
            List.of(
                isDue,
                isDue.and(family::isEnrolled),
                isDue.and(family::isProbablyEnrolled),
                isDue.and(family::isSuspended)));
    Map<String, Long> ambiguous = ambiguous(family);
    Map<String, CoverageCell> cells = new LinkedHashMap<>();
    sums.forEach(
        (division, people) ->
            cells.put(
                division,
                new CoverageCell(
                    family.hasDueSet() ? Optional.of(people[0]) : Optional.empty(),
                    new Bounds(
                        exact.get(division)[0],
                        people[1],
                        Math.min(people[0], people[2] + ambiguous.get(division))),
                    people[3])));
    return cells;
  }

  /**
   * People with a live relation in the division who may be any of several in the register: each of
   * them may be one who is due there and not covered otherwise. Who it could be is not listed when
   * a hundred people of a city have the name; that it is at most one person is known.
   */
  private Map<String, Long> ambiguous(CoverageFamily family) {
    Predicate<PersonGroup> mayBeHere = PersonGroup::isAmbiguous;
    Map<String, Long> people = new LinkedHashMap<>();
    groups
        .sums(Basis.ENROLMENT, List.of(mayBeHere.and(family::isEnrolledHere)))
        .forEach((division, sum) -> people.put(division, sum[0]));
    return people;
  }

  private Predicate<PersonGroup> isDue(CoverageFamily family, Denominator denominator) {
    if (!family.hasDueSet()) {
      return group -> !group.isDead();
    }
    int bit = new DueBits(denominators).of(denominator, family.dueAs());
    return group -> group.hasDueBit(bit);
  }

  private Map<Measure, Map<String, CoverageCell>> ofEnrolment(
      Map<Measure, Map<String, CoverageCell>> residence) {
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    for (CoverageFamily family : CoverageFamily.values()) {
      Predicate<PersonGroup> isEnrolled = family::isEnrolledHere;
      Map<String, long[]> exact = groups.sums(Level.EXACT, Basis.ENROLMENT, List.of(isEnrolled));
      Map<String, long[]> sums =
          groups.sums(
              Basis.ENROLMENT, List.of(isEnrolled.and(PersonGroup::isIdentified), isEnrolled));
      Measure due = new Measure(Basis.RESIDENCE, family, ofResidence);
      Map<String, CoverageCell> byDivision = new LinkedHashMap<>();
      sums.forEach(
          (division, people) ->
              byDivision.put(
                  division,
                  new CoverageCell(
                      residence.get(due).get(division).due(),
                      new Bounds(exact.get(division)[0], people[0], people[1]),
                      0)));
      cells.put(new Measure(Basis.ENROLMENT, family, due.denominator()), byDivision);
    }
    return cells;
  }
}
