package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.evaluation.Counts.Bounds;
import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who of the people living in a city on a day, by the register, has an active social-security card:
 * by a card under an exact number, by other certain links, with probable ones.
 */
final class CardHolders {

  private static final String CARD = "register.card";
  private static final String STATE = "coverage.person_state";
  private static final String LINK = "register.link";
  private static final String ACTIVE = "1";
  private static final Slice NOW = Slice.whereNone(History.KNOWN_TO);

  /** How a card is somebody's; the less, the surer. */
  private static final int EXACT = 0;

  private static final int CERTAIN = 1;
  private static final int PROBABLE = 2;

  private final Map<String, Counts> cities;
  private final Reason reason;

  private CardHolders(Map<String, Counts> cities, Reason reason) {
    this.cities = new TreeMap<>(cities);
    this.reason = reason;
  }

  static CardHolders none(Reason reason) {
    return new CardHolders(Map.of(), reason);
  }

  static CardHolders of(Map<String, Counts> cities) {
    return new CardHolders(cities, Reason.NOBODY_DUE);
  }

  /** Holders on a day, by cards as they are known now. */
  static CardHolders of(Lake lake, LocalDate day) {
    Optional<Dataset<Row>> cards = lake.table(CARD);
    if (cards.isEmpty()) {
      return none(Reason.NO_CARD);
    }
    Slice ofDay = Slice.where("as_of", day);
    if (lake.size(STATE, ofDay) == 0) {
      return none(Reason.NO_STATE);
    }
    Dataset<Row> residents = residents(lake.table(STATE, ofDay).orElseThrow());
    return of(counts(residents.unionByName(holders(lake, active(cards.get(), day)))));
  }

  private static Dataset<Row> residents(Dataset<Row> states) {
    return states
        .filter(col("in_register").and(not(col("dead"))).and(col("resident_city").isNotNull()))
        .select(
            col("person_key"), col("resident_city").as("city"), lit(null).cast("int").as("doubt"));
  }

  private static Dataset<Row> active(Dataset<Row> cards, LocalDate day) {
    return new History(List.of("source", "person_key"))
        .on(cards, day, List.of("issued"))
        .filter(col("card_state").equalTo(ACTIVE))
        .filter(coalesce(col("issued").leq(lit(day)), lit(true)));
  }

  /** A row for everybody whose card it is or may be. */
  private static Dataset<Row> holders(Lake lake, Dataset<Row> cards) {
    Dataset<Row> own = cards.select(col("person_key"), noCity(), lit(EXACT).as("doubt"));
    return lake.table(LINK, NOW)
        .map(links -> own.unionByName(linked(cards, Few.of(likely(links), lake.size(LINK, NOW)))))
        .orElse(own);
  }

  private static Dataset<Row> likely(Dataset<Row> links) {
    return links
        .filter(col("certainty").isin("certain", "probable"))
        .select(col("from_key"), col("to_key"), col("certainty").as("link_certainty"));
  }

  private static Dataset<Row> linked(Dataset<Row> cards, Few likely) {
    Column doubt = when(col("link_certainty").equalTo("certain"), CERTAIN).otherwise(PROBABLE);
    return cards
        .join(likely.hinted(), col("person_key").equalTo(col("from_key")))
        .select(col("to_key").as("person_key"), noCity(), doubt.as("doubt"));
  }

  private static Column noCity() {
    return lit(null).cast("int").as("city");
  }

  private static Map<String, Counts> counts(Dataset<Row> rows) {
    Map<String, Counts> counts = new TreeMap<>();
    rows.groupBy("person_key")
        .agg(max(col("city")).as("city"), min(col("doubt")).as("doubt"))
        .filter(col("city").isNotNull())
        .groupBy(col("city").cast("string"))
        .agg(count(lit(1)), upTo(EXACT), upTo(CERTAIN), upTo(PROBABLE))
        .collectAsList()
        .forEach(
            row ->
                counts.put(
                    row.getString(0),
                    counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    return counts;
  }

  private static Column upTo(int doubt) {
    return count(when(col("doubt").leq(doubt), lit(1)));
  }

  private static Counts counts(long all, long low, long point, long high) {
    return new Counts(new Bounds(low, point, high), Optional.of(all));
  }

  /** Holders of those living in a city, or in the province; empty if nobody lives there. */
  Optional<Counts> of(Division division) {
    return division.isProvince()
        ? cities.values().stream().reduce(CardHolders::sum)
        : Optional.ofNullable(cities.get(division.code()));
  }

  /** Why there are none. */
  Reason reason() {
    return reason;
  }

  private static Counts sum(Counts one, Counts other) {
    return counts(
        one.due().orElseThrow() + other.due().orElseThrow(),
        one.people().low() + other.people().low(),
        one.people().point() + other.people().point(),
        one.people().high() + other.people().high());
  }

  /** All counts, in the order of cities: equal texts, equal holders. */
  @Override
  public String toString() {
    return reason.word() + Objects.toString(cities);
  }
}
