package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.linkage.Comparison;
import canbao.jobs.linkage.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** How alike two people are described: the level of each {@link Comparison} for a pair. */
final class Likeness {

  /**
   * Cities of the registration and the residence of the person of the population, past ones too.
   */
  static final String HOMES = "homes";

  /** Employers of the two people. */
  static final String FROM_EMPLOYERS = "from_employers";

  static final String TO_EMPLOYERS = "to_employers";

  /** Where {@link #levels} are kept. */
  static final String LEVELS = "levels";

  private static final int MOST_SLIPS = 3;
  private static final String BIRTH_IN_NUMBER = "yyyyMMdd";
  private static final int OTHER_NUMBER = MOST_SLIPS + 1;

  /** In longer names one more character may differ for every so many. */
  private static final int PER_SLIP = 5;

  private Likeness() {}

  /**
   * The levels of a pair in the order of the comparisons.
   *
   * @return an array column of numbers of levels, {@link Pattern#MISSING} where a side is silent
   */
  static Column levels() {
    return array(Stream.of(Comparison.values()).map(Likeness::level).toArray(Column[]::new));
  }

  private static Column level(Comparison comparison) {
    Column level =
        switch (comparison) {
          case NAME -> name();
          case BIRTH -> birth();
          case SEX -> equalOrOther(Evidence.from(Evidence.SEX), Evidence.to(Evidence.SEX));
          case PLACE -> shared(Evidence.from(Evidence.CITIES), col(HOMES));
          case NUMBER -> number();
          case EMPLOYER -> shared(col(FROM_EMPLOYERS), col(TO_EMPLOYERS));
        };
    return coalesce(level, lit(Pattern.MISSING));
  }

  private static Column name() {
    Column from = Evidence.from(Evidence.NAME);
    Column to = Evidence.to(Evidence.NAME);
    return when(from.isNull().or(to.isNull()), lit(Pattern.MISSING))
        .when(from.equalTo(to), 0)
        .when(Evidence.haveOneName(), 1)
        .when(areNear(from, to), 2)
        .when(substring(from, 1, 1).equalTo(substring(to, 1, 1)), 3)
        .otherwise(4);
  }

  /** Whether few characters of two names differ. */
  static Column areNear(Column from, Column to) {
    Column shorter = least(length(from), length(to));
    Column most = greatest(lit(1), floor(shorter.divide(PER_SLIP)));
    return shorter.gt(1).and(levenshtein(from, to).leq(most));
  }

  private static Column birth() {
    Column from = date_format(Evidence.from(Evidence.BIRTH), BIRTH_IN_NUMBER);
    Column to = date_format(Evidence.to(Evidence.BIRTH), BIRTH_IN_NUMBER);
    Column swapped = concat(substring(to, 1, 4), substring(to, 7, 2), substring(to, 5, 2));
    Column isSlip = levenshtein(from, to).equalTo(1).or(from.equalTo(swapped));
    return when(from.equalTo(to), 0)
        .when(isSlip, 1)
        .when(substring(from, 1, 6).equalTo(substring(to, 1, 6)), 2)
        .when(from.notEqual(to), 3);
  }

  /**
   * Whether the numbers of a pair with {@link #LEVELS} are nearly one and hold the birth: what it
   * says, they have said.
   */
  static Column isBirthInNumbers() {
    Column birth = date_format(Evidence.to(Evidence.BIRTH), BIRTH_IN_NUMBER);
    Column areNear = get(col(LEVELS), lit(Comparison.NUMBER.place())).between(0, MOST_SLIPS);
    return coalesce(areNear.and(Evidence.to(Evidence.DOCUMENT).contains(birth)), lit(false));
  }

  /** Documents of two types say nothing of each other. */
  private static Column number() {
    Column types = Evidence.from(Evidence.DOCUMENT_TYPE);
    Column areOfTwoTypes =
        coalesce(types.notEqual(Evidence.to(Evidence.DOCUMENT_TYPE)), lit(false));
    Column slips =
        levenshtein(Evidence.from(Evidence.DOCUMENT), Evidence.to(Evidence.DOCUMENT), MOST_SLIPS);
    return when(areOfTwoTypes, lit(Pattern.MISSING))
        .when(slips.lt(0), OTHER_NUMBER)
        .otherwise(slips);
  }

  private static Column equalOrOther(Column from, Column to) {
    return when(from.equalTo(to), 0).when(from.notEqual(to), 1);
  }

  private static Column shared(Column from, Column to) {
    return when(
        size(from).gt(0).and(size(to).gt(0)), when(arrays_overlap(from, to), 0).otherwise(1));
  }
}
