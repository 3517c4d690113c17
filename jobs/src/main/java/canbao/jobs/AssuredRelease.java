package canbao.jobs;

import canbao.jobs.coverage.Assurance;
import canbao.jobs.release.ReleaseJob;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;

/** The step {@code release}: nothing is published by settings that example people contradict. */
final class AssuredRelease {

  private AssuredRelease() {}

  /**
   * Decides about the example people, then releases the day.
   *
   * @throws JobFailure USAGE if an example person comes out otherwise than {@code
   *     conf/assurance.yml} says; what {@link ReleaseJob} throws
   */
  static StepSummary run(RunContext context) {
    Phase.begin(context.spark(), "release: example people");
    Assurance.of(context.spark(), context.settings()).refuseDifferences();
    Phase.begin(context.spark(), "release " + context.asOf());
    return ReleaseJob.run(context);
  }
}
