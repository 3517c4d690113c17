package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import canbao.jobs.lake.Few;
import canbao.jobs.linkage.Comparison;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What people have alike whom it is worth to compare. */
enum Block {
  /** One number that is no valid one: of an officer's card, or the same fault in two sources. */
  NUMBER,
  NAME_AND_BIRTH,
  NAME_AND_PLACE,
  BIRTH_AND_PLACE,
  BIRTH_AND_INITIAL;

  private static final String KEY = "block";
  private static final String PLACE = "block_place";

  /** Its word in model files. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Comparisons that say nothing of pairs of the block, because all are alike in them. */
  Set<Comparison> blockedBy() {
    return switch (this) {
      case NUMBER -> EnumSet.of(Comparison.NUMBER);
      case NAME_AND_BIRTH, BIRTH_AND_INITIAL -> EnumSet.of(Comparison.NAME, Comparison.BIRTH);
      case NAME_AND_PLACE -> EnumSet.of(Comparison.NAME, Comparison.PLACE);
      case BIRTH_AND_PLACE -> EnumSet.of(Comparison.BIRTH, Comparison.PLACE);
    };
  }

  /**
   * What two people of the block have alike.
   *
   * @param place one of the cities where somebody is
   */
  private Column of(Column place) {
    Column name = col(Evidence.NAME);
    Column birth = col(Evidence.BIRTH);
    return switch (this) {
      case NUMBER -> col(Evidence.DOCUMENT);
      case NAME_AND_BIRTH -> key(name, birth);
      case NAME_AND_PLACE -> key(name, place);
      case BIRTH_AND_PLACE -> key(birth, place);
      case BIRTH_AND_INITIAL -> key(birth, substring(name, 1, 1));
    };
  }

  /**
   * Pairs alike in this: the columns of both sides of {@link Evidence}.
   *
   * @param asked evidence of few people
   * @param everybody evidence of many
   */
  Dataset<Row> pairs(Few asked, Dataset<Row> everybody) {
    return Evidence.asTo(keyed(everybody))
        .join(
            asked.made(Evidence.asFrom(keyed(asked.rows()))).hinted(),
            Evidence.from(KEY).equalTo(Evidence.to(KEY)))
        .drop("from_" + KEY, "to_" + KEY);
  }

  /** People once for each of their places, if the block is of a place. */
  private Dataset<Row> keyed(Dataset<Row> evidence) {
    Column places = isOfPlace() ? col(Evidence.CITIES) : array(lit(""));
    return evidence.withColumn(PLACE, explode(places)).withColumn(KEY, of(col(PLACE))).drop(PLACE);
  }

  private boolean isOfPlace() {
    return blockedBy().contains(Comparison.PLACE);
  }

  /** Null if one of the two is, and like nothing then. */
  private static Column key(Column one, Column other) {
    return concat(one.cast("string"), lit("|"), other.cast("string"));
  }
}
