package canbao.jobs.coverage;

import canbao.jobs.coverage.RevisedGroup.Side;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A basis, denominator and family whose due people are counted one by one, and how a person counts
 * in it.
 *
 * @param dueBit of {@code due_bits}: who is due, and covered if enrolled
 * @param countedOffBit of those who are counted off a published figure; empty where people are due
 */
record RevisedCell(
    Basis basis,
    String denominator,
    CoverageFamily family,
    int dueBit,
    Optional<Integer> countedOffBit) {

  /** All of them, in the order of the result's rows. */
  static List<RevisedCell> all(Denominators denominators) {
    DueBits bits = new DueBits(denominators);
    List<RevisedCell> cells = new ArrayList<>();
    for (Basis basis : List.of(Basis.REGISTRATION, Basis.RESIDENCE)) {
      for (Denominator denominator : denominators.denominators()) {
        if (denominator.basis().equals(basis.word())) {
          for (CoverageFamily family : families()) {
            cells.add(
                new RevisedCell(
                    basis,
                    denominator.id(),
                    family,
                    bits.of(denominator, family.dueAs()),
                    Optional.empty()));
          }
        }
      }
    }
    Denominator first = denominators.first(Basis.RESIDENCE.word());
    for (PublishedDenominator published : denominators.published()) {
      for (CoverageFamily family : families()) {
        cells.add(
            new RevisedCell(
                Basis.RESIDENCE,
                published.id(),
                family,
                bits.of(first, family.dueAs()),
                Optional.of(bits.countedOff(published, family.dueAs()))));
      }
    }
    return cells;
  }

  private static List<CoverageFamily> families() {
    return List.of(
        CoverageFamily.PENSION, CoverageFamily.MEDICAL, CoverageFamily.ANY, CoverageFamily.BOTH);
  }

  /** The divisions in which a group counts before, after or both. */
  Set<String> divisions(RevisedGroup group) {
    Set<String> divisions = new LinkedHashSet<>();
    group.before().ifPresent(side -> divisions.addAll(side.divisions(basis)));
    group.after().ifPresent(side -> divisions.addAll(side.divisions(basis)));
    return divisions;
  }

  /** What one person of a side adds to due in a division. */
  long due(Optional<Side> side, String division) {
    return countedOffBit
        .map(bit -> -count(side, division, person -> person.has(bit)))
        .orElseGet(() -> count(side, division, person -> person.has(dueBit)));
  }

  /** What one person of a side adds to covered in a division. */
  long covered(Optional<Side> side, String division) {
    return count(
        side, division, person -> person.has(dueBit) && family.isEnrolledIn(person::isEnrolled));
  }

  /** Whether a group counts in a division as it did, but for being enrolled. */
  boolean isDueAsBefore(RevisedGroup group, String division) {
    Predicate<Side> isDue = person -> person.has(dueBit);
    return due(group.before(), division) == due(group.after(), division)
        && count(group.before(), division, isDue) == count(group.after(), division, isDue);
  }

  private long count(Optional<Side> side, String division, Predicate<Side> condition) {
    return side.filter(person -> person.divisions(basis).contains(division))
            .filter(condition)
            .isPresent()
        ? 1
        : 0;
  }
}
