package canbao.jobs.coverage;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.control.RowCounts;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides who is due and who is covered on a day, and counts it: {@code coverage.person_state},
 * {@code .city_coverage}, {@code .group_coverage}, {@code .bridge}, {@code .flow}, {@code
 * .numerator}, {@code .change} and others. Running a day twice leaves the same tables.
 */
public final class CoverageJob {

  private static final String REGISTER_AGAIN =
      "Run register for the day; if it ends likewise, make it again from landing: rebuild --replace";
  private static final String COVERAGE_AGAIN =
      "Run coverage for the day once more; if it ends likewise it is a fault of the program: report it";

  private CoverageJob() {}

  /**
   * Writes the day's slice of the tables of schema coverage.
   *
   * @throws JobFailure GATE if the register has not the rows that were written to it, or the day's
   *     control numbers do not balance
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    LocalDate day = context.asOf();
    CountedRun run = run(BatchLog.read(lake), day, context.settings());
    ControlNumbers control = new ControlNumbers(lake, "coverage", day, run.runId());
    control.stopUnlessBalanced(RowCounts.read(lake).held(), REGISTER_AGAIN);
    RegisterOn register = RegisterOn.of(lake, day, run.knownOn());
    try (PersonStates states = new PersonStates(register, context.settings())) {
      return written(context, register, states, run, control);
    }
  }

  private static StepSummary written(
      RunContext context,
      RegisterOn register,
      PersonStates states,
      CountedRun run,
      ControlNumbers control) {
    Lake lake = register.lake();
    LocalDate day = register.day();
    DayCoverage coverage = new DayCoverage(register, context.settings());
    Slice slice = Slice.where("as_of", day);

    Phase.begin(context.spark(), "coverage: state of everybody on " + day);
    states.write();

    Phase.begin(context.spark(), "coverage: cities of " + day);
    Dataset<Row> people = lake.read(CoverageTables.PERSON_STATE, slice);
    Dataset<Row> alike = states.kept("alike", PersonGroups.alike(people));
    PersonGroups groups = PersonGroups.ofAlike(alike);
    states.end(groups.people());
    var counts = coverage.counts(groups);
    List<Row> cities = coverage.cities(counts, run);
    Phase.begin(context.spark(), "coverage: groups of " + day);
    GroupCoverage groupCoverage = new GroupCoverage(register, context.settings());
    List<Row> byGroup = groupCoverage.rows(people, groupCoverage.heldBefore(), run);
    Phase.begin(context.spark(), "coverage: bridge and flow of " + day);
    List<Row> bridge = coverage.bridge(groups, run);
    List<Row> flow = Flow.rows(alike, day, run.runId());
    List<Row> sensitivity = coverage.sensitivity(counts, groups, run);
    List<Row> publishedBridge = coverage.publishedBridge(counts, groups, run);
    List<Row> numerators =
        new Numerators(day, context.settings().denominators()).rows(groups, run.runId());
    List<Row> completeness = new RegisterCompleteness(day, run.runId()).rows(groups);

    Phase.begin(context.spark(), "coverage: tables of " + day);
    write(lake, CoverageTables.CITY_COVERAGE, cities, slice);
    write(lake, CoverageTables.GROUP_COVERAGE, byGroup, slice);
    write(lake, CoverageTables.BRIDGE, bridge, slice);
    write(lake, CoverageTables.FLOW, flow, slice);
    write(lake, SideTables.SENSITIVITY, sensitivity, slice);
    write(lake, SideTables.PUBLISHED_BRIDGE, publishedBridge, slice);
    write(lake, SideTables.NUMERATOR, numerators, slice);
    write(lake, SideTables.REGISTER_COMPLETENESS, completeness, slice);
    Phase.begin(context.spark(), "coverage: change up to " + day);
    List<Row> changes = states.changes(run.runId());
    write(lake, CoverageTables.CHANGE, changes, Slice.where("to_as_of", day));
    Phase.begin(context.spark(), "coverage: control numbers of " + day);
    String end = context.settings().denominators().first(Basis.RESIDENCE.word()).id();
    List<ControlNumber> numbers =
        new CoverageBalance(register, end).numbers(groups, cities, byGroup, bridge);
    control.stopUnlessBalanced(numbers, COVERAGE_AGAIN);
    control.write(numbers);
    long persons = groups.people();
    long results =
        Stream.of(
                cities,
                byGroup,
                bridge,
                flow,
                sensitivity,
                publishedBridge,
                numerators,
                completeness,
                changes)
            .mapToLong(List::size)
            .sum();
    return new StepSummary("coverage", persons, persons, 0, persons + results);
  }

  private static void write(Lake lake, TableHome home, List<Row> rows, Slice slice) {
    lake.replace(home, lake.spark().createDataFrame(rows, home.columns()), slice);
  }

  private static CountedRun run(BatchLog log, LocalDate day, Settings settings) {
    String definitions = settings.fingerprint();
    return new CountedRun(log.runId(day, definitions), log.knownOn(day), definitions);
  }
}
