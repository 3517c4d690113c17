package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.coverage.PersonGroups.Condition;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

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

  boolean hasDueSet() {
    return dueAs.hasDueSet();
  }

  /**
   * Whether a person is enrolled.
   *
   * @param isWhere whether a set of cities holds the place asked for
   */
  Column isEnrolled(UnaryOperator<Column> isWhere) {
    Column pension = isWhere.apply(PersonGroups.pools(Family.PENSION));
    Column medical = isWhere.apply(PersonGroups.pools(Family.MEDICAL));
    return switch (this) {
      case ANY -> pension.or(medical);
      case BOTH -> pension.and(medical);
      default -> isWhere.apply(PersonGroups.pools(dueAs));
    };
  }

  /** Whether a person has a suspended relation where an enrolled one is lacking. */
  Column isSuspended() {
    Column pension = col("is_pension_suspended");
    Column medical = col("is_medical_suspended");
    Column suspended =
        switch (this) {
          case PENSION -> pension;
          case MEDICAL -> medical;
          case ANY, BOTH -> pension.or(medical);
          default -> lit(false);
        };
    return suspended.and(not(isEnrolled(PersonGroups::isAnywhere)));
  }

  Condition named(String prefix, Column holds) {
    return new Condition(prefix + "_" + word(), holds);
  }
}
