package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    try (Scratch scratch = new Scratch(lake, "anew-%s-%s".formatted(day, known))) {
      Dataset<Row> people = scratch.computed("people", coverage.people());
      return tables(people, coverage, new GroupCoverage(register, settings), hidden, run);
    }
  }

  private static Map<String, Dataset<Row>> tables(
      Dataset<Row> people,
      DayCoverage coverage,
      GroupCoverage byGroup,
      Optional<Dataset<Row>> hidden,
      CountedRun run) {
    Dataset<Row> alike = PersonGroups.alike(people);
    PersonGroups groups = PersonGroups.ofAlike(alike);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    add(
        CoverageTables.CITY_COVERAGE,
        coverage.cities(coverage.counts(groups), run),
        people,
        tables);
    add(CoverageTables.BRIDGE, coverage.bridge(groups, run), people, tables);
    hidden.ifPresent(
        rows ->
            add(
                CoverageTables.GROUP_COVERAGE,
                byGroup.rows(people, byGroup.hiddenIn(rows), run),
                people,
                tables));
    add(CoverageTables.FLOW, Flow.rows(alike, coverage.day(), run.runId()), people, tables);
    return tables;
  }

  private static void add(
      TableHome home, List<Row> rows, Dataset<Row> people, Map<String, Dataset<Row>> tables) {
    tables.put(home.qualifiedName(), people.sparkSession().createDataFrame(rows, home.columns()));
  }
}
