package canbao.jobs.coverage;

import canbao.jobs.lake.KeyedRows;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Audited;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes a day again as {@link CoverageJob} does, from what the register knew when the stored
 * numbers were computed, and compares. Writes nothing.
 */
public final class CoverageAudit {

  private final RunContext context;
  private final Lake lake;
  private final Slice slice;

  private CoverageAudit(RunContext context) {
    this.context = context;
    this.lake = new Lake(context.spark(), context.settings().lake());
    this.slice = Slice.where("as_of", context.asOf());
  }

  /**
   * Compares the tables of schema coverage.
   *
   * @throws JobFailure INPUT if the day has no numbers, or older ones than its batches; USAGE if
   *     they were computed with other definitions
   */
  public static Audited run(RunContext context) {
    return new CoverageAudit(context).run();
  }

  private Audited run() {
    LocalDate day = context.asOf();
    CountedRun run = CountedRun.stored(lake, day).orElseThrow(this::nothing);
    refuseOtherDefinitions(run);
    refuseOtherBatches(run);
    RegisterOn register = RegisterOn.of(lake, day, run.knownOn());
    DayCoverage coverage = new DayCoverage(register, context.settings());

    Phase.begin(context.spark(), "audit: state of everybody on " + day);
    List<String> differences = new ArrayList<>();
    Dataset<Row> stored = lake.read(CoverageTables.PERSON_STATE, slice);
    PeopleCompared people = new PeopleCompared(stored, coverage.people());
    boolean areAlike = people.areAlike();
    if (!areAlike) {
      differences.add(people.counted());
    }
    Phase.begin(context.spark(), "audit: cities, groups and bridge of " + day);
    // People who are all alike need not be computed a second time.
    Dataset<Row> sound = areAlike ? stored : people.computed();
    PersonGroups groups = PersonGroups.of(sound);
    var counts = coverage.counts(groups);
    String runId = run.runId();
    GroupCoverage byGroup = new GroupCoverage(register, context.settings());
    long rows =
        groups.people()
            + compared(CoverageTables.CITY_COVERAGE, coverage.cities(counts, run), differences)
            // More may be hidden than has to be: nights before decided so. Not less.
            + compared(
                CoverageTables.GROUP_COVERAGE,
                byGroup.rows(sound, byGroup.hiddenOn(day), run),
                differences)
            + compared(CoverageTables.BRIDGE, coverage.bridge(groups, run), differences)
            + compared(
                CoverageTables.FLOW, Flow.rows(PersonGroups.alike(sound), day, runId), differences)
            + compared(
                SideTables.SENSITIVITY, coverage.sensitivity(counts, groups, run), differences)
            + compared(
                SideTables.PUBLISHED_BRIDGE,
                coverage.publishedBridge(counts, groups, run),
                differences)
            + compared(
                SideTables.NUMERATOR,
                new Numerators(day, context.settings().denominators()).rows(groups, runId),
                differences)
            + compared(
                SideTables.REGISTER_COMPLETENESS,
                new RegisterCompleteness(day, runId).rows(groups),
                differences);
    return new Audited(rows, differences);
  }

  /**
   * Compares a small table, and adds what differs.
   *
   * @return rows
   */
  private long compared(TableHome home, List<Row> computed, List<String> differences) {
    Dataset<Row> anew = context.spark().createDataFrame(computed, home.columns());
    KeyedRows stored = KeyedRows.of(lake.read(home, slice), home.key());
    stored
        .differing(KeyedRows.of(anew, home.key()), home.qualifiedName())
        .ifPresent(differences::add);
    return stored.size();
  }

  private void refuseOtherDefinitions(CountedRun run) {
    String now = context.settings().fingerprint();
    if (!now.equals(run.definitionsFingerprint())) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The numbers of " + context.asOf() + " cannot be audited with these settings",
          "they were computed with other definitions: denominators, targets, sources, limits or"
              + " count_suspended have changed since",
          "Give the settings of then with --conf, or run coverage, gate and release for the day");
    }
  }

  private void refuseOtherBatches(CountedRun run) {
    String runId =
        BatchLog.read(lake)
            .takenUpBy(run.knownOn())
            .runId(context.asOf(), context.settings().fingerprint());
    if (!runId.equals(run.runId())) {
      throw new JobFailure(
          ExitCode.INPUT,
          "The numbers of " + context.asOf() + " cannot be audited",
          "their run %s rests on other batches than the register has taken up to %s"
              .formatted(run.runId(), run.knownOn()),
          "Run register, coverage, gate and release for the day, then audit again");
    }
  }

  private JobFailure nothing() {
    return new JobFailure(
        ExitCode.INPUT,
        "There are no numbers of " + context.asOf() + " to audit",
        "coverage.city_coverage of the lake " + lake.folder() + " has no row of the day",
        "Run the night of the day first: night --as-of " + context.asOf());
  }
}
