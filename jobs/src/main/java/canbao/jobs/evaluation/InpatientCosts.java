package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.Measure;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What inpatient stays have cost and who has paid it, by year of discharge and city; a stay that is
 * reported late counts in its year. A stay without one of its amounts counts nowhere.
 */
final class InpatientCosts {

  static final InpatientCosts NONE = new InpatientCosts(List.of());

  private static final String SETTLEMENT = "register.settlement";
  private static final String GROUP_MEMBER = "register.group_member";
  private static final String PERSON = "person_key";
  private static final String SPELLS = "spells";

  private final TreeMap<Integer, List<Sums>> years = new TreeMap<>();

  /**
   * Sums of a city and year, in 分.
   *
   * @param inPolicy costs within policy
   * @param fundPaid paid by the funds
   * @param leftInPolicy of aided people: costs within policy less what the funds have paid
   * @param leftOfAll of aided people: all costs less what the funds have paid
   * @param aid paid for them by medical aid
   */
  record Sums(
      int year,
      String city,
      long inPolicy,
      long fundPaid,
      long leftInPolicy,
      long leftOfAll,
      long aid) {}

  InpatientCosts(List<Sums> sums) {
    for (Sums one : sums) {
      years.merge(one.year(), List.of(one), InpatientCosts::both);
    }
  }

  private static List<Sums> both(List<Sums> some, List<Sums> more) {
    return Stream.concat(some.stream(), more.stream())
        .sorted(Comparator.comparing(Sums::city))
        .toList();
  }

  /**
   * Of stays that have ended by a day.
   *
   * @param firstYear of those that are asked for
   * @param aidedGroups whose stays medical aid is asked about
   */
  static InpatientCosts of(Lake lake, int firstYear, LocalDate day, Set<String> aidedGroups) {
    return RegisterRows.open(lake, SETTLEMENT)
        .map(stays -> stays.filter(ended(firstYear, day)))
        .map(stays -> withAided(stays, spells(lake, aidedGroups)))
        .map(InpatientCosts::sums)
        .orElse(NONE);
  }

  private static Column ended(int firstYear, LocalDate day) {
    return year(col("discharged"))
        .geq(firstYear)
        .and(col("discharged").leq(lit(day)))
        .and(col("city").isNotNull())
        .and(col("total").isNotNull())
        .and(col("in_policy").isNotNull())
        .and(col("fund_paid").isNotNull())
        .and(col("assistance_paid").isNotNull());
  }

  /** A row for each person: when he or she was in one of the groups. */
  private static Optional<Few> spells(Lake lake, Set<String> groups) {
    return RegisterRows.open(lake, GROUP_MEMBER)
        .map(members -> members.filter(col("group_code").isin(groups.toArray())))
        .map(
            members ->
                members
                    .groupBy(PERSON)
                    .agg(collect_list(struct(col("from_date"), col("to_date"))).as(SPELLS)))
        .map(spells -> Few.of(spells, RegisterRows.number(lake, GROUP_MEMBER)));
  }

  /**
   * With {@code is_aided}: whether the person was in such a group on the day of discharge. Each
   * stay meets at most one row, so that none is counted twice.
   */
  private static Dataset<Row> withAided(Dataset<Row> stays, Optional<Few> spells) {
    return spells
        .map(few -> stays.join(few.hinted(), new String[] {PERSON}, "left_outer"))
        .map(joined -> joined.withColumn("is_aided", coalesce(isIn(SPELLS), lit(false))))
        .orElseGet(() -> stays.withColumn("is_aided", lit(false)));
  }

  private static Column isIn(String spells) {
    return exists(
        col(spells),
        spell ->
            coalesce(spell.getField("from_date").leq(col("discharged")), lit(true))
                .and(coalesce(spell.getField("to_date").geq(col("discharged")), lit(true))));
  }

  private static InpatientCosts sums(Dataset<Row> stays) {
    Column left = col("in_policy").minus(col("fund_paid"));
    Column leftOfAll = col("total").minus(col("fund_paid"));
    return new InpatientCosts(
        stays
            .groupBy(year(col("discharged")), col("city"))
            .agg(
                cents(col("in_policy")),
                cents(col("fund_paid")),
                cents(when(col("is_aided"), left)),
                cents(when(col("is_aided"), leftOfAll)),
                cents(when(col("is_aided"), col("assistance_paid"))))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Sums(
                        row.getInt(0),
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
            .toList());
  }

  private static Column cents(Column yuan) {
    return coalesce(sum(yuan.multiply(100).cast("bigint")), lit(0L));
  }

  /** A share of costs; empty if there are none to share. */
  Optional<Quantity> of(Measure measure, Division division, int year) {
    return measure == Measure.INPATIENT_SHARE
        ? share(division, year, Sums::fundPaid, Sums::inPolicy)
        : share(division, year, Sums::aid, Sums::leftInPolicy);
  }

  /** Medical aid of all that the funds leave, within policy and outside. */
  Optional<Quantity> aidOfAll(Division division, int year) {
    return share(division, year, Sums::aid, Sums::leftOfAll);
  }

  private Optional<Quantity> share(
      Division division, int year, ToLongFunction<Sums> part, ToLongFunction<Sums> whole) {
    List<Sums> within =
        years.getOrDefault(year, List.of()).stream()
            .filter(sums -> division.isProvince() || sums.city().equals(division.code()))
            .toList();
    long all = within.stream().mapToLong(whole).sum();
    return all > 0
        ? Optional.of(new Spending(within.stream().mapToLong(part).sum(), all))
        : Optional.empty();
  }

  /** All sums, in one order: equal texts, equal costs. */
  @Override
  public String toString() {
    return Objects.toString(years);
  }
}
