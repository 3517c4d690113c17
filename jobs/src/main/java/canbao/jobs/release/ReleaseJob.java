package canbao.jobs.release;

import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Publishes a day: copies of the result tables under a release id, then one row in {@code
 * release.ledger}, which makes them count. A day whose numbers, definitions and rules have not
 * changed since its last release is not released again; only if its copies are no longer what the
 * ledger says are they put right.
 */
public final class ReleaseJob {

  private static final String PROVINCE = "440000";
  private static final List<String> READ =
      List.of(
          "register.person",
          "register.enrolment",
          "register.status",
          "coverage.person_state",
          "coverage.city_coverage",
          "coverage.bridge",
          "coverage.group_coverage",
          "coverage.flow",
          "coverage.change");

  private ReleaseJob() {}

  /**
   * Releases the day.
   *
   * @throws JobFailure GATE if the gate has not let the day's run through
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    BatchLog log = BatchLog.read(lake);
    String runId = log.runId(context.asOf(), context.settings().fingerprint());
    List<String> held = heldCities(lake, context.asOf(), runId);
    Ledger ledger = Ledger.read(lake);

    Phase.begin(context.spark(), "release: numbers of " + context.asOf());
    Map<ResultTable, Dataset<Row>> results =
        results(lake, new HeldCities(held, context.asOf(), ledger));
    ReleasedRows released = ReleasedRows.of(results);
    long rows = released.size();

    Ledger.Basis basis =
        new Ledger.Basis(
            runId,
            context.settings().fingerprint(),
            RuleCatalogue.load(context.settings().conf()).fingerprint(),
            released.fingerprint());
    Definitions.keep(lake, basis, context.settings());
    Optional<Ledger.Entry> same =
        ledger.lastOf(context.asOf()).filter(last -> last.basis().equals(basis));
    if (same.isPresent()) {
      Phase.begin(lake.spark(), "release: copies of " + same.get().releaseId());
      boolean isIntact = ReleasedRows.areIntact(lake, same.get());
      if (!isIntact) {
        results.forEach((table, published) -> copy(lake, table, published, same.get().releaseId()));
      }
      return new StepSummary("release", rows, rows, 0, isIntact ? 0 : rows);
    }
    String releaseId = ledger.nextId(context.asOf());
    results.forEach((table, published) -> copy(lake, table, published, releaseId));
    Phase.begin(context.spark(), "release: ledger");
    ledger.append(
        lake,
        new Ledger.Entry(context.asOf(), ledger.nextRevision(context.asOf()), held, basis),
        new Ledger.Circumstances(
            log.knownOn(context.asOf()),
            context.clock().instant(),
            versions(lake),
            GateOverrides.on(lake, context.asOf()),
            rows));
    return new StepSummary("release", rows, rows, 0, rows + 1);
  }

  private static List<String> heldCities(Lake lake, LocalDate day, String runId) {
    List<Row> verdicts =
        lake.read(QualityTables.GATE_VERDICT, Slice.where("as_of", day)).collectAsList();
    boolean isLetThrough =
        verdicts.stream()
            .anyMatch(
                row ->
                    row.<String>getAs("division").equals(PROVINCE)
                        && row.<String>getAs("verdict").equals("released")
                        && row.<String>getAs("run_id").equals(runId));
    if (!isLetThrough) {
      throw new JobFailure(
          ExitCode.GATE,
          "The numbers of " + day + " cannot be released",
          "the gate has not let run " + runId + " through",
          "Run coverage and gate for the day, and look at quality.gate_verdict");
    }
    return verdicts.stream()
        .filter(row -> row.<String>getAs("verdict").equals("held"))
        .map(row -> row.<String>getAs("division"))
        .sorted()
        .toList();
  }

  private static Map<ResultTable, Dataset<Row>> results(Lake lake, HeldCities held) {
    Map<ResultTable, Dataset<Row>> results = new LinkedHashMap<>();
    for (ResultTable table : ResultTable.values()) {
      table
          .computed(lake, held.day())
          .ifPresent(
              computed ->
                  results.put(
                      table,
                      held.published(table, computed, lake.table(table.copy(), held.released()))));
    }
    return results;
  }

  private static void copy(Lake lake, ResultTable table, Dataset<Row> published, String releaseId) {
    Phase.begin(lake.spark(), "release: copy of " + table.qualifiedName());
    TableHome home = ReleaseTables.copyOf(table, lake.columns(table.qualifiedName()));
    lake.replace(
        home,
        published.withColumn("release_id", lit(releaseId)),
        Slice.where("release_id", releaseId));
  }

  private static Map<String, Long> versions(Lake lake) {
    Map<String, Long> versions = new LinkedHashMap<>();
    READ.stream()
        .filter(table -> lake.table(table).isPresent())
        .forEach(table -> versions.put(table, lake.version(table)));
    return versions;
  }
}
