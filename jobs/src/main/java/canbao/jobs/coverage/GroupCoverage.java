package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.disclosure.Cell;
import canbao.jobs.disclosure.Suppression;
import canbao.jobs.group.Counted;
import canbao.jobs.group.Dimension;
import canbao.jobs.group.GroupCounts;
import canbao.jobs.group.GroupNumber;
import canbao.jobs.group.HeldCells;
import canbao.jobs.group.Measures;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.group_coverage}: who is due by the first denominator of registration and
 * of residence, and who of them is covered, by county and group. Numbers from which a few people
 * could be told are not in them.
 */
final class GroupCoverage {

  private static final List<Basis> BASES = List.of(Basis.REGISTRATION, Basis.RESIDENCE);
  private static final List<Family> FAMILIES = List.of(Family.PENSION, Family.MEDICAL);

  /** Copies of the rows in releases. */
  private static final String RELEASED = "release.group_coverage";

  private final RegisterOn register;
  private final Settings settings;
  private final Denominators denominators;

  GroupCoverage(RegisterOn register, Settings settings) {
    this.register = register;
    this.settings = settings;
    this.denominators = settings.denominators();
  }

  /**
   * The rows of the day.
   *
   * @param states rows of {@code coverage.person_state} of the day
   * @param held cells that are to be hidden because of nights
   */
  List<Row> rows(Dataset<Row> states, HeldCells held, CountedRun run) {
    LocalDate neededUntil = register.day().plusDays(settings.disclosure().holdDays());
    Suppression suppression = new Suppression(settings.disclosure().threshold(), neededUntil);
    List<Counted> counted =
        byPlace(states, denominators).collectAsList().stream().map(GroupCoverage::counted).toList();
    return new GroupCounts(counted, register.groupMembers().isPresent())
        .numbers(suppression, held).stream().map(number -> row(number, run)).toList();
  }

  /**
   * What the last night before the day hides for the day too, and what releases of the day have
   * hidden: one that is counted again shows nothing that could be taken from what was published.
   */
  HeldCells heldBefore() {
    Optional<Dataset<Row>> nightBefore =
        StateRun.stored(register.lake()).stream()
            .map(StateRun::day)
            .filter(day -> day.isBefore(register.day()))
            .sorted(Comparator.reverseOrder())
            .filter(day -> size(day) > 0)
            .findFirst()
            .map(this::stored);
    Optional<Dataset<Row>> released =
        register.lake().table(RELEASED, Slice.where("as_of", register.day()));
    HeldCells held = new HeldCells();
    nightBefore.ifPresent(rows -> hold(rows, held));
    released.ifPresent(rows -> hold(rows, held));
    return held;
  }

  /** What the stored rows of a day hide for this day too. */
  HeldCells hiddenOn(LocalDate day) {
    return hiddenIn(stored(day));
  }

  private Dataset<Row> stored(LocalDate day) {
    return register.lake().read(CoverageTables.GROUP_COVERAGE, Slice.where("as_of", day));
  }

  /** What some rows of the table hide for this day too. */
  HeldCells hiddenIn(Dataset<Row> rows) {
    HeldCells held = new HeldCells();
    hold(rows, held);
    return held;
  }

  private void hold(Dataset<Row> rows, HeldCells held) {
    rows.filter(col("suppressed").and(col("hidden_until").geq(lit(register.day()))))
        .select(
            col("basis"),
            col("dimension"),
            col("division"),
            col("value"),
            col("hidden_until").cast("string"))
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                held.hold(
                    row.getString(0),
                    row.getString(1),
                    new Cell(row.getString(2), row.getString(3)),
                    LocalDate.parse(row.getString(4))));
  }

  private long size(LocalDate day) {
    return register
        .lake()
        .size(CoverageTables.GROUP_COVERAGE.qualifiedName(), Slice.where("as_of", day));
  }

  /**
   * People by basis, city, county and number of a value ({@link Dimension#ofPerson}), counted by
   * {@link Measures}. People who are alike are put together before they are counted at their places
   * and in their groups.
   */
  static Dataset<Row> byPlace(Dataset<Row> states, Denominators denominators) {
    Column[] kinds =
        Stream.concat(
                Stream.of(
                    col("registered_city"),
                    col("registered_county"),
                    col("resident_city"),
                    col("resident_county"),
                    col("due_bits").bitwiseAND(lit(asked(denominators))).as("due_bits"),
                    isCovered(Family.PENSION).as("pension_covered"),
                    isCovered(Family.MEDICAL).as("medical_covered")),
                Dimension.facts().stream())
            .toArray(Column[]::new);
    Column[] places =
        BASES.stream().map(basis -> place(basis, denominators)).toArray(Column[]::new);
    Column isDue = col("place.pension_due").or(col("place.medical_due"));
    List<Column> measures = new ArrayList<>();
    for (Family family : FAMILIES) {
      Column due = col("place." + family.word() + "_due");
      Column covered = col(family.word() + "_covered");
      measures.add(people(due.and(covered)).as(family.word() + "_people_covered"));
      measures.add(people(due.and(not(covered))).as(family.word() + "_people_uncovered"));
    }
    return states
        .filter(col("due_bits").bitwiseAND(lit(asked(denominators))).notEqual(0))
        .groupBy(kinds)
        .agg(count(lit(1)).as("alike"))
        .withColumn("place", explode(array(places)))
        .filter(col("place.city").isNotNull().and(isDue))
        .withColumn("number", explode(Dimension.ofPerson()))
        .groupBy(col("place.basis"), col("place.city"), col("place.county"), col("number"))
        .agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new));
  }

  private static Column place(Basis basis, Denominators denominators) {
    String place = basis == Basis.REGISTRATION ? "registered" : "resident";
    Denominator denominator = denominators.first(basis.word());
    return struct(
        lit(basis.word()).as("basis"),
        col(place + "_city").as("city"),
        coalesce(col(place + "_county"), lit(0)).as("county"),
        isDue(denominator, Family.PENSION, denominators).as("pension_due"),
        isDue(denominator, Family.MEDICAL, denominators).as("medical_due"));
  }

  /** On a row of the states: whether somebody is due by a denominator. */
  static Column isDue(Denominator denominator, Family family, Denominators denominators) {
    long bit = 1L << new DueBits(denominators).of(denominator, family);
    return col("due_bits").bitwiseAND(lit(bit)).notEqual(0);
  }

  /** The bits of who is due by a denominator that is counted. */
  private static long asked(Denominators denominators) {
    DueBits bits = new DueBits(denominators);
    return BASES.stream()
        .map(basis -> denominators.first(basis.word()))
        .flatMap(of -> FAMILIES.stream().map(family -> 1L << bits.of(of, family)))
        .reduce(0L, (one, other) -> one | other);
  }

  /** Whether somebody is covered. */
  static Column isCovered(Family family) {
    return InsuranceLine.of(family).stream()
        .map(line -> col(line.citiesColumn()))
        .reduce(Column::bitwiseOR)
        .orElseThrow()
        .notEqual(0);
  }

  private static Column people(Column areCounted) {
    return sum(when(areCounted, col("alike")).otherwise(lit(0L)));
  }

  private static Counted counted(Row row) {
    int first = row.length() - Measures.SIZE;
    long[] people = new long[Measures.SIZE];
    for (int measure = 0; measure < people.length; measure++) {
      people[measure] = row.getLong(first + measure);
    }
    return new Counted(row.getString(0), row.getInt(1), row.getInt(2), row.getInt(3), people);
  }

  private Row row(GroupNumber number, CountedRun run) {
    Optional<GroupNumber.People> people = number.people();
    return RowFactory.create(
        register.day(),
        number.basis(),
        number.division(),
        number.family(),
        denominators.first(number.basis()).id(),
        denominators.version(),
        number.dimension().word(),
        number.value(),
        people.map(GroupNumber.People::due).orElse(null),
        people.map(GroupNumber.People::covered).orElse(null),
        people.flatMap(GroupNumber.People::rate).orElse(null),
        people.isEmpty(),
        number.hidden().map(GroupNumber.Hidden::reason).orElse(null),
        number.hidden().map(GroupNumber.Hidden::until).orElse(null),
        run.runId(),
        run.knownOn(),
        run.definitionsFingerprint());
  }
}
