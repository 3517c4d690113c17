package canbao.jobs.register;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.control.RowCounts;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.RowsCompared;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.register.Registrations.BatchKey;
import canbao.jobs.register.Registrations.Registration;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchName;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the whole register once more, in a folder beside it, out of {@code landing.*}, {@code
 * quality.batch} and {@code quality.registration}: every run of the register again, with the system
 * date that it had. What another rebuild has left in the folder goes first.
 */
public final class RegisterRebuild {

  /** The folder below the lake. */
  private static final String FOLDER = "rebuilt";

  private final Settings settings;
  private final Lake lake;
  private final Lake beside;
  private final BatchLog log;

  private RegisterRebuild(SparkSession spark, Settings settings) {
    this.settings = settings;
    this.lake = new Lake(spark, settings.lake());
    this.beside = new Lake(spark, lake.folder() + "/" + FOLDER);
    this.log = BatchLog.read(lake);
  }

  /**
   * Makes it and compares each table with the one that stands.
   *
   * @return by name; the first table is the one that stands
   * @throws JobFailure INPUT if the register has never taken a batch, or landing lacks rows
   */
  public static Map<String, RowsCompared> run(SparkSession spark, Settings settings) {
    RegisterRebuild rebuild = new RegisterRebuild(spark, settings);
    List<List<Registration>> runs = Registrations.read(rebuild.lake).runs();
    rebuild.refuseGaps(runs.stream().flatMap(List::stream).toList());
    rebuild.make(runs);
    return rebuild.compared();
  }

  /**
   * Puts the tables made by {@link #run} in place of those that stand, one commit each. Until the
   * last is written, which names the batches that the register holds, no run takes anything up.
   */
  public static void replace(SparkSession spark, Settings settings) {
    RegisterRebuild rebuild = new RegisterRebuild(spark, settings);
    RowCounts.read(rebuild.lake).note(RowCounts.read(rebuild.beside).all());
    for (TableHome home : RegisterTables.all()) {
      Phase.begin(spark, "rebuild: replace " + home.qualifiedName());
      if (rebuild.beside.exists(home)) {
        rebuild.lake.replace(home, rebuild.beside.read(home), Slice.everything());
      }
    }
    discard(spark, settings);
  }

  /** Removes what {@link #run} has made. */
  public static void discard(SparkSession spark, Settings settings) {
    new RegisterRebuild(spark, settings).beside.delete();
  }

  private void make(List<List<Registration>> runs) {
    beside.delete();
    List<BatchEntry> landed = log.entries().stream().filter(BatchEntry::isAccepted).toList();
    List<BatchEntry> taken = new ArrayList<>();
    for (List<Registration> run : runs) {
      LocalDate known = run.get(0).known();
      Set<BatchKey> batches = run.stream().map(Registration::batch).collect(toSet());
      List<BatchEntry> entries =
          log.entries().stream().filter(e -> batches.contains(BatchKey.of(e))).toList();
      RegisterRun again = new RegisterRun(lake, landed, beside, settings, known, entries, taken);
      StepSummary unused = again.take();
      taken.addAll(entries);
    }
  }

  private Map<String, RowsCompared> compared() {
    Map<String, RowsCompared> compared = new LinkedHashMap<>();
    for (TableHome home : RegisterTables.all()) {
      Phase.begin(lake.spark(), "rebuild: compare " + home.qualifiedName());
      if (lake.exists(home) || beside.exists(home)) {
        RowsCompared rows = RowsCompared.of(lake.read(home), beside.read(home));
        compared.put(home.qualifiedName(), rows);
      }
    }
    return compared;
  }

  /** Ends if rows that were accepted are not there any more: the register would lack them. */
  private void refuseGaps(List<Registration> registrations) {
    if (registrations.isEmpty()) {
      throw new JobFailure(
          ExitCode.INPUT,
          "There is no register to rebuild",
          "quality.registration of the lake " + lake.folder() + " has no row",
          "Run a night first: night --as-of DAY");
    }
    for (SourceSpec source : settings.sources()) {
      Map<BatchKey, Long> landed = landed(source);
      for (Registration each : registrations) {
        if (BatchName.of(each.batch().source()).source().equals(source.name())) {
          refuseGap(source, each.batch(), landed.getOrDefault(each.batch(), 0L));
        }
      }
    }
  }

  private void refuseGap(SourceSpec source, BatchKey batch, long rows) {
    long accepted =
        log.entry(batch.source(), batch.batch()).map(e -> e.counts().accepted()).orElse(-1L);
    if (rows != accepted) {
      throw new JobFailure(
          ExitCode.INPUT,
          "The register cannot be rebuilt",
          "landing.%s has %d rows of batch %s, %d were accepted"
              .formatted(source.name(), rows, batch.batch(), accepted),
          "Restore landing.* and quality.batch, which nothing can make again");
    }
  }

  private Map<BatchKey, Long> landed(SourceSpec source) {
    Map<BatchKey, Long> rows = new LinkedHashMap<>();
    Column correction =
        when(LandingTable.isOf(0), lit(source.name()))
            .otherwise(concat(lit(source.name() + "."), substring_index(col("file"), "/", 1)));
    lake.read(LandingTable.of(source))
        .groupBy(correction.as("name"), col("batch").cast("string"))
        .count()
        .collectAsList()
        .forEach(
            row ->
                rows.put(
                    new BatchKey(row.getString(0), LocalDate.parse(row.getString(1))),
                    row.getLong(2)));
    return rows;
  }
}
