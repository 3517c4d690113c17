package canbao.jobs.coverage;

import canbao.jobs.lake.Cached;
import canbao.jobs.lake.ComputedOnce;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.KnownDay;
import canbao.jobs.run.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The numbers of a day computed once more, from what the register knew on a system date. Writes
 * nothing.
 */
public record DayAnew(Lake lake, Settings settings) {

  private static final String RUN = "computed anew";

  /**
   * Rows by the qualified names of their tables; they are few, and held in memory.
   *
   * @param since day from which changes are told; none if they are not asked for
   * @param hidden rows of {@code coverage.group_coverage} of the day whose cells are hidden here
   *     too, because nights before decided so; none if groups are not asked for
   */
  public Map<String, Dataset<Row>> tables(
      KnownDay day, Optional<KnownDay> since, Optional<Dataset<Row>> hidden) {
    CountedRun run = new CountedRun(RUN, day.known(), settings.fingerprint());
    RegisterOn register = register(day);
    DayCoverage coverage = new DayCoverage(register, settings);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    try (Cached once = new Cached()) {
      Dataset<Row> people = once.computed("people", coverage.people());
      Dataset<Row> alike = once.computed("alike", PersonGroups.alike(people));
      PersonGroups groups = PersonGroups.ofAlike(alike);
      List<Row> cities = coverage.cities(coverage.counts(groups), run);
      add(CoverageTables.CITY_COVERAGE, cities, tables);
      add(CoverageTables.BRIDGE, coverage.bridge(groups, run), tables);
      add(CoverageTables.FLOW, Flow.rows(alike, day.day(), RUN), tables);
      GroupCoverage byGroup = new GroupCoverage(register, settings);
      hidden
          .map(rows -> byGroup.rows(people, byGroup.hiddenIn(rows), run))
          .ifPresent(rows -> add(CoverageTables.GROUP_COVERAGE, rows, tables));
      ChangeDay later = new ChangeDay(day, people, rows(CoverageTables.CITY_COVERAGE, cities));
      since
          .map(
              earlier ->
                  new Change(counted(earlier, once), later, register, settings)
                      .rows(UnaryOperator.identity(), once, RUN))
          .ifPresent(rows -> add(CoverageTables.CHANGE, rows, tables));
    }
    return tables;
  }

  private ChangeDay counted(KnownDay day, ComputedOnce once) {
    CountedRun run = new CountedRun(RUN, day.known(), settings.fingerprint());
    DayCoverage coverage = new DayCoverage(register(day), settings);
    Dataset<Row> people = once.computed("people of the earlier day", coverage.people());
    List<Row> cities = coverage.cities(coverage.counts(PersonGroups.of(people)), run);
    return new ChangeDay(day, people, rows(CoverageTables.CITY_COVERAGE, cities));
  }

  private RegisterOn register(KnownDay day) {
    return RegisterOn.of(lake, day.day(), day.known());
  }

  private void add(TableHome home, List<Row> rows, Map<String, Dataset<Row>> tables) {
    tables.put(home.qualifiedName(), rows(home, rows));
  }

  private Dataset<Row> rows(TableHome home, List<Row> rows) {
    return lake.spark().createDataFrame(rows, home.columns());
  }
}
