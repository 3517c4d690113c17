package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** Facts that are true of a person or not: bits of one number. */
enum Fact {
  IN_REGISTER,
  DEAD,
  IN_PRISON,
  STUDENT,
  AWAY,
  IN_GROUP,
  HAS_PENSION,
  HAS_MEDICAL,
  DRAWS,
  PAYS_WITHOUT_REASON,
  RETIRED,
  EMPLOYED,
  HAS_OTHER_THAN_RESIDENT_MEDICAL,
  HAS_RESIDENT_MEDICAL,
  LEFT_EMPLOYEE_PENSION,
  LEFT_PUBLIC_INSTITUTION_PENSION,
  LEFT_RESIDENT_PENSION,
  LEFT_EMPLOYEE_MEDICAL,
  WAS_IN_PRISON,
  PAID_EMPLOYEE_PENSION,
  PAID_PUBLIC_INSTITUTION_PENSION,
  PAID_RESIDENT_PENSION;

  private static final List<Fact> IN_ORDER = List.of(values());

  /** That a relation of the line has ended. */
  static Fact left(Line line) {
    return valueOf("LEFT_" + line.name());
  }

  /** That a pension of the line was paid. */
  static Fact paid(Line line) {
    return valueOf("PAID_" + line.name());
  }

  /** Of a row of which the condition is true. */
  Column of(Column condition) {
    return when(condition, lit(bit())).otherwise(lit(0));
  }

  /** Of folded facts. */
  Column isIn() {
    return col("facts").bitwiseAND(bit()).notEqual(0);
  }

  private int bit() {
    return 1 << IN_ORDER.indexOf(this);
  }
}
