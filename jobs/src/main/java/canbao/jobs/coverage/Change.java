package canbao.jobs.coverage;

import static canbao.jobs.coverage.StatesBeside.after;
import static canbao.jobs.coverage.StatesBeside.before;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.ComputedOnce;
import canbao.jobs.lake.Few;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.Settings;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Why the numbers of one day are not those of another: every person who counts in a division on one
 * of them alone, by cause. The rows add up to the two days' {@code coverage.city_coverage}, to the
 * person.
 *
 * @param register as it stands for the later day
 */
record Change(ChangeDay earlier, ChangeDay later, RegisterOn register, Settings settings) {

  private static final List<Basis> BASES = List.of(Basis.REGISTRATION, Basis.RESIDENCE);
  private static final List<Family> FAMILIES = List.of(Family.PENSION, Family.MEDICAL);

  /** What decides where somebody counts; a birthday alone moves nobody. */
  private static final List<String> DECIDES =
      List.of(
          "registered_city",
          "resident_city",
          "is_registered_in_memo",
          "is_resident_in_memo",
          "due_bits",
          StatesBeside.LINES);

  private static final List<String> EXPLAINS = List.of("in_register", "dead", "age");

  /** A row apart from its days. */
  record Cell(String basis, String division, String family) {

    static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::basis).thenComparing(Cell::family).thenComparing(Cell::division);
  }

  /** People of a cell. */
  private record Counts(long due, long covered) {}

  /**
   * Rows of {@code coverage.change}, in the order of their cells.
   *
   * @param only leaves of a day's states those who may have changed; all of them, if that is not
   *     known
   * @param once for people who changed, and those who became covered
   */
  List<Row> rows(UnaryOperator<Dataset<Row>> only, ComputedOnce once, String runId) {
    Dataset<Row> changed =
        once.computed(
            "changed",
            StatesBeside.differing(
                only.apply(earlier.people()), only.apply(later.people()), DECIDES, EXPLAINS));
    Map<Cell, Map<String, Long>> causes = counted(withLateReports(changed, once));
    Map<Cell, Counts> then = counts(earlier);
    List<Row> rows = new ArrayList<>();
    Map<Cell, Counts> now = new TreeMap<>(Cell.ORDER);
    now.putAll(counts(later));
    now.forEach(
        (cell, counts) ->
            rows.add(
                row(cell, then.get(cell), causes.getOrDefault(cell, Map.of()), counts, runId)));
    return rows;
  }

  private Dataset<Row> withLateReports(Dataset<Row> changed, ComputedOnce once) {
    Column hasGained =
        FAMILIES.stream()
            .map(
                family ->
                    isCovered(after(StatesBeside.LINES), family)
                        .and(not(isCovered(before(StatesBeside.LINES), family))))
            .reduce(Column::or)
            .orElseThrow();
    Dataset<Row> gained = changed.filter(hasGained).select("person_key");
    Few people = Few.of(gained, gained.count());
    Dataset<Row> late =
        new LateReports(earlier.of(), register, settings.countSuspended()).of(people, once);
    return changed.join(people.made(late).hinted(), "person_key", "left_outer");
  }

  /** People by cell, then by cause. */
  private Map<Cell, Map<String, Long>> counted(Dataset<Row> changed) {
    int years = Math.toIntExact(ChronoUnit.YEARS.between(earlier.day(), later.day()));
    Map<Cell, Map<String, Long>> counted = new LinkedHashMap<>();
    atPlaces(changed)
        .withColumn("due_cause", ChangeCause.ofDue(years))
        .withColumn("covered_cause", ChangeCause.ofCovered())
        .withColumn("cause", explode(array(col("due_cause"), col("covered_cause"))))
        .filter(col("cause").isNotNull())
        .groupBy("basis", "division", "family", "cause")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                counted
                    .computeIfAbsent(cell(row), unused -> new LinkedHashMap<>())
                    .put(row.getString(3), row.getLong(4)));
    return counted;
  }

  /** Each person once a basis, family and division that was or is his or hers. */
  private Dataset<Row> atPlaces(Dataset<Row> changed) {
    Column[] cells =
        BASES.stream()
            .flatMap(basis -> FAMILIES.stream().map(family -> counts(basis, family)))
            .toArray(Column[]::new);
    return changed
        .withColumn("of", explode(array(cells)))
        .withColumn("place", explode(col("of.places")))
        .filter(col("place.division").isNotNull())
        .withColumn("basis", col("of.basis"))
        .withColumn("family", col("of.family"))
        .withColumn("division", col("place.division"))
        .withColumn(ChangeCause.HAS_LEAST_AGE, col("family").equalTo(Family.PENSION.word()))
        .withColumn(ChangeCause.WAS_HERE, col("place.was_here"))
        .withColumn(ChangeCause.IS_HERE, col("place.is_here"))
        .withColumn(ChangeCause.IS_LATE, col("of.is_late"))
        .withColumn(ChangeCause.WAS_DUE, col("of.was_due").and(col("place.was_here")))
        .withColumn(ChangeCause.IS_DUE, col("of.is_due").and(col("place.is_here")))
        .withColumn(ChangeCause.WAS_COVERED, col(ChangeCause.WAS_DUE).and(col("of.was_covered")))
        .withColumn(ChangeCause.IS_COVERED, col(ChangeCause.IS_DUE).and(col("of.is_covered")));
  }

  private Column counts(Basis basis, Family family) {
    Denominators denominators = settings.denominators();
    int due = new DueBits(denominators).of(denominators.first(basis.word()), family);
    return struct(
        lit(basis.word()).as("basis"),
        lit(family.word()).as("family"),
        places(basis).as("places"),
        hasBit(before("due_bits"), due).as("was_due"),
        hasBit(after("due_bits"), due).as("is_due"),
        isCovered(before(StatesBeside.LINES), family).as("was_covered"),
        isCovered(after(StatesBeside.LINES), family).as("is_covered"),
        isCovered(col(LateReports.LATE_LINES), family).as("is_late"));
  }

  /** The cities of the two days, the province and the memo district. */
  private static Column places(Basis basis) {
    boolean isResidence = basis == Basis.RESIDENCE;
    String city = isResidence ? "resident_city" : "registered_city";
    String memo = isResidence ? "is_resident_in_memo" : "is_registered_in_memo";
    Column stays = coalesce(before(city).equalTo(after(city)), lit(false));
    Column everywhere =
        place(lit(CityCounts.PROVINCE), before(city).isNotNull(), after(city).isNotNull());
    Column wasInMemo = coalesce(before(memo), lit(false));
    Column isInMemo = coalesce(after(memo), lit(false));
    return array_distinct(
        array(
            everywhere,
            place(before(city).cast("string"), lit(true), stays),
            place(after(city).cast("string"), stays, lit(true)),
            place(
                when(wasInMemo.or(isInMemo), lit(PersonState.MEMO)).otherwise(lit(null)),
                wasInMemo,
                isInMemo)));
  }

  private static Column place(Column division, Column wasHere, Column isHere) {
    return struct(
        division.as("division"), wasHere.as(ChangeCause.WAS_HERE), isHere.as(ChangeCause.IS_HERE));
  }

  private static Column hasBit(Column bits, int bit) {
    return coalesce(bits, lit(0L)).bitwiseAND(lit(1L << bit)).notEqual(0L);
  }

  private static Column isCovered(Column lines, Family family) {
    return coalesce(lines, lit(0)).bitwiseAND(lit(InsuranceLine.bitsOf(family))).notEqual(0);
  }

  /** What the day's rows of {@code coverage.city_coverage} say. */
  private Map<Cell, Counts> counts(ChangeDay day) {
    Object[] denominators =
        BASES.stream()
            .map(basis -> settings.denominators().first(basis.word()))
            .map(Denominator::id)
            .toArray();
    Map<Cell, Counts> counts = new LinkedHashMap<>();
    day.cities()
        .filter(col("denominator").isin(denominators))
        .filter(col("basis").isin(words(BASES.stream().map(Basis::word))))
        .filter(col("family").isin(words(FAMILIES.stream().map(Family::word))))
        .select("basis", "division", "family", "due", "covered")
        .collectAsList()
        .forEach(row -> counts.put(cell(row), new Counts(row.getLong(3), row.getLong(4))));
    return counts;
  }

  private static Object[] words(Stream<String> words) {
    return words.toArray();
  }

  private static Cell cell(Row row) {
    return new Cell(row.getString(0), row.getString(1), row.getString(2));
  }

  private Row row(Cell cell, Counts then, Map<String, Long> causes, Counts now, String runId) {
    List<Object> values =
        new ArrayList<>(
            List.of(
                earlier.day(),
                later.day(),
                cell.basis(),
                cell.division(),
                cell.family(),
                then.due()));
    long due = add(ChangeCause.Side.DUE, then.due(), causes, values);
    values.add(now.due());
    values.add(then.covered());
    long covered = add(ChangeCause.Side.COVERED, then.covered(), causes, values);
    values.add(now.covered());
    values.add(runId);
    if (due != now.due() || covered != now.covered()) {
      throw new IllegalStateException(
          "The change of %s since %s does not add up: %d due and %d covered by causes, %s counted"
              .formatted(cell, earlier.day(), due, covered, now));
    }
    return RowFactory.create(values.toArray());
  }

  /** Adds the people of each cause to the row, and gives what they make of the sum. */
  private static long add(
      ChangeCause.Side side, long sum, Map<String, Long> causes, List<Object> values) {
    long result = sum;
    for (ChangeCause cause : ChangeCause.of(side)) {
      long people = causes.getOrDefault(cause.column(), 0L);
      values.add(people);
      result += cause.sign() * people;
    }
    return result;
  }
}
