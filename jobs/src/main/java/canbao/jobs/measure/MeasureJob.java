package canbao.jobs.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the starter measures of a day whose coverage was counted: {@code quality.starter_measure}.
 * It reads all relations, and once more as they were a month before; running it twice leaves the
 * same rows.
 */
public final class MeasureJob {

  private static final List<String> DATED = List.of("start_date", "end_date", "insurance_year");

  private final Lake lake;
  private final LocalDate day;
  private final BatchLog log;
  private final List<SourceSpec> sources;

  private MeasureJob(Lake lake, RunContext context) {
    this.lake = lake;
    this.day = context.asOf();
    this.log = BatchLog.read(lake);
    this.sources =
        context.settings().sources().stream()
            .filter(source -> source.table().equals("enrolment"))
            .toList();
  }

  /**
   * Measures the day.
   *
   * @throws JobFailure INPUT if its coverage was not counted: nobody knows then who is dead
   */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    MeasureJob job = new MeasureJob(lake, context);
    Dataset<Row> dead = job.dead();
    SpellMeasures spells = new SpellMeasures(job.day);
    Dataset<Row> now = job.relations(job.day);
    Dataset<Row> measures =
        spells
            .ofPeople(now)
            .union(spells.ofLeavers(job.relations(job.day.minusMonths(1)), now, dead));
    for (SourceSpec source : job.sources) {
      measures = measures.union(new CodeMeasures(source).of(job.landed(source)));
    }
    Dataset<Row> ofDay = measures.withColumn("as_of", lit(job.day));
    // Some thousand: lines, columns, divisions.
    List<Row> rows = ofDay.collectAsList();
    lake.replace(
        MeasureTables.STARTER_MEASURE,
        context.spark().createDataFrame(rows, ofDay.schema()).coalesce(1),
        Slice.where("as_of", job.day));
    return new StepSummary("measures", rows.size(), rows.size(), 0, rows.size());
  }

  private Dataset<Row> dead() {
    Slice ofDay = Slice.where("as_of", day);
    return lake.table("coverage.person_state", ofDay)
        .filter(states -> lake.size("coverage.person_state", ofDay) > 0)
        .map(states -> states.filter(col("dead")).select("person_key"))
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT,
                    "The records of " + day + " cannot be measured",
                    "its coverage was not counted, so it is not known who is dead",
                    "Run the night of the day first: night --as-of " + day));
  }

  private Dataset<Row> relations(LocalDate when) {
    Dataset<Row> all = lake.table("register.enrolment").orElseThrow();
    return new History(List.of("source", "relation_id"))
        .on(History.asKnown(all, log.knownOn(day)), when, DATED);
  }

  /** The rows of the batches in force. */
  private Dataset<Row> landed(SourceSpec source) {
    Slice inForce =
        Slice.anyOf(
            log.inForce(source.name(), day).stream()
                .map(entry -> Slice.where("batch", entry.batch()))
                .toList());
    return lake.read(LandingTable.of(source), inForce);
  }
}
