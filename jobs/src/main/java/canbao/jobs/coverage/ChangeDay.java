package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.KnownDay;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One of the two days of a {@link Change}, as it was counted.
 *
 * @param people rows of {@code coverage.person_state}
 * @param cities rows of {@code coverage.city_coverage}
 */
record ChangeDay(KnownDay of, Dataset<Row> people, Dataset<Row> cities) {

  /** A day as it is stored. */
  static ChangeDay stored(Lake lake, StateRun run) {
    Slice slice = Slice.where("as_of", run.day());
    return new ChangeDay(
        new KnownDay(run.day(), run.known()),
        lake.read(CoverageTables.PERSON_STATE, slice),
        lake.read(CoverageTables.CITY_COVERAGE, slice));
  }

  LocalDate day() {
    return of.day();
  }

  /** System date: what was learned later is not in it. */
  LocalDate known() {
    return of.known();
  }
}
