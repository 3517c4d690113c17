package canbao.jobs.coverage;

import static canbao.udfs.Functions.cityNumber;
import static canbao.udfs.Functions.countyOn;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.group.EmploymentKind;
import canbao.jobs.group.RegistrationKind;
import canbao.jobs.group.SpecialGroup;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What decides about a person on a day, one row for each whom the register or an enrolment knows.
 *
 * <p>Rows of people, statuses and live relations are stacked with the same few numeric columns and
 * folded by person in one aggregation and one exchange. Rows of people outside the population who
 * are found to be in it count for whom they are.
 *
 * @param day DATE, of each row of the register
 * @param beside columns of rows that, beside their person, say which facts are folded
 * @param countsSuspended whether suspended relations make cover
 * @param contributingMonths who has paid for a day of the last so many months contributes
 */
record PersonFacts(
    Column day, List<String> beside, boolean countsSuspended, int contributingMonths) {

  /** On one day for all rows. */
  PersonFacts(LocalDate day, Settings settings) {
    this(lit(day), List.of(), settings);
  }

  PersonFacts(Column day, List<String> beside, Settings settings) {
    this(day, beside, settings.countSuspended(), settings.denominators().contributingMonths());
  }

  /** Statuses that are facts of their own; death is another. */
  static final List<String> KINDS =
      List.of("student", "soldier", "prison", "abroad", "insured_outside");

  /** Who pays and who draws ({@link Contribution}). */
  static final List<String> PAYS =
      List.of("is_pension_contributing", "is_medical_contributing", "is_pension_receiving");

  /**
   * Beside person_key what predicates of {@code conf/denominators.yml} speak of, birth, sex_number,
   * the county of each place and what groups people are of, and for each line the pools as {@link
   * LineCities} folds them.
   */
  Dataset<Row> of(DayRows register) {
    return of(register, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** The same of some people. */
  Dataset<Row> of(DayRows register, TouchedPeople people) {
    return of(register, people::rowsFor, people::only);
  }

  private Dataset<Row> of(
      DayRows register,
      UnaryOperator<Dataset<Row>> wantedRows,
      UnaryOperator<Dataset<Row>> wantedFacts) {
    return folded(wantedFacts.apply(stacked(register, wantedRows)));
  }

  /** The facts of all rows, not folded yet. */
  Dataset<Row> stacked(DayRows register) {
    return stacked(register, UnaryOperator.identity());
  }

  private Dataset<Row> stacked(DayRows register, UnaryOperator<Dataset<Row>> wantedRows) {
    PeopleLinks links = register.links();
    Dataset<Row> facts =
        personFacts(wantedRows.apply(register.persons()))
            .unionByName(statusFacts(wantedRows.apply(register.statuses()), links))
            .unionByName(relationFacts(wantedRows.apply(register.enrolments()), links));
    return register
        .groupMembers()
        .map(members -> facts.unionByName(groupFacts(wantedRows.apply(members), links)))
        .orElse(facts);
  }

  /** Of a row of {@code register.person}: all that another day makes something else of. */
  static Column changingWithDays(LocalDate day) {
    return struct(ageOn(lit(day)), isDeadOn(lit(day)));
  }

  /** Of a row of {@code register.enrolment}: the same. */
  Column changingRelation() {
    return struct(new LiveRelation(day, countsSuspended).isInTime(), contribution().isPaid());
  }

  /**
   * Live relations, and suspended ones, of the lines that make cover, in pools of the 21 cities;
   * and such as were paid for not long ago.
   */
  Dataset<Row> relations(Dataset<Row> enrolments) {
    LiveRelation relation = new LiveRelation(day, countsSuspended);
    Column counts = col("counts");
    Stream<Column> given =
        Stream.of(
            col("person_key"),
            counts,
            col("certainty").equalTo("exact").as("is_exact"),
            col("line"),
            cityNumber(col("pool_division")).as("pool_city"),
            isInMemo("pool_division").as("is_in_memo"),
            counts.and(relation.isLive()).as("is_live"),
            contribution().isPaid().as("is_paid"),
            counts.and(contribution().isDrawn()).as("is_drawn"),
            EmploymentKind.set(col("line"), col("employer_type"), col("retired"))
                .as("employment_kinds"));
    return enrolments
        .withColumn("counts", coalesce(Condition.all(relation.conditions()), lit(false)))
        .filter(counts.or(contribution().isPaid()))
        .select(Stream.concat(given, beside.stream().map(Column::new)).toArray(Column[]::new));
  }

  private Contribution contribution() {
    return new Contribution(day, contributingMonths);
  }

  private Dataset<Row> personFacts(Dataset<Row> persons) {
    Column isRegistered = coalesce(col("register_state").equalTo("正常"), lit(false));
    Column registeredCity = when(isRegistered, cityNumber(col("registration_division")));
    Column livesWhereRegistered = col("residence_is_empty").and(isRegistered);
    Column residentCity =
        coalesce(cityNumber(col("residence_division")), when(livesWhereRegistered, registeredCity));
    Column isRegisteredInMemo = isRegistered.and(isInMemo("registration_division"));
    return facts(
        persons,
        col("person_key"),
        List.of(
            lit(true).as("is_there"),
            lit(true).as("in_register"),
            col("certainty").equalTo("exact").as("is_exact"),
            registeredCity.as("registered_number"),
            residentCity.as("resident_number"),
            when(isRegistered, county("registration_division")).as("registered_county"),
            when(livesWhereRegistered, county("registration_division"))
                .otherwise(county("residence_division"))
                .as("resident_county"),
            when(isRegistered, street("registration")).as("registered_street"),
            when(livesWhereRegistered, street("registration"))
                .otherwise(street("residence"))
                .as("resident_street"),
            RegistrationKind.read(col("household_kind")).as("registration_kind"),
            isRegisteredInMemo.as("is_registered_in_memo"),
            isInMemo("residence_division")
                .or(livesWhereRegistered.and(isRegisteredInMemo))
                .as("is_resident_in_memo"),
            isDeadOn(day).as("dead"),
            col("birth"),
            col("sex").cast(DataTypes.IntegerType).as("sex_number")));
  }

  private static Column isDeadOn(Column day) {
    return coalesce(col("life_state").equalTo("2"), lit(false))
        .or(coalesce(col("register_state").equalTo("死亡"), lit(false)))
        .and(coalesce(col("death_date").leq(day), lit(true)));
  }

  /** Statuses of people known by a valid number or linked for certain. */
  private Dataset<Row> statusFacts(Dataset<Row> statuses, PeopleLinks links) {
    StatusSpell spell = new StatusSpell(day);
    List<Column> columns = new ArrayList<>();
    columns.add(lit(true).as("is_there"));
    columns.add(not(PeopleLinks.IS_LINKED).as("is_exact"));
    columns.add(col("kind").equalTo("DEATH").as("dead"));
    for (String kind : KINDS) {
      Column isOfKind = col("kind").equalTo(kind.toUpperCase(Locale.ROOT));
      columns.add(isOfKind.and(spell.lasts()).as(kind));
    }
    Dataset<Row> begun = links.certain(statuses).filter(Condition.all(spell.beginnings()));
    return facts(begun, PeopleLinks.PERSON, columns);
  }

  /** Groups of people known by a valid number or linked for certain. */
  private Dataset<Row> groupFacts(Dataset<Row> members, PeopleLinks links) {
    return facts(
        links
            .certain(members)
            .filter(GroupSpell.isOfSomebodyCertain().and(new GroupSpell(day).lasts())),
        PeopleLinks.PERSON,
        List.of(
            lit(true).as("is_there"),
            not(PeopleLinks.IS_LINKED).as("is_exact"),
            SpecialGroup.set(col("group_code")).as("special_groups")));
  }

  private Dataset<Row> relationFacts(Dataset<Row> enrolments, PeopleLinks links) {
    Column place = when(col("is_exact"), lit(0)).otherwise(lit(LineCities.PLACES));
    Column pool = shifted(col("pool_city").plus(place));
    Column memo =
        when(col("is_in_memo"), shifted(place.plus(PersonState.MEMO_BIT))).otherwise(lit(0L));
    Column cities = pool.bitwiseOR(memo);
    Column isOnlyProbable = PeopleLinks.IS_ONLY_PROBABLE;
    Column counts = col("is_live").and(not(isOnlyProbable));
    List<Column> columns = new ArrayList<>();
    columns.add(col("counts").as("is_there"));
    columns.add(col("counts").and(col("is_exact")).and(not(PeopleLinks.IS_LINKED)).as("is_exact"));
    Column probableLines = lit(0);
    for (InsuranceLine line : InsuranceLine.values()) {
      Column isOfLine = col("line").equalTo(line.code());
      columns.add(when(isOfLine.and(counts), cities).otherwise(lit(0L)).as(line.citiesColumn()));
      probableLines = when(isOfLine, line.bit()).otherwise(probableLines);
    }
    Column isProbable = col("is_live").and(isOnlyProbable);
    columns.add(when(isProbable, probableLines).otherwise(lit(0)).as("probable_lines"));
    columns.add(col("counts").and(PeopleLinks.IS_AMBIGUOUS).as("is_ambiguous"));
    Column isCertain = not(isOnlyProbable);
    columns.add(
        when(col("counts").and(isCertain), col("employment_kinds"))
            .otherwise(lit(0))
            .as("employment_kinds"));
    Column isNotLive = col("counts").and(not(col("is_live"))).and(isCertain);
    columns.add(isOf(Family.PENSION).and(isNotLive).as("is_pension_suspended"));
    columns.add(isOf(Family.MEDICAL).and(isNotLive).as("is_medical_suspended"));
    Column isPaid = col("is_paid").and(isCertain);
    columns.add(isOf(Family.PENSION).and(isPaid).as("is_pension_contributing"));
    columns.add(isOf(Family.MEDICAL).and(isPaid).as("is_medical_contributing"));
    columns.add(
        isOf(Family.PENSION).and(col("is_drawn")).and(isCertain).as("is_pension_receiving"));
    return facts(links.likely(relations(enrolments)), PeopleLinks.PERSON, columns);
  }

  /** Bit of a number as a set of 64. */
  private static Column shifted(Column place) {
    return call_function("shiftleft", lit(1L), place);
  }

  private static Column isOf(Family family) {
    return col("line").isin(InsuranceLine.of(family).stream().map(InsuranceLine::code).toArray());
  }

  private Column isInMemo(String division) {
    return coalesce(countyOn(col(division), day).equalTo(PersonState.MEMO), lit(false));
  }

  private Column county(String division) {
    return countyOn(col(division), day).cast(DataTypes.IntegerType);
  }

  /** The code of a street as the county's code is on the day. */
  private Column street(String place) {
    Column number = substring(col(place + "_street"), 7, 3).cast(DataTypes.IntegerType);
    return county(place + "_division").multiply(PersonState.STREETS).plus(number);
  }

  /** The given columns and, for the facts that these rows do not speak of, nothing. */
  private Dataset<Row> facts(Dataset<Row> rows, Column person, List<Column> given) {
    Column[] asked =
        Stream.of(Stream.of(person), beside.stream().map(Column::new), given.stream())
            .flatMap(columns -> columns)
            .toArray(Column[]::new);
    Dataset<Row> named = rows.select(asked);
    Stream<Column> all = FactColumns.laidOut(List.of(named.columns()));
    return named.select(
        Stream.concat(beside.stream().map(Column::new), all).toArray(Column[]::new));
  }

  /**
   * Facts of one person folded into a row each. Who once paid and has nothing else left is not
   * there.
   */
  Dataset<Row> folded(Dataset<Row> facts) {
    List<Column> folds = FactColumns.folds();
    return facts
        .groupBy(
            Stream.concat(Stream.of("person_key"), beside.stream())
                .map(Column::new)
                .toArray(Column[]::new))
        .agg(folds.get(0), folds.subList(1, folds.size()).toArray(Column[]::new))
        .filter(col("is_there"))
        .withColumn("registered_city", cityCode("registered_number"))
        .withColumn("resident_city", cityCode("resident_number"))
        .withColumn("age", ageOn(day));
  }

  /** Full years on the day; born on 29 February counts as 28 February in a common year. */
  private static Column ageOn(Column day) {
    Column years = year(day).minus(year(col("birth")));
    Column hadBirthday = add_months(col("birth"), years.multiply(12)).leq(day);
    return when(hadBirthday, years).otherwise(years.minus(1));
  }

  private static Column cityCode(String number) {
    return get(LineCities.cityCodes(), col(number));
  }
}
