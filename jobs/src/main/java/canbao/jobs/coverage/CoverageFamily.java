package canbao.jobs.coverage;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The families of result rows: those of lines, and the two made of pension and medical. */
enum CoverageFamily {
  PENSION(Family.PENSION),
  MEDICAL(Family.MEDICAL),
  /** Pension or medical; who is due for medical is due. */
  ANY(Family.MEDICAL),
  /** Pension and medical; who is due for a pension is due. */
  BOTH(Family.PENSION),
  UNEMPLOYMENT(Family.UNEMPLOYMENT),
  WORK_INJURY(Family.WORK_INJURY),
  MATERNITY(Family.MATERNITY);

  private final Family dueAs;

  CoverageFamily(Family dueAs) {
    this.dueAs = dueAs;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The family whose due set counts. */
  Family dueAs() {
    return dueAs;
  }

  /** The families whose lines make cover in it. */
  List<Family> lineFamilies() {
    return this == ANY || this == BOTH ? List.of(Family.PENSION, Family.MEDICAL) : List.of(dueAs);
  }

  boolean hasDueSet() {
    return dueAs.hasDueSet();
  }

  /** Whether people are enrolled in any pool. */
  boolean isEnrolled(PersonGroup group) {
    return holds(group::isEnrolled);
  }

  /** Whether people are enrolled in any pool, with relations that are probably theirs. */
  boolean isProbablyEnrolled(PersonGroup group) {
    return holds(group::isProbablyEnrolled);
  }

  /** Whether people are enrolled in the pool of the place where they are counted. */
  boolean isEnrolledHere(PersonGroup group) {
    return holds(group::isEnrolledHere);
  }

  /** Whether people have a suspended relation where an enrolled one is lacking. */
  boolean isSuspended(PersonGroup group) {
    boolean isSuspended =
        switch (this) {
          case PENSION -> group.isPensionSuspended();
          case MEDICAL -> group.isMedicalSuspended();
          case ANY, BOTH -> group.isPensionSuspended() || group.isMedicalSuspended();
          default -> false;
        };
    return isSuspended && !isEnrolled(group);
  }

  /** Whether somebody is enrolled of whom it is told by family. */
  boolean isEnrolledIn(Predicate<Family> isEnrolled) {
    return holds(isEnrolled);
  }

  private boolean holds(Predicate<Family> isOf) {
    return switch (this) {
      case ANY -> isOf.test(Family.PENSION) || isOf.test(Family.MEDICAL);
      case BOTH -> isOf.test(Family.PENSION) && isOf.test(Family.MEDICAL);
      default -> isOf.test(dueAs);
    };
  }
}
