package canbao.jobs.run;

/**
 * What one step did, for the short table that a command ends with.
 *
 * @param rowsIn rows that the step was given
 * @param accepted rows that count from now on
 * @param rejected rows kept aside with a reason
 * @param written rows written into tables of the step
 */
public record StepSummary(String step, long rowsIn, long accepted, long rejected, long written) {}
