package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@code coverage.person_state} of a day. Where only some people can have another state than on the
 * last day before, only theirs is computed, and the others' is carried over; a day that is computed
 * once more is computed for everybody.
 */
final class PersonStates implements AutoCloseable {

  private final Lake lake;
  private final Settings settings;
  private final RegisterOn register;
  private final Slice slice;
  private final StateRun run;
  private final Scratch scratch;
  private Optional<StateRun> before = Optional.empty();
  private Optional<TouchedPeople> touched = Optional.empty();

  PersonStates(RegisterOn register, Settings settings) {
    this.lake = register.lake();
    this.settings = settings;
    this.register = register;
    this.slice = Slice.where("as_of", register.day());
    this.run = StateRun.of(register, settings);
    this.scratch = new Scratch(lake, "person_state-" + run.day());
  }

  /** Writes the day's slice. Until {@link #end} nobody takes it for whole. */
  void write() {
    List<StateRun> stored = StateRun.stored(lake);
    boolean isRepeated = stored.stream().anyMatch(other -> other.day().equals(run.day()));
    if (isRepeated) {
      note(List.of());
    }
    DayCoverage coverage = new DayCoverage(register, settings);
    before = lastBefore(stored);
    touched =
        before
            .filter(day -> !isRepeated && day.people() >= settings.carryStatesFrom())
            .flatMap(day -> TouchedPeople.since(day, register, settings, scratch));
    lake.replace(
        CoverageTables.PERSON_STATE,
        touched.map(people -> carried(people, coverage)).orElseGet(coverage::people),
        slice);
  }

  /**
   * Rows of {@code coverage.change} since the last day before, whose definitions were these; none
   * if there is none.
   */
  List<Row> changes(String runId) {
    UnaryOperator<Dataset<Row>> only =
        touched.<UnaryOperator<Dataset<Row>>>map(people -> people::only).orElse(all -> all);
    return before
        .map(
            day ->
                new Change(
                        ChangeDay.stored(lake, day),
                        ChangeDay.stored(lake, run),
                        register,
                        settings)
                    .rows(only, scratch, runId))
        .orElse(List.of());
  }

  /** Rows made of the day's states, computed once; they are read back until this is closed. */
  Dataset<Row> kept(String name, Dataset<Row> rows) {
    return scratch.computed(name, rows);
  }

  @Override
  public void close() {
    scratch.close();
  }

  /**
   * Notes what the day's states rest on.
   *
   * @param people who have one
   */
  void end(long people) {
    note(
        List.of(
            RowFactory.create(
                run.day(),
                run.known(),
                run.definitions(),
                run.program(),
                run.batches(),
                people,
                touched.map(carried -> carried.before().day()).orElse(null),
                touched.map(TouchedPeople::number).orElse(null))));
  }

  /** The last day before, if it was decided by the same definitions. */
  private Optional<StateRun> lastBefore(List<StateRun> stored) {
    return stored.stream()
        .filter(other -> other.day().isBefore(run.day()))
        .reduce((first, second) -> second)
        .filter(run::decidesAs);
  }

  private Dataset<Row> carried(TouchedPeople touched, DayCoverage coverage) {
    LocalDate before = touched.before().day();
    Dataset<Row> states =
        lake.read(CoverageTables.PERSON_STATE, Slice.where("as_of", before))
            .withColumn("as_of", lit(run.day()));
    return touched.without(states).unionByName(coverage.people(touched));
  }

  private void note(List<Row> rows) {
    lake.replace(
        CoverageTables.PERSON_STATE_RUN,
        lake.spark().createDataFrame(rows, CoverageTables.PERSON_STATE_RUN.columns()),
        slice);
  }
}
