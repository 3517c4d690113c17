package canbao.jobs.group;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Kind of household registration: the first digit of AAC009. The second one, local or from
 * elsewhere, is left out: the places of registration and residence say so, and for everybody.
 */
public enum RegistrationKind {
  /** Unreadable, empty, or of a numbering that has one digit. */
  UNKNOWN,
  URBAN,
  RURAL,
  /** From Hong Kong, Macao or Taiwan, or of overseas Chinese. */
  HMT_OVERSEAS,
  FOREIGN,
  /** Where urban and rural registration are told apart no longer. */
  RESIDENT;

  private static final List<RegistrationKind> IN_ORDER = List.of(values());

  /** Kinds as they are counted: the foreign and the unknown are together. */
  static final List<String> GROUPS = List.of("urban", "rural", "resident", "hmt_overseas", "other");

  /** The number of a kind by its code. */
  public static Column read(Column code) {
    Column first = code.substr(1, 1).cast("int");
    return when(
            length(code).equalTo(2).and(first.between(URBAN.number(), RESIDENT.number())), first)
        .otherwise(lit(UNKNOWN.number()));
  }

  /** The number, where somebody has none that of who is unknown. */
  public static Column known(Column number) {
    return coalesce(number, lit(UNKNOWN.number()));
  }

  /** The number among {@link #GROUPS} of the number of a kind. */
  static Column group(Column number) {
    return when(number.equalTo(URBAN.number()), 0)
        .when(number.equalTo(RURAL.number()), 1)
        .when(number.equalTo(RESIDENT.number()), 2)
        .when(number.equalTo(HMT_OVERSEAS.number()), 3)
        .otherwise(4);
  }

  private int number() {
    return IN_ORDER.indexOf(this);
  }
}
