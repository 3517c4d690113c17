package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static canbao.udfs.Functions.countyOn;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * One row for each person whom the register or an enrolment knows.
 *
 * <p>Rows of people, statuses and live relations are stacked with the same few numeric columns and
 * folded by person in one aggregation and one exchange. Rows of people outside the population who
 * are found to be in it count for whom they are; the links are few and go to every task.
 */
final class PersonState {

  /** The district that is counted beside the cities, and its bit in a set of cities. */
  static final String MEMO = "440606";

  static final int MEMO_BIT = Places.cities().size();

  private static final List<String> KINDS =
      List.of("student", "soldier", "prison", "abroad", "insured_outside");

  private static final Column IS_LINKED = col("to_key").isNotNull();
  private static final Column LINKED_KEY =
      coalesce(col("to_key"), col("person_key")).as("person_key");

  private final LocalDate day;
  private final boolean countsSuspended;

  PersonState(LocalDate day, boolean countsSuspended) {
    this.day = day;
    this.countsSuspended = countsSuspended;
  }

  /** Columns of {@code person_state} without as_of. */
  Dataset<Row> of(RegisterOn register, Denominators denominators) {
    Dataset<Row> facts =
        personFacts(register.persons())
            .unionByName(statusFacts(register.statuses(), register.links()))
            .unionByName(relationFacts(register.enrolments(), register.links()));
    return withDue(folded(facts), denominators);
  }

  /**
   * Live relations, and suspended ones, of the lines that make cover, in pools of the 21 cities.
   */
  Dataset<Row> relations(Dataset<Row> enrolments) {
    Column hasStarted = col("start_date").leq(lit(day));
    Column hasNotEnded = coalesce(col("end_date").geq(lit(day)), lit(true));
    Column isPaidFor =
        col("line")
            .notEqual(InsuranceLine.RESIDENT_MEDICAL.code())
            .or(coalesce(col("insurance_year").equalTo(day.getYear()), lit(false)));
    Column isSuspended = col("state").equalTo("suspended");
    Column isLive = col("state").equalTo("enrolled");
    Column counts = countsSuspended ? isLive.or(isSuspended) : isLive;
    Object[] lines =
        Arrays.stream(InsuranceLine.values()).map(InsuranceLine::code).toArray(Object[]::new);
    return enrolments
        .filter(col("line").isin(lines))
        .filter(hasStarted.and(hasNotEnded).and(isPaidFor).and(isLive.or(isSuspended)))
        .select(
            col("person_key"),
            col("certainty").equalTo("exact").as("is_exact"),
            col("line"),
            cityNumber(col("pool_division")).as("pool_city"),
            isInMemo("pool_division").as("is_in_memo"),
            counts.as("is_live"))
        .filter(col("pool_city").isNotNull());
  }

  private Dataset<Row> personFacts(Dataset<Row> persons) {
    Column isRegistered = coalesce(col("register_state").equalTo("正常"), lit(false));
    Column registeredCity = when(isRegistered, cityNumber(col("registration_division")));
    Column livesWhereRegistered = col("residence_is_empty").and(isRegistered);
    Column residentCity =
        coalesce(cityNumber(col("residence_division")), when(livesWhereRegistered, registeredCity));
    Column isRegisteredInMemo = isRegistered.and(isInMemo("registration_division"));
    Column isDead =
        coalesce(col("life_state").equalTo("2"), lit(false))
            .or(coalesce(col("register_state").equalTo("死亡"), lit(false)))
            .and(coalesce(col("death_date").leq(lit(day)), lit(true)));
    return facts(
        persons,
        col("person_key"),
        List.of(
            lit(true).as("in_register"),
            col("certainty").equalTo("exact").as("is_exact"),
            registeredCity.as("registered_number"),
            residentCity.as("resident_number"),
            isRegisteredInMemo.as("is_registered_in_memo"),
            isInMemo("residence_division")
                .or(livesWhereRegistered.and(isRegisteredInMemo))
                .as("is_resident_in_memo"),
            isDead.as("dead"),
            col("birth"),
            col("sex").cast(DataTypes.IntegerType).as("sex_number")));
  }

  /** Statuses of people known by a valid number or linked for certain. */
  private Dataset<Row> statusFacts(Dataset<Row> statuses, Dataset<Row> links) {
    Column hasBegun = col("from_date").leq(lit(day));
    Column hasNotEnded = coalesce(col("to_date").geq(lit(day)), lit(true));
    Column isKnown = col("certainty").equalTo("exact").or(IS_LINKED);
    List<Column> columns = new ArrayList<>();
    columns.add(not(IS_LINKED).as("is_exact"));
    columns.add(col("kind").equalTo("DEATH").as("dead"));
    for (String kind : KINDS) {
      Column isOfKind = col("kind").equalTo(kind.toUpperCase(Locale.ROOT));
      columns.add(isOfKind.and(hasNotEnded).as(kind));
    }
    return facts(
        linked(statuses.filter(hasBegun), certain(links)).filter(isKnown), LINKED_KEY, columns);
  }

  private Dataset<Row> relationFacts(Dataset<Row> enrolments, Dataset<Row> links) {
    Column place = when(col("is_exact"), lit(0)).otherwise(lit(LineCities.PLACES));
    Column pool = shifted(col("pool_city").plus(place));
    Column memo = when(col("is_in_memo"), shifted(place.plus(MEMO_BIT))).otherwise(lit(0L));
    Column cities = pool.bitwiseOR(memo);
    Column isOnlyProbable = coalesce(col("is_probable"), lit(false));
    Column counts = col("is_live").and(not(isOnlyProbable));
    List<Column> columns = new ArrayList<>();
    columns.add(col("is_exact").and(not(IS_LINKED)).as("is_exact"));
    Column probableLines = lit(0);
    for (InsuranceLine line : InsuranceLine.values()) {
      Column isOfLine = col("line").equalTo(line.code());
      columns.add(when(isOfLine.and(counts), cities).otherwise(lit(0L)).as(line.citiesColumn()));
      probableLines = when(isOfLine, line.bit()).otherwise(probableLines);
    }
    Column isProbable = col("is_live").and(isOnlyProbable);
    columns.add(when(isProbable, probableLines).otherwise(lit(0)).as("probable_lines"));
    Column isNotLive = not(col("is_live")).and(not(isOnlyProbable));
    columns.add(isOf(Family.PENSION).and(isNotLive).as("is_pension_suspended"));
    columns.add(isOf(Family.MEDICAL).and(isNotLive).as("is_medical_suspended"));
    Dataset<Row> toWhom = certain(links).unionByName(probable(links));
    return facts(linked(relations(enrolments), toWhom), LINKED_KEY, columns);
  }

  /** Bit of a number as a set of 64. */
  private static Column shifted(Column place) {
    return call_function("shiftleft", lit(1L), place);
  }

  /** Who somebody certainly is: one row a person linked. */
  private static Dataset<Row> certain(Dataset<Row> links) {
    return links
        .filter(col("certainty").equalTo("certain"))
        .select(col("from_key"), col("to_key"), lit(false).as("is_probable"));
  }

  /** Two rows a person linked: one stays with the person, the other is for whom it may be. */
  private static Dataset<Row> probable(Dataset<Row> links) {
    Dataset<Row> probable = links.filter(col("certainty").isin("probable", "possible"));
    return probable
        .select(
            col("from_key"), lit(null).cast("bigint").as("to_key"), lit(false).as("is_probable"))
        .unionByName(probable.select(col("from_key"), col("to_key"), lit(true).as("is_probable")));
  }

  /** The rows with the person for whom they count, more than once if it is not certain. */
  private static Dataset<Row> linked(Dataset<Row> rows, Dataset<Row> toWhom) {
    return rows.join(
        broadcast(toWhom), rows.col("person_key").equalTo(toWhom.col("from_key")), "left_outer");
  }

  private static Column isOf(Family family) {
    return col("line").isin(InsuranceLine.of(family).stream().map(InsuranceLine::code).toArray());
  }

  private Column isInMemo(String division) {
    return coalesce(countyOn(col(division), lit(day)).equalTo(MEMO), lit(false));
  }

  /** The given columns and, for the facts that these rows do not speak of, nothing. */
  private static Dataset<Row> facts(Dataset<Row> rows, Column person, List<Column> given) {
    Dataset<Row> named =
        rows.select(Stream.concat(Stream.of(person), given.stream()).toArray(Column[]::new));
    List<String> names = List.of(named.columns());
    Column[] all =
        factTypes().entrySet().stream()
            .map(
                fact ->
                    names.contains(fact.getKey())
                        ? col(fact.getKey())
                        : nothing(fact.getValue()).as(fact.getKey()))
            .toArray(Column[]::new);
    return named.select(all);
  }

  private static Column nothing(String type) {
    return switch (type) {
      case "boolean" -> lit(false);
      case "set" -> lit(0L);
      case "lines" -> lit(0);
      default -> lit(null).cast(type);
    };
  }

  private static Map<String, String> factTypes() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("person_key", "bigint");
    List.of("in_register", "is_exact", "dead").forEach(name -> types.put(name, "boolean"));
    List.of("registered_number", "resident_number", "sex_number")
        .forEach(name -> types.put(name, "int"));
    types.put("birth", "date");
    List.of("is_registered_in_memo", "is_resident_in_memo")
        .forEach(name -> types.put(name, "boolean"));
    KINDS.forEach(name -> types.put(name, "boolean"));
    List.of("is_pension_suspended", "is_medical_suspended")
        .forEach(name -> types.put(name, "boolean"));
    for (InsuranceLine line : InsuranceLine.values()) {
      types.put(line.citiesColumn(), "set");
    }
    types.put("probable_lines", "lines");
    return types;
  }

  private static Dataset<Row> folded(Dataset<Row> facts) {
    List<Column> folds = new ArrayList<>();
    factTypes()
        .forEach(
            (name, type) -> {
              if (!name.equals("person_key")) {
                boolean isSet = type.equals("set") || type.equals("lines");
                folds.add((isSet ? bit_or(col(name)) : max(col(name))).as(name));
              }
            });
    return facts
        .groupBy("person_key")
        .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new));
  }

  private Dataset<Row> withDue(Dataset<Row> people, Denominators denominators) {
    Dataset<Row> facts =
        people
            .withColumn("registered_city", cityCode("registered_number"))
            .withColumn("resident_city", cityCode("resident_number"))
            .withColumn("age", age());
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("person_key", "in_register", "is_exact")) {
      columns.add(col(name));
    }
    columns.addAll(
        List.of(
            col("registered_city"),
            col("resident_city"),
            col("is_registered_in_memo"),
            col("is_resident_in_memo"),
            col("dead"),
            col("age"),
            col("sex_number").cast(DataTypes.StringType).as("sex"),
            dueBits(denominators).as("due_bits"),
            notDueReason().as("not_due_reason"),
            col("is_pension_suspended"),
            col("is_medical_suspended")));
    columns.addAll(LineCities.columns());
    columns.add(col("probable_lines"));
    return facts.select(columns.toArray(Column[]::new));
  }

  private static Column dueBits(Denominators denominators) {
    DueBits places = new DueBits(denominators);
    Column bits = lit(0L);
    for (Denominator of : denominators.denominators()) {
      bits = bits.bitwiseOR(bitIf(of.pension(), places.of(of, Family.PENSION)));
      bits = bits.bitwiseOR(bitIf(of.medical(), places.of(of, Family.MEDICAL)));
    }
    for (PublishedDenominator of : denominators.published()) {
      bits = bits.bitwiseOR(bitIf(of.pensionExcluded(), places.countedOff(of, Family.PENSION)));
      bits = bits.bitwiseOR(bitIf(of.medicalExcluded(), places.countedOff(of, Family.MEDICAL)));
    }
    return bits;
  }

  private static Column bitIf(String predicate, int bit) {
    return when(expr(predicate).and(col("in_register")), lit(1L << bit)).otherwise(lit(0L));
  }

  private static Column notDueReason() {
    Column reason = when(col("in_register").equalTo(lit(false)), "not_in_register");
    reason =
        reason.when(col("dead"), "dead").when(col("resident_city").isNull(), "lives_elsewhere");
    for (String kind : List.of("student", "soldier", "abroad", "insured_outside")) {
      reason = reason.when(col(kind), kind);
    }
    return reason.when(col("age").isNull(), "age_unknown").when(col("age").lt(16), "under_16");
  }

  /** Full years on the day; born on 29 February counts as 28 February in a common year. */
  private Column age() {
    Column years = lit(day.getYear()).minus(year(col("birth")));
    Column hadBirthday = add_months(col("birth"), years.multiply(12)).leq(lit(day));
    return when(hadBirthday, years).otherwise(years.minus(1));
  }

  private static Column cityCode(String number) {
    return get(cityCodes(), col(number));
  }

  /** Codes of the cities in the order of their numbers. */
  static Column cityCodes() {
    return array(
        Places.cities().stream()
            .map(city -> lit(Integer.valueOf(city.code())))
            .toArray(Column[]::new));
  }
}
