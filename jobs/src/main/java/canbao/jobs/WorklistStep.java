package canbao.jobs;

import canbao.jobs.coverage.Uncovered;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.worklist.Gap;
import canbao.jobs.worklist.WorklistJob;

/** The list of a day: coverage says who is due and not covered, the worklist what to do with it. */
final class WorklistStep {

  private WorklistStep() {}

  static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    Uncovered uncovered = Uncovered.on(lake, context.settings(), context.asOf());
    return WorklistJob.run(
        context,
        new Gap(
            uncovered.headline().basis(),
            uncovered.headline().id(),
            uncovered.knownOn(),
            uncovered.people(),
            uncovered.byStreet(),
            uncovered::ended,
            uncovered.deregistered(),
            uncovered::counted));
  }
}
