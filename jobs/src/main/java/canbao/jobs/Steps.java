package canbao.jobs;

import canbao.jobs.coverage.ChangeJob;
import canbao.jobs.coverage.ChangePage;
import canbao.jobs.coverage.CoverageJob;
import canbao.jobs.coverage.SeriesJob;
import canbao.jobs.evaluation.EvaluationJob;
import canbao.jobs.evaluation.EvaluationKind;
import canbao.jobs.evaluation.EvaluationWorkbook;
import canbao.jobs.explain.AskedDocument;
import canbao.jobs.gate.GateJob;
import canbao.jobs.gate.GatePage;
import canbao.jobs.ingest.IngestJob;
import canbao.jobs.ingest.ShrinkPermit;
import canbao.jobs.lake.Lake;
import canbao.jobs.maintain.MaintainJob;
import canbao.jobs.maintain.Maintained;
import canbao.jobs.measure.MeasureJob;
import canbao.jobs.measure.MeasurePage;
import canbao.jobs.problem.FollowUp;
import canbao.jobs.problem.ProblemPage;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.RunMetrics;
import canbao.jobs.register.RegisterJob;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.Step;
import canbao.jobs.run.StepRun;
import canbao.jobs.run.StepSummary;
import canbao.jobs.sample.Dirt;
import canbao.jobs.sample.Rhythm;
import canbao.jobs.sample.SampleOptions;
import canbao.jobs.sample.SampleProvince;
import canbao.jobs.sample.SampleSummary;
import canbao.jobs.source.SourceSpec;
import canbao.jobs.supervision.Decision;
import canbao.jobs.supervision.DecisionRecord;
import canbao.jobs.supervision.SupervisionJob;
import canbao.jobs.usability.UsabilityJob;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Which job stands behind which command.
 *
 * @param night the steps of a night up to the grades of what was released, in their order; each is
 *     a command of its own
 * @param audit computes a day's numbers again beside those that are stored
 * @param maintain keeps the lake's files
 * @param ofSource the first step for one source alone
 * @param sample makes a synthetic province
 * @param report what a night ends with: the cities and the province
 * @param gatePage why the gate has judged a day as it has
 * @param overriding judges a day after somebody has overridden a failure
 * @param metrics keeps what steps of a day did and took
 * @param evaluation of the plan, on a day that was released
 * @param supervision the night's last step: looks for suspected cases; and keeps what officers
 *     decided about them
 * @param problems what is broken on a day; and keeps who follows it up
 * @param measures starter measures of enrolment records
 * @param change why a day's numbers are not those of an earlier one, and those of all days between
 * @param explanation why one person is or is not due and covered
 */
record Steps(
    Map<String, Step> night,
    Step audit,
    Maintenance maintain,
    OfSource ofSource,
    Sample sample,
    Report report,
    Report gatePage,
    Overriding overriding,
    Metrics metrics,
    Evaluation evaluation,
    Supervision supervision,
    Problems problems,
    Measures measures,
    Change change,
    Explained explanation) {

  /** Takes the batches of one source alone, or those again that a database has corrected. */
  record OfSource(SourceStep step, AgainStep again) {

    /** Takes them. */
    @FunctionalInterface
    interface SourceStep {
      StepSummary run(RunContext context, SourceSpec source, ShrinkPermit permit);
    }

    /** Takes them after refused ones were extracted anew. */
    @FunctionalInterface
    interface AgainStep {
      StepSummary run(RunContext context, SourceSpec source);
    }
  }

  /** Keeps the files of the lake. */
  @FunctionalInterface
  interface Maintenance {
    Maintained of(SparkSession spark, Settings settings);
  }

  /** Makes a synthetic province. */
  @FunctionalInterface
  interface Sample {
    StepSummary make(SparkSession spark, SampleRequest request);
  }

  /** Draws what a day has come to, from its tables. */
  @FunctionalInterface
  interface Report {
    String of(RunContext context);
  }

  /** Judges a day with an override more. */
  @FunctionalInterface
  interface Overriding {
    StepSummary run(RunContext context, GateOverride override);
  }

  /** Keeps what steps did and took; it is given them together. */
  @FunctionalInterface
  interface Metrics {
    void record(RunContext context, List<StepRun> runs);
  }

  /** Looks for suspected cases of a day, and keeps what officers decided about them. */
  record Supervision(Step step, Marking marking) {}

  /** Keeps what officers decided about findings. */
  @FunctionalInterface
  interface Marking {
    StepSummary record(SparkSession spark, Settings settings, List<Decision> decisions);
  }

  /** Draws the problems of a day, and keeps who follows one up. */
  record Problems(Report page, Following following) {}

  /** Keeps who follows a problem up. */
  @FunctionalInterface
  interface Following {
    void record(SparkSession spark, Settings settings, FollowUp followUp, Instant moment);
  }

  /** Measures the enrolment records of a day, and draws what came of it. */
  record Measures(Step step, Report page) {}

  /**
   * Tells why a day's numbers are not those of an earlier one, and draws it for a division; and
   * counts all days between.
   */
  record Change(SinceStep step, SinceReport report, SinceStep series) {

    /** Writes what lies between two days. */
    @FunctionalInterface
    interface SinceStep {
      StepSummary run(RunContext context, LocalDate from);
    }

    /** Draws the causes of a division from their table. */
    @FunctionalInterface
    interface SinceReport {
      String of(RunContext context, LocalDate from, String division);
    }
  }

  /** Evaluates the plan, draws what came of it, and makes a workbook of it. */
  record Evaluation(KindStep step, KindReport report, KindWorkbook workbook) {

    /** Writes the tables of an evaluation. */
    @FunctionalInterface
    interface KindStep {
      StepSummary run(RunContext context, EvaluationKind kind);
    }

    /** Makes the bytes of a workbook from the tables of an evaluation. */
    @FunctionalInterface
    interface KindWorkbook {
      byte[] of(RunContext context, EvaluationKind kind);
    }

    /** Draws the result of an evaluation from its tables. */
    @FunctionalInterface
    interface KindReport {
      String of(RunContext context, EvaluationKind kind);
    }
  }

  /** Draws the reasons about the people of a document. */
  @FunctionalInterface
  interface Explained {
    String of(RunContext context, AskedDocument asked);
  }

  static Steps ofCanbao() {
    Map<String, Step> night = new LinkedHashMap<>();
    night.put("ingest", IngestJob::run);
    night.put("register", RegisterJob::run);
    night.put("coverage", CoverageJob::run);
    night.put("gate", GateJob::run);
    night.put("release", AssuredRelease::run);
    night.put("usability", UsabilityJob::run);
    night.put("worklist", WorklistStep::run);
    return new Steps(
        night,
        Audit::run,
        (spark, settings) -> MaintainJob.run(spark, settings, LakeTables.names(settings)),
        new OfSource(IngestJob::run, IngestJob::runAgain),
        Steps::sample,
        NightReport::of,
        GatePage::of,
        GateJob::override,
        RunMetrics::record,
        new Evaluation(EvaluationJob::run, EvaluationReport::of, EvaluationWorkbook::of),
        new Supervision(SupervisionJob::run, DecisionRecord::add),
        new Problems(
            ProblemPage::of,
            (spark, settings, followUp, moment) ->
                followUp.record(new Lake(spark, settings.lake()), moment)),
        new Measures(MeasureJob::run, MeasurePage::of),
        new Change(ChangeJob::run, ChangePage::of, SeriesJob::run),
        Explanation::of);
  }

  private static StepSummary sample(SparkSession spark, SampleRequest request) {
    SampleSummary summary =
        SampleProvince.write(
            spark,
            new SampleOptions(
                request.out(),
                request.persons(),
                request.days(),
                request.seed(),
                Dirt.valueOf(request.dirt().toUpperCase(Locale.ROOT)),
                request.lastDay(),
                Rhythm.valueOf(request.rhythm().toUpperCase(Locale.ROOT))));
    return new StepSummary("sample", request.persons(), request.persons(), 0, summary.total());
  }
}
