package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.linkage.LinkModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Decides which of the pairs that passes have found are one person.
 *
 * <p>A pair is <i>certain</i> if chance hardly makes it in a province of a hundred million people,
 * <i>probable</i> if it may. Who could be several people is linked to none of them; each of those
 * is <i>possible</i>, which the upper bound of coverage alone counts.
 *
 * <p>Why chance hardly does: two people drawn at random share their name once in some 50 000 and
 * their birth date once in some 25 000, so that about one person in ten has a double of name and
 * birth in the province. Where there is a double in the population, nobody is linked by name and
 * birth. A wrong link needs somebody whose own row the population lacks (a few in a hundred of
 * those left over), without a number (a few in ten thousand rows), with a double in it (one in ten)
 * who lives in the same city (one in twenty): less than one in ten million people. A repaired
 * number has a dozen candidates, of which one must be somebody's of that name: rarer still. A name
 * that one person of a city has is somebody's else there once in twenty, and of the same employer
 * once in some hundred of these: with so few rows without number and birth as rare. Where several
 * of a city have the name, but one of them the employer, it is somebody else if the one meant is
 * not known there (one in five at worst) and a namesake is by chance, which must be expected of
 * less than one row in two hundred, by the number of namesakes and of the employer's people: a
 * wrong link among some thousands of a kind that is one in a hundred of all. A name, a birth and an
 * employer in common are certain wherever the pool is: a double has the same employer once in some
 * thousand.
 *
 * <p>What is only weighed is certain by the bits of evidence that the model asks for, whatever the
 * province's size, if the names are equal: two of a pair of twins differ in a character of the name
 * and in two of the number.
 */
final class Grading {

  static final String METHOD = "method";
  static final String CERTAIN = "certain";
  static final String PROBABLE = "probable";
  static final String POSSIBLE = "possible";

  /** So few characters of two numbers differ that one is the other, badly written. */
  private static final int NEAR = 3;

  /** So seldom somebody else of the name works for the same employer in the city by chance. */
  private static final double MOST_BY_CHANCE = 0.005;

  private static final String HAVE_ONE_EMPLOYER = "have_one_employer";
  private static final String MAY_BE_CERTAIN = "may_be_certain";
  private static final String IS_CERTAIN = "is_certain";

  /** A valid number would be that of a row of the population that has none. */
  private static final String IS_CLAIM = "is_claim";

  private final Weighing weighing;
  private final LinkModel.Bounds bounds;

  Grading(Weighing weighing) {
    this.weighing = weighing;
    this.bounds = weighing.model().bounds();
  }

  /**
   * Who somebody outside the population is: columns of {@code register.link} without times.
   *
   * @param pairs as {@link Homes#described} gives them, and method
   */
  Dataset<Row> links(Dataset<Row> pairs) {
    return decided(graded(weighing.weighed(outlined(pairs))));
  }

  /**
   * What is told of each pair by itself. The rest needs only this; the pairs of one person are
   * brought together once, and what several names or places of a pair say alike is one row. They
   * are compared before and judged after it: what Spark compiles of both together is longer than
   * what HotSpot translates.
   */
  private Dataset<Row> outlined(Dataset<Row> pairs) {
    Dataset<Row> compared =
        pairs
            .withColumn(Likeness.LEVELS, Likeness.levels())
            .repartition(Evidence.from(Evidence.KEY));
    return weighing
        .withBits(compared)
        .select(
            Evidence.from(Evidence.KEY),
            Evidence.to(Evidence.KEY),
            col(METHOD),
            col(Weighing.BITS),
            coalesce(mayBeCertain(), lit(false)).as(MAY_BE_CERTAIN),
            coalesce(haveOneEmployer(), lit(false)).as(HAVE_ONE_EMPLOYER),
            col(Homes.COLLEAGUES),
            Evidence.from(Evidence.HAS_VALID_NUMBER)
                .and(not(Evidence.to(Evidence.HAS_VALID_NUMBER)))
                .as(IS_CLAIM))
        .distinct();
  }

  private Dataset<Row> graded(Dataset<Row> pairs) {
    var ofMethod = Window.partitionBy(Evidence.from(Evidence.KEY), col(METHOD));
    Column namesakes = size(collect_set(Evidence.to(Evidence.KEY)).over(ofMethod));
    Column isAlone = namesakes.equalTo(lit(1));
    Column isNoChance = weighing.byChance(namesakes, col(Homes.COLLEAGUES)).leq(MOST_BY_CHANCE);
    Column isWeighty = col(Weighing.BITS).geq(bounds.certainBits());
    Column suffices =
        when(col(METHOD).equalTo(SamePersonPass.NAME_AND_BIRTH), isAlone.or(col(HAVE_ONE_EMPLOYER)))
            .when(col(METHOD).equalTo(NameAndPlacePass.NAME_AND_PLACE), isAlone.or(isNoChance))
            .when(col(METHOD).equalTo(WeighedPass.WEIGHED), isWeighty)
            .otherwise(lit(true));
    return pairs.withColumn(IS_CERTAIN, col(MAY_BE_CERTAIN).and(suffices));
  }

  /**
   * Whether a pair is certain by itself, if the one asked about has no other by that method or the
   * weight of evidence is enough.
   */
  private static Column mayBeCertain() {
    Column method = col(METHOD);
    Column hasOneName = Evidence.haveOneName();
    Column hasNumber = Evidence.from(Evidence.HAS_VALID_NUMBER);
    return when(
            method.equalTo(RepairedNumberPass.OF_OUTSIDERS),
            hasOneName.and(not(Evidence.contradict(Evidence.BIRTH))))
        .when(
            method.equalTo(RepairedRegisterNumberPass.OF_POPULATION),
            hasOneName
                .and(Evidence.agree(Evidence.BIRTH))
                .and(not(Evidence.contradict(Evidence.SEX))))
        .when(
            method.equalTo(SamePersonPass.NAME_AND_BIRTH),
            col(Homes.LIVES_THERE).or(haveOneEmployer()).and(numbersMayBeOne()))
        .when(
            method.equalTo(NameAndPlacePass.NAME_AND_PLACE),
            haveOneEmployer().and(not(Evidence.contradict(Evidence.SEX))))
        .when(
            method.equalTo(SameRelationPass.SAME_RELATION),
            hasOneName.and(not(hasNumber).or(isAnotherDocument())))
        .when(
            method.equalTo(WeighedPass.WEIGHED), Evidence.agree(Evidence.NAME).and(not(hasNumber)))
        .otherwise(lit(false));
  }

  /**
   * Two valid documents of the holder of one relation whose name stayed: the second corrects or
   * renews the first and leaves the birth as it was, or a pass of Hong Kong, Macao or Taiwan has
   * become a residence permit of the same place. Twins have two names.
   */
  private static Column isAnotherDocument() {
    Column isOfOnePlace = home("from_").equalTo(home("to_"));
    return Evidence.agree(Evidence.NAME)
        .and(not(Evidence.contradict(Evidence.SEX)))
        .and(
            Evidence.agree(Evidence.BIRTH)
                .or(isOfOnePlace.and(not(Evidence.contradict(Evidence.BIRTH)))));
  }

  /** First digits of residence permits of the place that a pass or permit is of. */
  private static Column home(String side) {
    Column type = col(side + Evidence.DOCUMENT_TYPE);
    Column document = col(side + Evidence.DOCUMENT);
    Column isPass = type.isin("04", "05");
    return when(type.equalTo("16"), substring(document, 1, 2))
        .when(isPass.and(document.startsWith("H")), "81")
        .when(isPass.and(document.startsWith("M")), "82")
        .when(type.equalTo("06"), "83");
  }

  private static Column haveOneEmployer() {
    return arrays_overlap(col(Likeness.FROM_EMPLOYERS), col(Likeness.TO_EMPLOYERS));
  }

  private static Column numbersMayBeOne() {
    Column distance = levenshtein(Evidence.from(Evidence.DOCUMENT), Evidence.to(Evidence.DOCUMENT));
    return coalesce(distance.leq(NEAR), lit(true));
  }

  /**
   * One row for each person of whom there are pairs, and one for each that somebody without a
   * certain link possibly is.
   */
  private Dataset<Row> decided(Dataset<Row> pairs) {
    Column isCertain = col(IS_CERTAIN);
    Column isByRule = col(METHOD).notEqual(WeighedPass.WEIGHED);
    Column score = col(Weighing.SCORE);
    Dataset<Row> people =
        pairs
            .filter(isCertain.or(isByRule).or(score.geq(bounds.possible())))
            .groupBy(
                Evidence.from(Evidence.KEY).as("from_key"), Evidence.to(Evidence.KEY).as("to_key"))
            .agg(
                max(isCertain).as(IS_CERTAIN),
                max(isCertain.and(col(IS_CLAIM))).as(IS_CLAIM),
                max(score).as(Weighing.SCORE),
                max(struct(isCertain, isByRule.as("is_by_rule"), col(METHOD))).as("found"));
    // Two valid numbers are two people: they cannot both be the one without a number.
    Column numbers = count(when(col(IS_CLAIM), true)).over(Window.partitionBy("to_key"));
    return told(people.withColumn("numbers", numbers));
  }

  /** Who is one person by all pairs of the one asked about; who else it may be. */
  private Dataset<Row> told(Dataset<Row> people) {
    var ofOne = Window.partitionBy("from_key");
    Column isCertain = col(IS_CERTAIN);
    Column best = struct(isCertain, col(Weighing.SCORE), col("to_key"));
    Column isAloneByRule = col("people").equalTo(1).and(col("found.is_by_rule"));
    Column isOne =
        when(
                col("certain_people").gt(0),
                col("certain_people").equalTo(1).and(col("most_numbers").leq(1)))
            .otherwise(isAloneByRule.or(col("best." + Weighing.SCORE).geq(bounds.probable())));
    Column isChosen = col("is_one").and(col("to_key").equalTo(col("best.to_key")));
    Column isPossible =
        col("is_one")
            .and(col("best." + IS_CERTAIN))
            .equalTo(lit(false))
            .and(col(Weighing.SCORE).geq(bounds.possible()));
    Column certainty =
        when(isChosen, when(isCertain, CERTAIN).otherwise(PROBABLE)).when(isPossible, POSSIBLE);
    Column itself = link(col("to_key"), col("found." + METHOD), certainty, col(Weighing.SCORE));
    Column isFirst = col("to_key").equalTo(col("best.to_key"));
    Column nobody =
        link(
            lit(null).cast("bigint"),
            lit("ambiguous"),
            when(not(col("is_one")).and(isFirst), "none"),
            lit(0.0));
    return people
        .withColumn("certain_people", count(when(isCertain, true)).over(ofOne))
        .withColumn("people", count("to_key").over(ofOne))
        .withColumn("most_numbers", max(when(isCertain, col("numbers"))).over(ofOne))
        .withColumn("best", max(best).over(ofOne))
        .withColumn("is_one", isOne)
        .withColumn("link", explode(array(itself, nobody)))
        .filter(col("link.certainty").isNotNull())
        .select(col("from_key"), col("link.*"));
  }

  private static Column link(Column to, Column method, Column certainty, Column score) {
    return struct(
        to.as("to_key"), method.as(METHOD), certainty.as("certainty"), score.as(Weighing.SCORE));
  }
}
