package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.linkage.Comparison;
import canbao.jobs.linkage.LinkModel;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * How likely pairs are one person, by the evidence for and against, beside everybody else whom the
 * one asked about may be.
 */
final class Weighing {

  static final String BITS = "bits";
  static final String SCORE = "score";

  /** Scores are kept to so many digits. */
  private static final int DIGITS = 6;

  private final LinkModel model;
  private final double againstAll;
  private final double peopleOfPlace;

  /**
   * @param people in the population; only its order of size is used, so that scores stay what they
   *     are from night to night
   */
  Weighing(LinkModel model, long people) {
    this.model = model;
    long order = Long.highestOneBit(Math.max(1, people));
    this.againstAll = model.againstAll(order);
    this.peopleOfPlace = order * model.weights().get(Comparison.PLACE).get(0).u();
  }

  LinkModel model() {
    return model;
  }

  /**
   * How many of some people of a city are by chance among others of it.
   *
   * @param some how many they are
   * @param others how many of the city these are, null if they are none
   */
  Column byChance(Column some, Column others) {
    return some.multiply(others).divide(peopleOfPlace);
  }

  /**
   * The pairs with the evidence for and against each, in bits.
   *
   * @param pairs both sides of {@link Evidence}, levels and method
   */
  Dataset<Row> withBits(Dataset<Row> pairs) {
    // A relation that changed hands is as likely the same person's as another's to begin with.
    Column isOfRelation = col(Grading.METHOD).equalTo(SameRelationPass.SAME_RELATION);
    return pairs.withColumn(BITS, bits().plus(when(isOfRelation, log2(againstAll)).otherwise(0.0)));
  }

  /**
   * The pairs with score and, as bits, the most that the names and methods of the two people give.
   *
   * @param pairs from_key, to_key, method, and bits; a shuffle is saved if the pairs of one
   *     from_key lie together
   */
  Dataset<Row> weighed(Dataset<Row> pairs) {
    Column from = Evidence.from(Evidence.KEY);
    var ofPair = Window.partitionBy(from, Evidence.to(Evidence.KEY));
    var ofOne = Window.partitionBy(from);
    Column odds = pow(lit(2.0), col(BITS));
    // First the order that the others are content with.
    return pairs
        .withColumn("place_in_pair", row_number().over(ofPair.orderBy(col(Grading.METHOD))))
        .withColumn(BITS, max(col(BITS)).over(ofPair))
        .withColumn(
            "all_odds", sum(when(col("place_in_pair").equalTo(1), odds).otherwise(0.0)).over(ofOne))
        .withColumn(SCORE, round(odds.divide(col("all_odds").plus(againstAll)), DIGITS))
        .drop("place_in_pair", "all_odds");
  }

  private Column bits() {
    Column bits = lit(0.0);
    for (Comparison comparison : Comparison.values()) {
      List<Double> ofLevels = model.bits(comparison);
      Column weights = array(ofLevels.stream().map(b -> lit(b)).toArray(Column[]::new));
      Column level = get(col(Likeness.LEVELS), lit(comparison.place()));
      Column isSaid = comparison == Comparison.BIRTH ? Likeness.isBirthInNumbers() : lit(false);
      Column counts = level.geq(0).and(not(isSaid));
      bits = bits.plus(when(counts, get(weights, level)).otherwise(0.0));
    }
    return bits;
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }
}
