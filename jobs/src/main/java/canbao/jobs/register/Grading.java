package canbao.jobs.register;

import static canbao.udfs.Functions.cityOf;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Decides which of the pairs that passes have found are one person.
 *
 * <p>A pair is <i>certain</i> if chance hardly makes it in a province of a hundred million people,
 * <i>probable</i> if it may. Who could be several people is linked to none of them.
 *
 * <p>Why chance hardly does: two people drawn at random share their name once in some 50 000 and
 * their birth date once in some 25 000, so that about one person in ten has a double of name and
 * birth in the province. Where there is a double in the population, nobody is linked by name and
 * birth. A wrong link needs somebody whose own row the population lacks (a few in a hundred of
 * those left over), without a number (a few in ten thousand rows), with a double in it (one in ten)
 * who lives in the same city (one in twenty): less than one in ten million people. A repaired
 * number has a dozen candidates, of which one must be somebody's of that name: rarer still.
 */
final class Grading {

  static final String METHOD = "method";
  static final String CERTAIN = "certain";
  static final String PROBABLE = "probable";

  /** So few characters of two numbers differ that one is the other, badly written. */
  private static final int NEAR = 3;

  private static final String IS_ALONE = "is_alone";
  private static final String LIVES_THERE = "lives_there";

  private Grading() {}

  /**
   * Who somebody outside the population is: columns of {@code register.link} without times.
   *
   * @param pairs both sides of {@link Evidence}, and method
   * @param persons rows of {@code register.person}, with the places that people have left
   */
  static Dataset<Row> links(Few pairs, Dataset<Row> persons) {
    return decided(graded(placed(pairs, persons)));
  }

  /** Pairs whose second is or was in the population, and whether the first is of the place. */
  private static Dataset<Row> placed(Few pairs, Dataset<Row> persons) {
    Dataset<Row> places =
        persons.select(
            col("person_key"),
            cityOf(col("registration_division")).as("registered_city"),
            cityOf(col("residence_division")).as("resident_city"));
    Column cities = Evidence.from(Evidence.CITIES);
    Column isOfPlace =
        coalesce(array_contains(cities, col("registered_city")), lit(false))
            .or(coalesce(array_contains(cities, col("resident_city")), lit(false)));
    Column[] pair = Stream.of(pairs.rows().columns()).map(Column::new).toArray(Column[]::new);
    return places
        .join(pairs.hinted(), col("person_key").equalTo(Evidence.to(Evidence.KEY)))
        .groupBy(pair)
        .agg(max(isOfPlace).as(LIVES_THERE));
  }

  private static Dataset<Row> graded(Dataset<Row> pairs) {
    var ofOne = Window.partitionBy(Evidence.from(Evidence.KEY), col(METHOD));
    return pairs
        .withColumn(
            IS_ALONE, size(collect_set(Evidence.to(Evidence.KEY)).over(ofOne)).equalTo(lit(1)))
        .withColumn("certainty", when(isCertain(), CERTAIN).otherwise(PROBABLE))
        .withColumn("score", score());
  }

  private static Column isCertain() {
    Column method = col(METHOD);
    Column hasOneName = Evidence.haveOneName();
    return when(
            method.equalTo(RepairedNumberPass.OF_OUTSIDERS),
            hasOneName.and(not(Evidence.contradict(Evidence.BIRTH))))
        .when(
            method.equalTo(RepairedNumberPass.OF_POPULATION),
            hasOneName
                .and(Evidence.agree(Evidence.BIRTH))
                .and(not(Evidence.contradict(Evidence.SEX))))
        .when(
            method.equalTo(SamePersonPass.NAME_AND_BIRTH),
            col(IS_ALONE).and(col(LIVES_THERE)).and(numbersMayBeOne()))
        .when(
            method.equalTo(SameRelationPass.SAME_RELATION),
            hasOneName.and(not(Evidence.from(Evidence.HAS_VALID_NUMBER))))
        .otherwise(lit(false));
  }

  /** How sure a pair is beside others: an order, no probability. */
  private static Column score() {
    Column isCertain = col("certainty").equalTo(CERTAIN);
    Column isByNumber =
        col(METHOD).isin(RepairedNumberPass.OF_OUTSIDERS, RepairedNumberPass.OF_POPULATION);
    return when(isCertain.and(isByNumber), 0.999)
        .when(isCertain, 0.99)
        .when(isByNumber, 0.9)
        .when(col(LIVES_THERE), 0.8)
        .otherwise(0.5);
  }

  private static Column numbersMayBeOne() {
    Column distance = levenshtein(Evidence.from(Evidence.DOCUMENT), Evidence.to(Evidence.DOCUMENT));
    return coalesce(distance.leq(NEAR), lit(true));
  }

  /** One row for each person of whom there are pairs. */
  private static Dataset<Row> decided(Dataset<Row> pairs) {
    Column from = Evidence.from(Evidence.KEY);
    Column to = Evidence.to(Evidence.KEY);
    Column isCertain = col("certainty").equalTo(CERTAIN);
    Column best = struct(isCertain.as("is_certain"), col("score"), to.as("to_key"), col(METHOD));
    // Two valid numbers are two people: they cannot both be the one without a number.
    Column numbers =
        size(
            collect_set(when(isCertain.and(Evidence.from(Evidence.HAS_VALID_NUMBER)), from))
                .over(Window.partitionBy(to)));
    return pairs
        .withColumn("numbers", numbers)
        .groupBy(from.as("from_key"))
        .agg(
            size(collect_set(when(isCertain, to))).as("certain_people"),
            size(collect_set(to)).as("people"),
            max(col("numbers")).as("numbers"),
            max(best).as("best"))
        .select(col("*"), isOne().as("is_one"))
        .select(
            col("from_key"),
            when(col("is_one"), col("best.to_key")).as("to_key"),
            when(col("is_one"), col("best.method")).otherwise("ambiguous").as(METHOD),
            when(col("is_one"), when(col("best.is_certain"), CERTAIN).otherwise(PROBABLE))
                .otherwise("none")
                .as("certainty"),
            when(col("is_one"), col("best.score")).otherwise(0.0).as("score"));
  }

  private static Column isOne() {
    return col("certain_people")
        .equalTo(1)
        .and(col("numbers").leq(1))
        .or(col("certain_people").equalTo(0).and(col("people").equalTo(1)));
  }
}
