package canbao.jobs.run;

/** One step of a night; running it twice for one day leaves the same tables. */
@FunctionalInterface
public interface Step {

  StepSummary run(RunContext context);
}
