package canbao.jobs.coverage;

import static java.util.Comparator.comparing;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.Settings;
import canbao.jobs.run.Version;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.List;

/**
 * What the states of a day rest on, beside the rows of the register.
 *
 * @param known system date: what was learned later is not in them
 * @param definitions fingerprint of the settings
 * @param program version, and fingerprint of its places
 * @param batches that the register had taken up by then
 * @param people who have a state
 */
record StateRun(
    LocalDate day, LocalDate known, String definitions, String program, long batches, long people) {

  /** The run that computes now; the people are counted afterwards. */
  static StateRun of(RegisterOn register, Settings settings) {
    String program = Version.ofBuild() + " " + Places.fingerprint();
    return new StateRun(
        register.day(), register.known(), settings.fingerprint(), program, register.batches(), 0);
  }

  /** Of each day whose states are all there, in the order of days. */
  static List<StateRun> stored(Lake lake) {
    return lake
        .read(CoverageTables.PERSON_STATE_RUN)
        .select(
            col("as_of").cast("string"),
            col("known_on").cast("string"),
            col("definitions_fingerprint"),
            col("program"),
            col("batches"),
            col("people"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new StateRun(
                    LocalDate.parse(row.getString(0)),
                    LocalDate.parse(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5)))
        .sorted(comparing(StateRun::day))
        .toList();
  }

  /** Whether another run makes the same state of the same rows and day. */
  boolean decidesAs(StateRun other) {
    return definitions.equals(other.definitions) && program.equals(other.program);
  }
}
