package canbao.jobs;

import canbao.jobs.ingest.IngestJob;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Step;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.SourceSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Which job stands behind which command.
 *
 * @param night the steps of a night, in their order; each is a command of its own
 * @param ingestSource the first step for one source alone
 * @param sample makes a synthetic province
 * @param report what a night ends with: the cities and the province
 */
record Steps(Map<String, Step> night, SourceStep ingestSource, Sample sample, Report report) {

  /** Takes the batches of one source alone. */
  @FunctionalInterface
  interface SourceStep {
    StepSummary run(RunContext context, SourceSpec source);
  }

  /** Makes a synthetic province. */
  @FunctionalInterface
  interface Sample {
    StepSummary make(SparkSession spark, SampleRequest request);
  }

  /** Draws the result of a night from its tables. */
  @FunctionalInterface
  interface Report {
    String of(RunContext context);
  }

  static Steps ofCanbao() {
    Map<String, Step> night = new LinkedHashMap<>();
    night.put("ingest", IngestJob::run);
    night.put("register", context -> absent("register"));
    night.put("coverage", context -> absent("coverage"));
    night.put("gate", context -> absent("gate"));
    night.put("release", context -> absent("release"));
    return new Steps(night, IngestJob::run, (spark, request) -> absent("sample"), context -> "");
  }

  private static StepSummary absent(String step) {
    throw new JobFailure(
        ExitCode.USAGE,
        "The step " + step + " cannot run",
        "this build does not hold it",
        "Build Canbao again from a newer state");
  }
}
