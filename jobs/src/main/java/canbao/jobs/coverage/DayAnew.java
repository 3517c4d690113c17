package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The numbers of a day computed once more, from what the register knew on a system date. Writes
 * nothing.
 */
public final class DayAnew {

  private static final String RUN = "computed anew";

  private DayAnew() {}

  /** Rows by the qualified names of their tables; they are few, and held in memory. */
  public static Map<String, Dataset<Row>> tables(
      Lake lake, Settings settings, LocalDate day, LocalDate known) {
    DayCoverage coverage = new DayCoverage(RegisterOn.of(lake, day, known), settings);
    CountedRun run = new CountedRun(RUN, known, settings.fingerprint());
    PersonGroups groups = PersonGroups.of(coverage.people());
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    add(lake, CoverageTables.CITY_COVERAGE, coverage.cities(coverage.counts(groups), run), tables);
    add(lake, CoverageTables.BRIDGE, coverage.bridge(groups, run), tables);
    return tables;
  }

  private static void add(
      Lake lake, TableHome home, List<Row> rows, Map<String, Dataset<Row>> tables) {
    tables.put(home.qualifiedName(), lake.spark().createDataFrame(rows, home.columns()));
  }
}
