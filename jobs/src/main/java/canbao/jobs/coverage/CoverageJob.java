package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides who is due and who is covered on a day, and counts it: {@code coverage.person_state},
 * {@code .city_coverage} and {@code .bridge}. Running a day twice leaves the same tables.
 */
public final class CoverageJob {

  private CoverageJob() {}

  /** Writes the day's slice of the tables of schema coverage. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    LocalDate day = context.asOf();
    Denominators denominators = context.settings().denominators();
    RegisterOn register = RegisterOn.of(lake, day);
    PersonState state = new PersonState(day, context.settings().countSuspended());
    Slice slice = Slice.where("as_of", day);

    Phase.begin(context.spark(), "coverage: state of everybody on " + day);
    Dataset<Row> people = state.of(register, denominators).withColumn("as_of", lit(day));
    lake.replace(CoverageTables.PERSON_STATE, people, slice);

    Phase.begin(context.spark(), "coverage: cities of " + day);
    PersonGroups groups = PersonGroups.of(lake.read(CoverageTables.PERSON_STATE, slice));
    String runId = BatchLog.read(lake).runId(day, context.settings().fingerprint());
    List<Row> cities =
        new CityCoverage(day, context.settings().targets(), denominators.version())
            .rows(
                new CityCounts(groups, denominators, figures(register, denominators)).all(), runId);
    Phase.begin(context.spark(), "coverage: bridge of " + day);
    List<Row> bridge = bridge(register, state, groups, denominators, runId);
    long persons = groups.people();

    Phase.begin(context.spark(), "coverage: tables of " + day);
    lake.replace(
        CoverageTables.CITY_COVERAGE,
        context.spark().createDataFrame(cities, CoverageTables.CITY_COVERAGE.columns()),
        slice);
    lake.replace(
        CoverageTables.BRIDGE,
        context.spark().createDataFrame(bridge, CoverageTables.BRIDGE.columns()),
        slice);
    return new StepSummary(
        "coverage", persons, persons, 0, persons + cities.size() + bridge.size());
  }

  private static PublishedFigures figures(RegisterOn register, Denominators denominators) {
    List<String> codes =
        denominators.published().stream()
            .flatMap(
                published -> Stream.of(published.populationCode(), published.pensionShareCode()))
            .toList();
    return register
        .statistics()
        .map(rows -> PublishedFigures.read(rows, register.day().getYear(), codes))
        .orElse(PublishedFigures.NONE);
  }

  private static List<Row> bridge(
      RegisterOn register,
      PersonState state,
      PersonGroups groups,
      Denominators denominators,
      String runId) {
    var relations = Bridge.relationsByLine(state.relations(register.enrolments()));
    List<Row> rows = new ArrayList<>();
    // The bridge ends at who is due by the first denominator of residence.
    Denominator end = denominators.first(Basis.RESIDENCE.word());
    for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
      int dueBit = new DueBits(denominators).of(end, family);
      Bridge bridge = new Bridge(register.day(), family, dueBit);
      rows.addAll(bridge.rows(groups, relations, runId));
    }
    return rows;
  }
}
