package canbao.jobs.quality;

import java.time.LocalDate;

/**
 * What every result of one evaluation has in common.
 *
 * @param asOf the business date of the run
 * @param runId the run
 * @param rulesFingerprint {@link RuleCatalogue#fingerprint}
 */
public record Evaluation(LocalDate asOf, String runId, String rulesFingerprint) {}
