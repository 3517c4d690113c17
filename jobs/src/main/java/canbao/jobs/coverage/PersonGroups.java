package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People of one day, grouped by place and by everything that a count can ask of them: one query for
 * all published numbers. The groups grow with the kinds of people at a place, not with the people,
 * and are held in memory.
 */
final class PersonGroups {

  /** Places after the pools, which are numbered as in a set of cities, counted from the memo's. */
  static final int REGISTERED = 1;

  static final int RESIDENT = 2;
  private static final int PROVINCE = 3;

  private static final List<String> FACTS =
      Stream.concat(
              Stream.of(
                  "is_exact",
                  "in_register",
                  "dead",
                  "due_bits",
                  "is_pension_suspended",
                  "is_medical_suspended",
                  "probable_lines",
                  "is_ambiguous"),
              PersonFacts.PAYS.stream())
          .toList();

  /** Column of {@link #alike}: how many they are. */
  static final String ALIKE = "alike";

  private final List<PersonGroup> groups;

  private PersonGroups(List<PersonGroup> groups) {
    this.groups = groups;
  }

  /**
   * @param personStates rows of {@code coverage.person_state} of one day
   */
  static PersonGroups of(Dataset<Row> personStates) {
    return ofAlike(alike(personStates));
  }

  /**
   * @param alike as {@link #alike} gives them
   */
  static PersonGroups ofAlike(Dataset<Row> alike) {
    return new PersonGroups(
        byPlace(alike, List.of()).collectAsList().stream().map(PersonGroup::new).toList());
  }

  /**
   * One row a group: place, city, is_in_memo, lines_anywhere and lines_here (sets of lines: bit i
   * is the i-th), lives_here, the facts, people.
   *
   * @param alike as {@link #alike} gives them
   * @param beside columns of theirs that tell groups apart too
   */
  static Dataset<Row> byPlace(Dataset<Row> alike, List<String> beside) {
    Column places = sequence(lit(0), lit(PersonState.MEMO_BIT + PROVINCE));
    Column pools = allPools();
    Column isHere =
        when(isPlace(REGISTERED), col("registered_city").isNotNull())
            .when(isPlace(RESIDENT), col("resident_city").isNotNull())
            .when(isPlace(PROVINCE), lit(true))
            .otherwise(hasPool(pools).or(pools.notEqual(0).and(livesHere())));
    Column[] by =
        Stream.of(
                beside.stream().map(Column::new),
                Stream.of(
                    col("place"),
                    col("level"),
                    city().as("city"),
                    isInMemo().as("is_in_memo"),
                    linesAnywhere().as("lines_anywhere"),
                    linesHere().as("lines_here"),
                    livesHere().as("lives_here")),
                FACTS.stream().map(Column::new))
            .flatMap(columns -> columns)
            .toArray(Column[]::new);
    return byLevel(alike)
        .withColumn("place", explode(places))
        .filter(isHere)
        .groupBy(by)
        .agg(sum(ALIKE).as("people"));
  }

  /**
   * People who are alike at all their places at once: there are fewer than people to be counted at
   * each. Columns: places, pools by line, the facts, {@link #ALIKE}.
   */
  static Dataset<Row> alike(Dataset<Row> personStates) {
    return alike(personStates, List.of(), count(lit(1)));
  }

  /**
   * The same.
   *
   * @param beside columns of the states that tell people apart too
   * @param number how many rows of the states count for
   */
  static Dataset<Row> alike(Dataset<Row> personStates, List<String> beside, Column number) {
    Column[] by =
        Stream.of(
                beside.stream(),
                Stream.of(
                    "registered_city",
                    "resident_city",
                    "is_registered_in_memo",
                    "is_resident_in_memo"),
                Stream.of(InsuranceLine.values()).map(InsuranceLine::citiesColumn),
                Stream.of(LineCities.LOW),
                FACTS.stream())
            .flatMap(names -> names)
            .map(Column::new)
            .toArray(Column[]::new);
    return personStates.groupBy(by).agg(number.as(ALIKE));
  }

  /** Alike people with their pools at each level, once where all levels have the same. */
  private static Dataset<Row> byLevel(Dataset<Row> alike) {
    Column levels =
        when(col(LineCities.LOW).isNull(), array(word(Level.EVERY)))
            .otherwise(array(word(Level.EXACT), word(Level.CERTAIN)));
    Dataset<Row> byLevel = alike.withColumn("level", explode(levels));
    InsuranceLine[] lines = InsuranceLine.values();
    for (int i = 0; i < lines.length; i++) {
      Column cities = col(lines[i].citiesColumn());
      Column exact = get(col(LineCities.LOW), lit(i));
      Column isExact = col("level").equalTo(word(Level.EXACT));
      byLevel = byLevel.withColumn(lines[i].citiesColumn(), when(isExact, exact).otherwise(cities));
    }
    return byLevel;
  }

  private static Column word(Level level) {
    return lit(level.name());
  }

  /** Everybody. */
  long people() {
    return people(group -> true);
  }

  /** The people of the population register. */
  long inRegister() {
    return people(PersonGroup::inRegister);
  }

  private long people(Predicate<PersonGroup> areAsked) {
    return sums(Basis.ENROLMENT, List.of(areAsked)).get(CityCounts.PROVINCE)[0];
  }

  /** The same as {@link #sums(List)}, of one basis by all that is certain. */
  Map<String, long[]> sums(Basis basis, List<Predicate<PersonGroup>> conditions) {
    return sums(
        conditions.stream()
            .map(condition -> new PeopleCount(Level.CERTAIN, basis, condition))
            .toList());
  }

  /**
   * People by division.
   *
   * @return sums in the order of what is counted, by province, cities and memo district
   */
  Map<String, long[]> sums(List<PeopleCount> counts) {
    PeopleTally tally = new PeopleTally(counts);
    groups.forEach(tally::add);
    return tally.sums();
  }

  private static Column isPlace(int afterMemo) {
    return col("place").equalTo(PersonState.MEMO_BIT + afterMemo);
  }

  private static Column isPool() {
    return col("place").leq(PersonState.MEMO_BIT);
  }

  private static Column city() {
    return when(isPlace(REGISTERED), col("registered_city"))
        .when(isPlace(RESIDENT), col("resident_city"))
        .otherwise(lit(0));
  }

  private static Column isInMemo() {
    return when(isPlace(REGISTERED), col("is_registered_in_memo"))
        .when(isPlace(RESIDENT), col("is_resident_in_memo"))
        .otherwise(lit(false));
  }

  /** In the pool's city; of the province, in any city. */
  private static Column livesHere() {
    Column codes = LineCities.cityCodes();
    Column livesInPool =
        coalesce(get(codes, col("place")), lit(0)).equalTo(coalesce(col("resident_city"), lit(-1)));
    return when(isPool(), livesInPool)
        .when(isPlace(PROVINCE), col("resident_city").isNotNull())
        .otherwise(lit(false));
  }

  /** INT: the set of lines with a live relation in any pool. */
  static Column linesAnywhere() {
    return lines(cities -> cities.notEqual(0));
  }

  /** In the pool; of the province, in any pool. */
  private static Column linesHere() {
    return when(isPool(), lines(PersonGroups::hasPool))
        .when(isPlace(PROVINCE), linesAnywhere())
        .otherwise(lit(0));
  }

  private static Column lines(UnaryOperator<Column> isIn) {
    Column lines = lit(0);
    for (InsuranceLine line : InsuranceLine.values()) {
      Column bit = when(isIn.apply(col(line.citiesColumn())), lit(line.bit())).otherwise(lit(0));
      lines = lines.bitwiseOR(bit);
    }
    return lines;
  }

  private static Column allPools() {
    return Stream.of(InsuranceLine.values())
        .map(line -> col(line.citiesColumn()))
        .reduce(Column::bitwiseOR)
        .orElseThrow();
  }

  private static Column hasPool(Column cities) {
    return cities.bitwiseAND(expr("shiftleft(1, place)")).notEqual(0);
  }
}
