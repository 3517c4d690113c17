package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_date;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.History;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What decides about people on the days of a period: each row of the register once for every part
 * of the period in which it says one and the same, with the part's first day ({@link #DAY}) and the
 * day after its last ({@link #UNTIL}). Most rows say one thing all the time.
 *
 * @param register of the first day
 * @param last day of the period
 * @param limits of age that decide
 */
record PeriodRows(RegisterOn register, LocalDate last, AgeLimits limits) implements DayRows {

  static final String DAY = "day";
  static final String UNTIL = "until";

  private static final String TURNS = "turns";

  @Override
  public Dataset<Row> persons() {
    List<Column> turns = new ArrayList<>(limits.birthdays(register.day(), last));
    turns.add(col("death_date"));
    return parts(register.personsUntil(last), turns);
  }

  @Override
  public Dataset<Row> statuses() {
    return parts(register.statusesUntil(last), List.of(col("from_date"), dayAfter(col("to_date"))));
  }

  @Override
  public Dataset<Row> enrolments() {
    Column year = when(col("line").equalTo("390"), col("insurance_year"));
    return parts(
        register.enrolmentsUntil(last),
        List.of(
            col("start_date"),
            dayAfter(col("end_date")),
            make_date(year, lit(1), lit(1)),
            make_date(year.plus(1), lit(1), lit(1))));
  }

  /** Published figures; a province may have none. */
  Optional<Dataset<Row>> statistics() {
    return register.statisticsUntil(last).map(rows -> parts(rows, List.of()));
  }

  /** They make nobody due, but say of people outside the population that their number is theirs. */
  @Override
  public Optional<Dataset<Row>> groupMembers() {
    return register
        .groupMembersUntil(last)
        .map(rows -> parts(rows, List.of(col("from_date"), dayAfter(col("to_date")))));
  }

  @Override
  public PeopleLinks links() {
    return register.links();
  }

  private Dataset<Row> parts(Dataset<Row> rows, List<Column> turns) {
    Stream<Column> ofPlaces =
        Places.changesBetween(register.day(), last).stream().map(day -> lit(day));
    Column own = array(Stream.concat(turns.stream(), ofPlaces).toArray(Column[]::new));
    Column first = lit(register.day());
    Column within =
        filter(concat(History.turns(), own), turn -> turn.gt(first).and(turn.leq(lit(last))));
    Column next = array_min(filter(col(TURNS), turn -> turn.gt(col(DAY))));
    return rows.withColumn(TURNS, within)
        .withColumn(DAY, explode(concat(array(first), col(TURNS))))
        .filter(History.countsOn(col(DAY)))
        .withColumn(UNTIL, coalesce(next, lit(last.plusDays(1))));
  }

  private static Column dayAfter(Column day) {
    return date_add(day, 1);
  }
}
