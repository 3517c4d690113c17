package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * What cannot be of a person, or is to be asked about: bits of the one number {@code suspicions}.
 */
enum Suspicion {
  TWICE_IN_A_LINE,
  EMPLOYEE_AND_RESIDENT_PENSION,
  EMPLOYEE_AND_RESIDENT_MEDICAL,
  DEAD_AND_ENROLLED,
  STOPPED_AFTER_DEATH,
  DRAWS_IN_PRISON,
  RETIRED_AND_EMPLOYED,
  PAYS_BEYOND_PENSION_AGE,
  PERIODS_OF_TWO_CITIES,
  OLD_STUDENT,
  GROUP_NOT_INSURED,
  PAID_BY_TWO_LINES,
  PAID_AFTER_DEATH,
  PAID_AND_IN_PRISON_SOME_DAY;

  /** Of which relations are to be looked at. */
  static final Set<Suspicion> OF_RELATIONS =
      Set.copyOf(EnumSet.range(TWICE_IN_A_LINE, PERIODS_OF_TWO_CITIES));

  /** Of which benefits are to be looked at. */
  static final Set<Suspicion> OF_BENEFITS =
      Set.of(PAID_BY_TWO_LINES, PAID_AFTER_DEATH, PAID_AND_IN_PRISON_SOME_DAY);

  private static final List<Suspicion> IN_ORDER = List.of(values());

  private int bit() {
    return 1 << IN_ORDER.indexOf(this);
  }

  /** Of a person: this one, if the condition is true. */
  Column when(Column condition) {
    return functions.when(coalesce(condition, lit(false)), lit(bit())).otherwise(lit(0));
  }

  boolean isIn(int suspicions) {
    return (suspicions & bit()) != 0;
  }

  /** Whether one of them is in the column {@code suspicions}. */
  static Column isOneOf(Collection<Suspicion> some) {
    int bits = some.stream().mapToInt(Suspicion::bit).reduce(0, (one, other) -> one | other);
    return col("suspicions").bitwiseAND(bits).notEqual(0);
  }
}
