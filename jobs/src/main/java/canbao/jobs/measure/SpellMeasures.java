package canbao.jobs.measure;

import static canbao.udfs.Functions.cityOf;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Scala;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.LiveOn;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the relations of people tell, by line and by city of the pool. Who has relations in two
 * cities counts in both, and once in the province.
 *
 * @param day that it is asked about; a year is the 365 days up to it
 */
record SpellMeasures(LocalDate day) {

  static final int DAYS = 365;

  private static final String PROVINCE = GateDecision.PROVINCE;
  private static final List<String> PERSON = List.of("line", "person_key");

  /** What a measure counts, and of whom. */
  private record Share(Column isTrue, Column isAsked) {}

  /**
   * One row a measure, line and division: measure, subject, division, numerator, denominator.
   *
   * <ul>
   *   <li>{@code several_ids}: people with more than one relation id of the line
   *   <li>{@code two_spells}: people with two live relations of it, of those with one
   *   <li>{@code one_gap}, {@code three_gaps}: people with at least one, three gaps of a day or
   *       more between their spells of the last year, of those with a spell in it
   * </ul>
   *
   * @param relations rows of {@code register.enrolment} as they are on the day
   */
  Dataset<Row> ofPeople(Dataset<Row> relations) {
    Column isLive = new LiveOn(day).isLive();
    LocalDate from = day.minusDays(DAYS - 1L);
    Column isOfYear =
        col("start_date").leq(lit(day)).and(coalesce(col("end_date").geq(lit(from)), lit(true)));
    Column spell =
        struct(
            greatest(col("start_date"), lit(from)).as("first"),
            least(coalesce(col("end_date"), lit(day)), lit(day)).as("last"));
    Dataset<Row> people =
        inCities(relations)
            .groupBy(columns(PERSON))
            .agg(
                collect_set("city").as("cities"),
                count_distinct(col("source"), col("relation_id")).as("ids"),
                count_if(isLive).as("live"),
                collect_list(when(isOfYear, spell)).as("spells"))
            .withColumn("gaps", gaps());
    Map<String, Share> shares = new LinkedHashMap<>();
    Column hasSpell = expr("size(spells) > 0");
    shares.put("several_ids", new Share(col("ids").gt(1), lit(true)));
    shares.put("two_spells", new Share(col("live").gt(1), col("live").gt(0)));
    shares.put("one_gap", new Share(col("gaps").geq(1), hasSpell));
    shares.put("three_gaps", new Share(col("gaps").geq(3), hasSpell));
    return shares(people, shares);
  }

  /**
   * The measure {@code left_unexplained}: people who had a live relation of the line a month before
   * and have none of its source now, though no reason is given and they are not dead; of those who
   * had one.
   *
   * @param before rows of {@code register.enrolment} as they were on the day a month before
   * @param now as they are on the day
   * @param dead {@code person_key} of people who are dead on the day
   */
  Dataset<Row> ofLeavers(Dataset<Row> before, Dataset<Row> now, Dataset<Row> dead) {
    List<String> ofSource = List.of("source", "person_key");
    Dataset<Row> stay =
        now.filter(new LiveOn(day).isLive().or(col("reason").isNotNull()))
            .select(columns(ofSource))
            .distinct()
            .withColumn("stays", lit(true));
    Dataset<Row> died = dead.select("person_key").distinct().withColumn("is_dead", lit(true));
    Dataset<Row> people =
        inCities(before.filter(new LiveOn(day.minusMonths(1)).isLive()))
            .groupBy(columns(List.of("line", "source", "person_key")))
            .agg(collect_set("city").as("cities"))
            .join(stay, Scala.seq(ofSource), "left_outer")
            .join(died, Scala.seq(List.of("person_key")), "left_outer");
    Column isUnexplained = col("stays").isNull().and(col("is_dead").isNull());
    return shares(people, Map.of("left_unexplained", new Share(isUnexplained, lit(true))));
  }

  private static Dataset<Row> inCities(Dataset<Row> relations) {
    return relations
        .withColumn("city", cityOf(col("pool_division")))
        .filter(col("city").isNotNull());
  }

  /** Days without a spell lie between the end of all before and the start of the next. */
  private static Column gaps() {
    return expr(
        """
        aggregate(
          array_sort(spells),
          struct(CAST(NULL AS DATE) AS last, 0 AS gaps),
          (so_far, spell) -> struct(
            greatest(so_far.last, spell.last) AS last,
            so_far.gaps + IF(spell.first > date_add(so_far.last, 1), 1, 0) AS gaps),
          so_far -> so_far.gaps)""");
  }

  /** Each measure summed up by line and division. */
  private static Dataset<Row> shares(Dataset<Row> people, Map<String, Share> shares) {
    Dataset<Row> atPlaces =
        people.withColumn(
            "division", explode(array_distinct(concat(col("cities"), array(lit(PROVINCE))))));
    Column[] sums =
        shares.entrySet().stream()
            .flatMap(
                share ->
                    Stream.of(
                        count_if(share.getValue().isTrue().and(share.getValue().isAsked()))
                            .as(share.getKey()),
                        count_if(share.getValue().isAsked()).as("of_" + share.getKey())))
            .toArray(Column[]::new);
    Dataset<Row> summed =
        atPlaces
            .groupBy("line", "division")
            .agg(sums[0], Stream.of(sums).skip(1).toArray(Column[]::new));
    Column[] measures =
        shares.keySet().stream()
            .map(
                name ->
                    struct(
                        lit(name).as("measure"),
                        col(name).as("numerator"),
                        col("of_" + name).as("denominator")))
            .toArray(Column[]::new);
    return summed
        .withColumn("one", explode(array(measures)))
        .select(
            col("one.measure"),
            col("line").as("subject"),
            col("division"),
            col("one.numerator"),
            col("one.denominator"))
        .filter(not(col("denominator").equalTo(0)));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(Column::new).toArray(Column[]::new);
  }
}
