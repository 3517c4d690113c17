package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The numbers of a day computed once more, from what the register knew on a system date. Writes
 * nothing.
 */
public final class DayAnew {

  private static final String RUN = "computed anew";

  private DayAnew() {}

  /**
   * Rows by the qualified names of their tables; they are few, and held in memory.
   *
   * @param known system date: what was learned later does not count
   * @param hidden rows of {@code coverage.group_coverage} of the day whose cells are hidden here
   *     too, because nights before decided so; none if groups are not asked for
   */
  public static Map<String, Dataset<Row>> tables(
      Lake lake, Settings settings, LocalDate day, LocalDate known, Optional<Dataset<Row>> hidden) {
    RegisterOn register = RegisterOn.of(lake, day, known);
    DayCoverage coverage = new DayCoverage(register, settings);
    CountedRun run = new CountedRun(RUN, known, settings.fingerprint());
    Dataset<Row> alike =
        PersonGroups.alike(coverage.people()).persist(StorageLevel.MEMORY_AND_DISK());
    PersonGroups groups = PersonGroups.ofAlike(alike);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    add(lake, CoverageTables.CITY_COVERAGE, coverage.cities(coverage.counts(groups), run), tables);
    add(lake, CoverageTables.BRIDGE, coverage.bridge(groups, run), tables);
    add(lake, CoverageTables.FLOW, Flow.rows(alike, day, run.runId()), tables);
    Dataset<Row> unused = alike.unpersist();
    GroupCoverage byGroup = new GroupCoverage(register, settings);
    hidden
        .map(rows -> byGroup.rows(coverage.people(), byGroup.hiddenIn(rows), run))
        .ifPresent(rows -> add(lake, CoverageTables.GROUP_COVERAGE, rows, tables));
    return tables;
  }

  private static void add(
      Lake lake, TableHome home, List<Row> rows, Map<String, Dataset<Row>> tables) {
    tables.put(home.qualifiedName(), lake.spark().createDataFrame(rows, home.columns()));
  }
}
