package canbao.jobs.run;

import java.time.Duration;

/**
 * One step that came to its end.
 *
 * @param done what it did
 * @param time what it took, planning and waiting included
 * @param traffic what its tasks moved
 */
public record StepRun(StepSummary done, Duration time, Traffic traffic) {}
