package canbao.jobs.coverage;

import static canbao.jobs.coverage.StatesBeside.after;
import static canbao.jobs.coverage.StatesBeside.before;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * Why a person counts in a division on one day and not on another. Each person has one cause a
 * side, the first that fits, so that the causes add up to the difference.
 *
 * <p>Over {@link StatesBeside}, with the columns named here as constants.
 */
enum ChangeCause {
  ENTERED_OF_AGE(Side.DUE, +1, "达到年龄 / came of age"),
  ENTERED_BORN(Side.DUE, +1, "出生 / new to the register, and can have been born since"),
  ENTERED_MOVED_IN(Side.DUE, +1, "迁入 / new to the register or to the division"),
  ENTERED_EXCLUSION_ENDED(Side.DUE, +1, "排除情形终止 / no student, soldier, … any more"),
  ENTERED_CORRECTION(Side.DUE, +1, "登记更正 / the register was corrected"),
  LEFT_DIED(Side.DUE, -1, "死亡 / died"),
  LEFT_MOVED_OUT(Side.DUE, -1, "迁出 / moved out of the division"),
  LEFT_EXCLUSION_BEGAN(Side.DUE, -1, "排除情形开始 / became a student, soldier, …"),
  LEFT_CORRECTION(Side.DUE, -1, "登记更正 / the register was corrected or withdrew the person"),
  GAINED_ENROLLED(Side.COVERED, +1, "新参保 / due on both days, and enrolled since"),
  GAINED_ENTERED(Side.COVERED, +1, "新增应参保者已参保 / covered, and not due before"),
  GAINED_LATE_REPORT(
      Side.COVERED, +1, "补报 / due on both days, by a relation that had begun and was not known"),
  LOST_LAPSED(Side.COVERED, -1, "断保 / due on both days, and not enrolled any more"),
  LOST_DIED(Side.COVERED, -1, "死亡 / died"),
  LOST_LEFT(Side.COVERED, -1, "不再应参保 / not due any more");

  /** Which of the two counts of a division is moved. */
  enum Side {
    DUE,
    COVERED
  }

  /** BOOLEAN: whether the family is one that only those of working age or more are due for. */
  static final String HAS_LEAST_AGE = "has_least_age";

  /** BOOLEAN: whether the division is the person's on the earlier day, and on the later one. */
  static final String WAS_HERE = "was_here";

  static final String IS_HERE = "is_here";

  /** BOOLEAN: whether the person was due in the division, and is; was covered there, and is. */
  static final String WAS_DUE = "was_due";

  static final String IS_DUE = "is_due";
  static final String WAS_COVERED = "was_covered";
  static final String IS_COVERED = "is_covered";

  /** BOOLEAN: whether a relation that covers now was only reported late. */
  static final String IS_LATE = "is_late";

  private final Side side;
  private final int sign;
  private final String comment;

  ChangeCause(Side side, int sign, String comment) {
    this.side = side;
    this.sign = sign;
    this.comment = comment;
  }

  /** Its column in {@code coverage.change}. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, Chinese and English. */
  String comment() {
    return comment;
  }

  /** Whether it adds people or takes them away. */
  int sign() {
    return sign;
  }

  static List<ChangeCause> of(Side side) {
    return Arrays.stream(values()).filter(cause -> cause.side == side).toList();
  }

  /**
   * STRING: the cause for which somebody is due now and was not, or the other way round; NULL if
   * neither.
   *
   * @param years full years between the days
   */
  static Column ofDue(int years) {
    return when(col(IS_DUE).and(not(col(WAS_DUE))), entered(years))
        .when(col(WAS_DUE).and(not(col(IS_DUE))), left());
  }

  /** STRING: the same of being covered, which only who is due can be. */
  static Column ofCovered() {
    Column gained =
        when(not(col(WAS_DUE)), word(GAINED_ENTERED))
            .when(col(IS_LATE), word(GAINED_LATE_REPORT))
            .otherwise(word(GAINED_ENROLLED));
    Column lost =
        when(col(IS_DUE), word(LOST_LAPSED))
            .when(hasDied(), word(LOST_DIED))
            .otherwise(word(LOST_LEFT));
    return when(col(IS_COVERED).and(not(col(WAS_COVERED))), gained)
        .when(col(WAS_COVERED).and(not(col(IS_COVERED))), lost);
  }

  /**
   * Who is new to the register and can have been born since was born; whoever else is new has moved
   * in, as those have who lived somewhere else. Of who was here and is of age, alive and due now,
   * an exclusion alone has kept him or her out.
   */
  private static Column entered(int years) {
    Column grownUpSince = after("age").minus(before("age")).leq(years + 1);
    return when(
            not(isSo(before("in_register"))),
            when(after("age").leq(years), word(ENTERED_BORN)).otherwise(word(ENTERED_MOVED_IN)))
        .when(not(col(WAS_HERE)), word(ENTERED_MOVED_IN))
        .when(isSo(before("dead")), word(ENTERED_CORRECTION))
        .when(
            col(HAS_LEAST_AGE).and(isTooYoung(before("age"))),
            when(grownUpSince, word(ENTERED_OF_AGE)).otherwise(word(ENTERED_CORRECTION)))
        .otherwise(word(ENTERED_EXCLUSION_ENDED));
  }

  /** The register takes somebody back, or makes somebody younger, who never counted rightly. */
  private static Column left() {
    return when(hasDied(), word(LEFT_DIED))
        .when(not(isSo(after("in_register"))), word(LEFT_CORRECTION))
        .when(not(col(IS_HERE)), word(LEFT_MOVED_OUT))
        .when(col(HAS_LEAST_AGE).and(isTooYoung(after("age"))), word(LEFT_CORRECTION))
        .otherwise(word(LEFT_EXCLUSION_BEGAN));
  }

  private static Column hasDied() {
    return isSo(after("dead")).and(not(isSo(before("dead"))));
  }

  private static Column isTooYoung(Column age) {
    return coalesce(age.lt(PersonState.LEAST_AGE), lit(true));
  }

  private static Column isSo(Column fact) {
    return coalesce(fact, lit(false));
  }

  private static Column word(ChangeCause cause) {
    return lit(cause.column());
  }
}
