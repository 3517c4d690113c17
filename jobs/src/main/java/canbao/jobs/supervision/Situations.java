package canbao.jobs.supervision;

import static canbao.udfs.Functions.cityNumber;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.run.Supervision;
import java.time.LocalDate;
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
 * People of whom two facts do not go together, found in one pass: rows of people, statuses, groups
 * and relations are stacked with the same few numbers and folded by person in one exchange. Nobody
 * is joined with anybody; only the few who are suspected are looked at again.
 *
 * <p>A row of the result is a person: person_key, died (known or not), city, and suspicions, the
 * bits of {@link Suspicion}, of which there is at least one.
 */
record Situations(OpenRegister register, Supervision limits) {

  /** Facts that are true of a person or not: bits of one number. */
  private enum Fact {
    IN_REGISTER,
    DEAD,
    IN_PRISON,
    STUDENT,
    AWAY,
    IN_GROUP,
    HAS_PENSION,
    HAS_MEDICAL,
    DRAWS,
    PAYS_WITHOUT_REASON,
    RETIRED,
    EMPLOYED,
    HAS_OTHER_THAN_RESIDENT_MEDICAL,
    HAS_RESIDENT_MEDICAL,
    LEFT_EMPLOYEE_PENSION,
    LEFT_PUBLIC_INSTITUTION_PENSION,
    LEFT_RESIDENT_PENSION,
    LEFT_EMPLOYEE_MEDICAL,
    WAS_IN_PRISON,
    PAID_EMPLOYEE_PENSION,
    PAID_PUBLIC_INSTITUTION_PENSION,
    PAID_RESIDENT_PENSION;

    private static final List<Fact> IN_ORDER = List.of(values());

    /** Of a row of which the condition is true. */
    Column of(Column condition) {
      return when(condition, lit(bit())).otherwise(lit(0));
    }

    /** Of folded facts. */
    Column isIn() {
      return col("facts").bitwiseAND(bit()).notEqual(0);
    }

    private int bit() {
      return 1 << IN_ORDER.indexOf(this);
    }
  }

  /** Cities of one line are so many bits; three lines have room in one number. */
  private static final int CITY_BITS = 21;

  /** Numbers and days alone: texts would be folded by sorting everybody. */
  private static final Map<String, String> FOLDED =
      new TreeMap<>(
          Map.of(
              "facts", "int",
              "birth", "date",
              "died", "date",
              "sex", "int",
              "city", "int",
              "live", "bigint",
              "relations", "bigint",
              "pension_cities", "bigint",
              "medical_cities", "bigint",
              "last_stop", "date"));

  static {
    FOLDED.put("last_paid", "date");
  }

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
                sum(col("relations")).as("relations"),
                bit_or(col("pension_cities")).as("pension_cities"),
                bit_or(col("medical_cities")).as("medical_cities"),
                max(col("last_stop")).as("last_stop"),
                max(col("last_paid")).as("last_paid"));
    Column suspicions =
        suspicions().entrySet().stream()
            .map(one -> one.getKey().when(one.getValue()))
            .reduce(Column::bitwiseOR)
            .orElseThrow();
    return people
        .select(
            col("person_key"),
            col("died"),
            col("city").cast("string").as("city"),
            suspicions.as("suspicions"))
        .filter(col("suspicions").notEqual(0));
  }

  private Map<Suspicion, Column> suspicions() {
    Map<Suspicion, Column> all = new TreeMap<>();
    all.put(Suspicion.TWICE_IN_A_LINE, isTwiceInALine());
    all.put(
        Suspicion.EMPLOYEE_AND_RESIDENT_PENSION,
        has(Line.EMPLOYEE_PENSION)
            .or(has(Line.PUBLIC_INSTITUTION_PENSION))
            .and(has(Line.RESIDENT_PENSION)));
    all.put(
        Suspicion.EMPLOYEE_AND_RESIDENT_MEDICAL,
        has(Line.EMPLOYEE_MEDICAL).and(has(Line.RESIDENT_MEDICAL)));
    Column isDead = Fact.DEAD.isIn();
    // The year of death was paid for in advance.
    Column diedEarlier = coalesce(year(col("died")).lt(register.day().getYear()), lit(false));
    all.put(
        Suspicion.DEAD_AND_ENROLLED,
        isDead.and(
            Fact.HAS_OTHER_THAN_RESIDENT_MEDICAL
                .isIn()
                .or(Fact.HAS_RESIDENT_MEDICAL.isIn().and(diedEarlier))));
    all.put(Suspicion.STOPPED_AFTER_DEATH, isDead.and(col("last_stop").gt(last_day(col("died")))));
    all.put(Suspicion.DRAWS_IN_PRISON, Fact.IN_PRISON.isIn().and(Fact.DRAWS.isIn()));
    all.put(
        Suspicion.OLD_STUDENT,
        Fact.STUDENT.isIn().and(not(isDead)).and(hasReached(limits.studentAge())));
    all.put(Suspicion.RETIRED_AND_EMPLOYED, Fact.RETIRED.isIn().and(Fact.EMPLOYED.isIn()));
    Column isOfPensionAge =
        when(col("sex").equalTo(2), hasReachedBefore(limits.pensionAgeOfWomen()))
            .otherwise(hasReachedBefore(limits.pensionAgeOfMen()));
    all.put(
        Suspicion.PAYS_BEYOND_PENSION_AGE,
        Fact.PAYS_WITHOUT_REASON.isIn().and(not(isDead)).and(isOfPensionAge));
    all.put(Suspicion.PERIODS_OF_TWO_CITIES, hasLeftOneOfTwoCities());
    all.put(Suspicion.GROUP_NOT_INSURED, isOfAGroupAndNotInsured());
    all.put(Suspicion.PAID_BY_TWO_LINES, isPaidBySomeOfTwo());
    all.put(Suspicion.PAID_AFTER_DEATH, isDead.and(col("last_paid").gt(last_day(col("died")))));
    all.put(
        Suspicion.PAID_AND_IN_PRISON_SOME_DAY,
        Fact.WAS_IN_PRISON.isIn().and(col("last_paid").isNotNull()));
    return all;
  }

  private static Column isTwiceInALine() {
    return Line.all()
        .map(line -> line.countIn(col("live")).gt(1))
        .reduce(Column::or)
        .orElseThrow()
        .or(col("relations").geq(Line.TOO_MANY_TO_COUNT));
  }

  /** Perhaps in different months; that is looked at where it is suspected. */
  private static Column isPaidBySomeOfTwo() {
    return Line.PENSIONS.stream()
        .map(line -> when(isPaidBy(line).isIn(), lit(1)).otherwise(lit(0)))
        .reduce(Column::plus)
        .orElseThrow()
        .gt(1);
  }

  private static Fact isPaidBy(Line line) {
    return Fact.valueOf("PAID_" + line.name());
  }

  private static Column has(Line line) {
    return line.countIn(col("live")).gt(0);
  }

  /** Whether somebody is so many years old; of whom no birth is known, nobody is. */
  private Column hasReached(int years) {
    return col("birth").leq(add_months(lit(register.day()), -12 * years));
  }

  /** The same before this month: a pension begins in the month after that of the birthday. */
  private Column hasReachedBefore(int years) {
    LocalDate month = register.day().withDayOfMonth(1);
    return col("birth").lt(add_months(lit(month), -12 * years));
  }

  private static Column hasLeftOneOfTwoCities() {
    return Line.TRANSFERRED.stream()
        .map(line -> isLeft(line).isIn().and(bit_count(citiesOf(line)).gt(1)))
        .reduce(Column::or)
        .orElseThrow();
  }

  private static Fact isLeft(Line line) {
    return Fact.valueOf("LEFT_" + line.name());
  }

  private static Column citiesOf(Line line) {
    int at = Line.PENSIONS.indexOf(line);
    Column sets = at < 0 ? col("medical_cities") : col("pension_cities");
    long mask = (1L << CITY_BITS) - 1;
    return shiftright(sets, CITY_BITS * Math.max(at, 0)).bitwiseAND(mask);
  }

  /** By both families: from 16 on and not in school 170 or its like, everybody 390 or its like. */
  private Column isOfAGroupAndNotInsured() {
    Column lacksPension =
        not(Fact.HAS_PENSION.isIn()).and(not(Fact.STUDENT.isIn())).and(hasReached(16));
    return Fact.IN_GROUP
        .isIn()
        .and(Fact.IN_REGISTER.isIn())
        .and(not(Fact.DEAD.isIn()))
        .and(not(Fact.AWAY.isIn()))
        .and(lacksPension.or(not(Fact.HAS_MEDICAL.isIn())));
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
                    .map(line -> isPaidBy(line).of(col("line").equalTo(line.code())))
                    .toArray(Column[]::new)),
            "last_paid",
            col("month")));
  }

  private Dataset<Row> relationFacts() {
    Column isLive = col("is_live");
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
          isLeft(line).of(col("line").equalTo(line.code()).and(Trait.OVER.isTrue(register.day()))));
    }
    return facts(
        register.relations(),
        Map.of(
            "facts", bits(facts.toArray(Column[]::new)),
            "live", when(isLive, Line.one()).otherwise(lit(0L)),
            "relations", when(isLive, lit(1L)).otherwise(lit(0L)),
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
