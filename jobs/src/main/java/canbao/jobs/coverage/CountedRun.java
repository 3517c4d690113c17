package canbao.jobs.coverage;

import java.time.LocalDate;

/**
 * What names the computation of a day's numbers.
 *
 * @param runId of the day, its batches and the settings
 * @param knownOn system date: what was learned later is not in the numbers
 * @param definitionsFingerprint of the settings
 */
record CountedRun(String runId, LocalDate knownOn, String definitionsFingerprint) {}
