package canbao.jobs.coverage;

import canbao.jobs.coverage.CoverageCell.Bounds;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Counts people by division for every basis, denominator and family: which sums are needed, and
 * which cells they make.
 */
final class CityCounts {

  static final String PROVINCE = "440000";

  private final Denominators denominators;
  private final Denominator ofResidence;
  private final List<PeopleCount> asked = new ArrayList<>();
  private final Map<Measure, Function<long[], CoverageCell>> cells = new LinkedHashMap<>();

  /** Where the sums of a family stand that several cells need. */
  private final Map<CoverageFamily, Integer> ambiguous = new EnumMap<>(CoverageFamily.class);

  private final Map<CoverageFamily, Integer> dueOfResidence = new EnumMap<>(CoverageFamily.class);

  CityCounts(Denominators denominators) {
    this.denominators = denominators;
    this.ofResidence = denominators.first(Basis.RESIDENCE.word());
    askForAmbiguous();
    askByRegister(Basis.REGISTRATION);
    askByRegister(Basis.RESIDENCE);
    askByEnrolment();
  }

  /** What names a row of the result apart from its division. */
  record Measure(Basis basis, CoverageFamily family, String denominator) {}

  /** All cells of some people, by basis, family and denominator, then by division. */
  static Map<Measure, Map<String, CoverageCell>> of(
      PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    CityCounts counts = new CityCounts(denominators);
    Map<Measure, Map<String, CoverageCell>> cells = counts.cells(groups.sums(counts.asked()));
    cells.putAll(PublishedCounts.of(groups, denominators, figures).beside(cells));
    return cells;
  }

  /** What is to be summed. */
  List<PeopleCount> asked() {
    return asked;
  }

  /**
   * The cells of all denominators that decide of people, for the caller to add to.
   *
   * @param sums of {@link #asked}, by division
   */
  Map<Measure, Map<String, CoverageCell>> cells(Map<String, long[]> sums) {
    Map<Measure, Map<String, CoverageCell>> all = new LinkedHashMap<>();
    cells.forEach(
        (measure, cell) -> {
          Map<String, CoverageCell> byDivision = new LinkedHashMap<>();
          sums.forEach((division, people) -> byDivision.put(division, cell.apply(people)));
          all.put(measure, byDivision);
        });
    return all;
  }

  private int ask(Level level, Basis basis, Predicate<PersonGroup> condition) {
    asked.add(new PeopleCount(level, basis, condition));
    return asked.size() - 1;
  }

  /**
   * People with a live relation in the division who may be any of several in the register: each of
   * them may be one who is due there and not covered otherwise. Who it could be is not listed when
   * a hundred people of a city have the name; that it is at most one person is known.
   */
  private void askForAmbiguous() {
    Predicate<PersonGroup> mayBeHere = PersonGroup::isAmbiguous;
    for (CoverageFamily family : CoverageFamily.values()) {
      ambiguous.put(
          family, ask(Level.CERTAIN, Basis.ENROLMENT, mayBeHere.and(family::isEnrolledHere)));
    }
  }

  private void askByRegister(Basis basis) {
    List<Denominator> ofBasis =
        denominators.denominators().stream()
            .filter(denominator -> denominator.basis().equals(basis.word()))
            .toList();
    for (Denominator denominator : ofBasis) {
      for (CoverageFamily family : CoverageFamily.values()) {
        // A head count has no due set: one row a basis, under its first denominator.
        if (family.hasDueSet() || denominator.equals(ofBasis.get(0))) {
          askByRegister(basis, family, denominator);
        }
      }
    }
  }

  private void askByRegister(Basis basis, CoverageFamily family, Denominator denominator) {
    Predicate<PersonGroup> isDue = isDue(family, denominator);
    int exact = ask(Level.EXACT, basis, isDue.and(PersonGroup::isExact).and(family::isEnrolled));
    int due = ask(Level.CERTAIN, basis, isDue);
    int covered = ask(Level.CERTAIN, basis, isDue.and(family::isEnrolled));
    int high = ask(Level.CERTAIN, basis, isDue.and(family::isProbablyEnrolled));
    int suspended = ask(Level.CERTAIN, basis, isDue.and(family::isSuspended));
    int mayBe = ambiguous.get(family);
    cells.put(
        new Measure(basis, family, denominator.id()),
        sums ->
            new CoverageCell(
                due(family, sums[due]),
                new Bounds(
                    sums[exact], sums[covered], Math.min(sums[due], sums[high] + sums[mayBe])),
                sums[suspended]));
    if (basis == Basis.RESIDENCE && denominator.equals(ofResidence)) {
      dueOfResidence.put(family, due);
    }
  }

  private Predicate<PersonGroup> isDue(CoverageFamily family, Denominator denominator) {
    if (!family.hasDueSet()) {
      return group -> !group.isDead();
    }
    int bit = new DueBits(denominators).of(denominator, family.dueAs());
    return group -> group.hasDueBit(bit);
  }

  private void askByEnrolment() {
    for (CoverageFamily family : CoverageFamily.values()) {
      Predicate<PersonGroup> isEnrolled = family::isEnrolledHere;
      // Who is linked to somebody whom the register has on other days alone is nobody on this one.
      Predicate<PersonGroup> isKnown = isEnrolled.and(PersonGroup::isIdentified);
      int exact = ask(Level.EXACT, Basis.ENROLMENT, isKnown);
      int covered = ask(Level.CERTAIN, Basis.ENROLMENT, isKnown);
      int high = ask(Level.CERTAIN, Basis.ENROLMENT, isEnrolled);
      int due = dueOfResidence.get(family);
      cells.put(
          new Measure(Basis.ENROLMENT, family, ofResidence.id()),
          sums ->
              new CoverageCell(
                  due(family, sums[due]), new Bounds(sums[exact], sums[covered], sums[high]), 0));
    }
  }

  private static Optional<Long> due(CoverageFamily family, long people) {
    return family.hasDueSet() ? Optional.of(people) : Optional.empty();
  }
}
