package canbao.jobs.coverage;

import static canbao.jobs.coverage.PeriodRows.DAY;
import static canbao.jobs.coverage.PeriodRows.UNTIL;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The numbers of every day of a period in one pass over the register: the state of each person is
 * computed for the first day, and once more for each day on which it may turn (a birthday that
 * decides, a death, a status or relation that begins or ends, a batch that says something else).
 * What that adds to a group of people or takes from it is summed by day, and each day's numbers are
 * the sums up to it, beside the published figures of the day. They are those that {@code coverage}
 * of the day would count by what is known on the same system date, from the same rows by the same
 * expressions.
 *
 * @param register of the first day
 * @param last day
 */
record Series(RegisterOn register, LocalDate last, Settings settings) {

  private static final String BOUNDS = "bounds";
  private static final String PEOPLE = "people";

  /** Rows of {@code coverage.series}, by day. */
  List<Row> rows(CountedRun run) {
    DayTally tally = new DayTally(settings.denominators(), figures());
    List<Row> rows = new ArrayList<>();
    LocalDate day = register.day();
    Iterator<Row> turns = turns().orderBy(DAY).toLocalIterator();
    while (turns.hasNext()) {
      Row turn = turns.next();
      LocalDate turned = LocalDate.parse(turn.getAs(DAY));
      for (; day.isBefore(turned); day = day.plusDays(1)) {
        addRows(day, tally, run, rows);
      }
      tally.add(new PersonGroup(turn));
    }
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      addRows(day, tally, run, rows);
    }
    return rows;
  }

  private PeriodFigures figures() {
    return days()
        .statistics()
        .map(rows -> PeriodFigures.read(rows, PublishedFigures.codes(settings.denominators())))
        .orElse(PeriodFigures.NONE);
  }

  private PeriodRows days() {
    return new PeriodRows(register, last, AgeLimits.of(settings.denominators()));
  }

  /**
   * By day and group of people ({@link PersonGroups#byPlace}) how many there are more than on the
   * day before; on the first day, how many there are.
   */
  Dataset<Row> turns() {
    Dataset<Row> moves =
        states()
            .withColumn(
                "move",
                explode(
                    array(
                        struct(col(DAY).as(DAY), lit(1L).as(PEOPLE)),
                        struct(col(UNTIL).as(DAY), lit(-1L).as(PEOPLE)))))
            .withColumn(DAY, col("move").getField(DAY))
            .filter(col(DAY).leq(lit(last)));
    Column people = sum(col("move").getField(PEOPLE));
    Dataset<Row> alike =
        PersonGroups.alike(moves, List.of(DAY), people).filter(col(PersonGroups.ALIKE).notEqual(0));
    return PersonGroups.byPlace(alike, List.of(DAY))
        .filter(col(PEOPLE).notEqual(0))
        .withColumn(DAY, col(DAY).cast("string"));
  }

  /** Rows of {@code person_state} for the days from {@link PeriodRows#DAY} to before UNTIL. */
  private Dataset<Row> states() {
    List<String> part = List.of(DAY, UNTIL);
    PersonFacts facts = new PersonFacts(col(DAY), part, settings);
    Dataset<Row> stacked = facts.stacked(days());
    return PersonState.of(facts.folded(inParts(stacked)), settings.denominators(), part);
  }

  /** Each fact once for every part of the period in which nothing of its person turns. */
  private static Dataset<Row> inParts(Dataset<Row> facts) {
    WindowSpec ofPerson = Window.partitionBy("person_key");
    Column bounds = array_union(collect_set(DAY).over(ofPerson), collect_set(UNTIL).over(ofPerson));
    Column begins = filter(col(BOUNDS), bound -> bound.geq(col(DAY)).and(bound.lt(col(UNTIL))));
    return facts
        .withColumn(BOUNDS, bounds)
        .withColumn(DAY, explode(begins))
        .withColumn(UNTIL, array_min(filter(col(BOUNDS), bound -> bound.gt(col(DAY)))))
        .drop(BOUNDS);
  }

  private void addRows(LocalDate day, DayTally tally, CountedRun run, List<Row> rows) {
    tally
        .on(day)
        .forEach(
            (measure, cells) ->
                cells.forEach(
                    (division, cell) ->
                        rows.add(
                            RowFactory.create(
                                day,
                                measure.basis().word(),
                                division,
                                measure.family().word(),
                                measure.denominator(),
                                settings.denominators().version(),
                                cell.due().orElse(null),
                                cell.bounds().covered(),
                                cell.bounds().low(),
                                cell.bounds().high(),
                                cell.rate().orElse(null),
                                run.runId(),
                                run.knownOn(),
                                run.definitionsFingerprint()))));
  }
}
