package canbao.jobs.supervision;

import static canbao.udfs.Functions.cityNumber;
import static java.util.Map.entry;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.run.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People of whom two facts do not go together, found in one pass: rows of people, statuses, groups,
 * relations and benefits are stacked with the same few numbers and folded by person in one
 * exchange. Nobody is joined with anybody; only the few who are suspected are looked at again.
 *
 * <p>A row of the result is a person: person_key, died (known or not), city, and suspicions, the
 * bits of {@link Suspicion}, of which there is at least one.
 */
record Situations(OpenRegister register, Supervision limits) {

  /** Cities of one line are so many bits; three lines have room in one number. */
  static final int CITY_BITS = 21;

  /** Numbers and days alone: texts would be folded by sorting everybody. */
  private static final Map<String, String> FOLDED =
      new TreeMap<>(
          Map.ofEntries(
              entry("facts", "int"),
              entry("birth", "date"),
              entry("died", "date"),
              entry("sex", "int"),
              entry("city", "int"),
              entry("live", "bigint"),
              entry("announced", "bigint"),
              entry("relations", "bigint"),
              entry("pension_cities", "bigint"),
              entry("medical_cities", "bigint"),
              entry("last_stop", "date"),
              entry("last_paid", "date")));

  /** The suspected, a row each. */
  Dataset<Row> suspected() {
    Dataset<Row> people =
        Stream.concat(
                Stream.of(personFacts(), statusFacts(), relationFacts()),
                Stream.of(
                        register.groupMembers().map(this::groupFacts),
                        register.benefits().map(Situations::benefitFacts))
                    .flatMap(Optional::stream))
            .reduce(Dataset::unionByName)
            .orElseThrow()
            .groupBy("person_key")
            .agg(
                bit_or(col("facts")).as("facts"),
                max(col("birth")).as("birth"),
                min(col("died")).as("died"),
                max(col("sex")).as("sex"),
                max(col("city")).as("city"),
                sum(col("live")).as("live"),
                sum(col("announced")).as("announced"),
                sum(col("relations")).as("relations"),
                bit_or(col("pension_cities")).as("pension_cities"),
                bit_or(col("medical_cities")).as("medical_cities"),
                max(col("last_stop")).as("last_stop"),
                max(col("last_paid")).as("last_paid"));
    return people
        .select(
            col("person_key"),
            col("died"),
            col("city").cast("string").as("city"),
            new Suspicions(register.day(), limits).of().as("suspicions"))
        .filter(col("suspicions").notEqual(0));
  }

  private Dataset<Row> personFacts() {
    Column isMarkedDead =
        coalesce(col("life_state").equalTo("2"), lit(false))
            .or(coalesce(col("register_state").equalTo("死亡"), lit(false)));
    Column isDead = isMarkedDead.and(coalesce(col("death_date").leq(day()), lit(true)));
    return facts(
        register.persons(),
        Map.of(
            "facts", bits(Fact.IN_REGISTER.of(lit(true)), Fact.DEAD.of(isDead)),
            "birth", col("birth"),
            "sex", col("sex"),
            "city", col("city"),
            "died", when(isDead, col("death_date"))));
  }

  private Dataset<Row> statusFacts() {
    Column kind = col("kind");
    Column isDeath = kind.equalTo("DEATH");
    Column isPrison = kind.equalTo("PRISON");
    return facts(
        register
            .statuses()
            .filter(col("is_known").and(col("from_date").leq(day())))
            .filter(isDeath.or(isPrison).or(register.holds())),
        Map.of(
            "facts",
            bits(
                Fact.DEAD.of(isDeath),
                Fact.IN_PRISON.of(isPrison.and(register.holds())),
                Fact.WAS_IN_PRISON.of(isPrison),
                Fact.STUDENT.of(kind.equalTo("STUDENT")),
                Fact.AWAY.of(kind.isin("SOLDIER", "ABROAD", "INSURED_OUTSIDE"))),
            "died",
            when(isDeath, col("from_date"))));
  }

  private Dataset<Row> groupFacts(Dataset<Row> members) {
    Column isNamed = col("group_code").isin(limits.groups().toArray());
    return facts(
        members.filter(col("is_known").and(isNamed).and(register.holds())),
        Map.of("facts", Fact.IN_GROUP.of(lit(true))));
  }

  private static Dataset<Row> benefitFacts(Dataset<Row> benefits) {
    return facts(
        benefits.filter(col("is_known").and(Line.isOneOf(Line.PENSIONS))),
        Map.of(
            "facts",
            bits(
                Line.PENSIONS.stream()
                    .map(line -> Fact.paid(line).of(col("line").equalTo(line.code())))
                    .toArray(Column[]::new)),
            "last_paid",
            col("month")));
  }

  private Dataset<Row> relationFacts() {
    Column isLive = Trait.LIVE.isTrue(register.day());
    Column isAnnounced = Trait.ANNOUNCED.isTrue(register.day());
    Column isPension = Line.isOneOf(Line.PENSIONS);
    Column isResidentMedical = col("line").equalTo(Line.RESIDENT_MEDICAL.code());
    List<Column> facts = new ArrayList<>();
    facts.add(Fact.HAS_PENSION.of(isLive.and(isPension)));
    facts.add(Fact.HAS_MEDICAL.of(isLive.and(Line.isOneOf(Line.MEDICALS))));
    facts.add(Fact.DRAWS.of(Trait.DRAWS.isTrue(register.day())));
    facts.add(Fact.PAYS_WITHOUT_REASON.of(Trait.PAYS_WITHOUT_REASON.isTrue(register.day())));
    facts.add(
        Fact.RETIRED.of(
            isLive
                .and(Trait.RETIRED.isTrue(register.day()))
                .and(col("line").isin("110", "120", "310"))));
    facts.add(Fact.EMPLOYED.of(isLive.and(col("line").isin("210", "510"))));
    facts.add(Fact.HAS_OTHER_THAN_RESIDENT_MEDICAL.of(isLive.and(not(isResidentMedical))));
    facts.add(Fact.HAS_RESIDENT_MEDICAL.of(isLive.and(isResidentMedical)));
    for (Line line : Line.TRANSFERRED) {
      facts.add(
          Fact.left(line)
              .of(col("line").equalTo(line.code()).and(Trait.OVER.isTrue(register.day()))));
    }
    return facts(
        register.relations(),
        Map.of(
            "facts", bits(facts.toArray(Column[]::new)),
            "live", when(isLive, Line.one()).otherwise(lit(0L)),
            "announced", when(isAnnounced, Line.one()).otherwise(lit(0L)),
            "relations", when(isLive.or(isAnnounced), lit(1L)).otherwise(lit(0L)),
            "pension_cities", cities(Line.PENSIONS),
            "medical_cities", cities(List.of(Line.EMPLOYEE_MEDICAL)),
            "last_stop",
                when(isPension.and(Trait.STOPPED.isTrue(register.day())), col("end_date"))));
  }

  /** The city of the row, as a set of cities of its line. */
  private Column cities(List<Line> lines) {
    Column place = Line.number(line -> (long) CITY_BITS * lines.indexOf(line), lines);
    Column city =
        call_function("shiftleft", lit(1L), cityNumber(col("city")).plus(place.cast("int")));
    return when(
            Line.isOneOf(lines).and(Trait.isPeriod(register.day())).and(col("city").isNotNull()),
            city)
        .otherwise(lit(0L));
  }

  private Column day() {
    return lit(register.day());
  }

  private static Column bits(Column... bits) {
    return Stream.of(bits).reduce(Column::bitwiseOR).orElseThrow();
  }

  /** The given columns and, for what these rows do not speak of, nothing. */
  private static Dataset<Row> facts(Dataset<Row> rows, Map<String, Column> given) {
    List<Column> columns = new ArrayList<>(List.of(col("person_key")));
    FOLDED.forEach(
        (name, type) -> {
          Column none = type.equals("bigint") || type.equals("int") ? lit(0) : lit(null);
          columns.add(given.getOrDefault(name, none).cast(type).as(name));
        });
    return rows.select(columns.toArray(Column[]::new));
  }
}
