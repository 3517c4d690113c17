package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How one rule came out for one batch of its source in one division.
 *
 * @param rule the rule's id
 * @param batch the date of the batch
 * @param division six digits of a city, or {@code 440000} for the province
 * @param limit the limit at the time of the evaluation
 * @param waivedBy who has waived a failure; it then decides nothing
 */
public record RuleResult(
    String rule,
    String source,
    LocalDate batch,
    String division,
    Severity severity,
    Dimension dimension,
    RuleStatus status,
    long checked,
    long failed,
    Limit limit,
    Optional<String> waivedBy) {

  /** The result of a rule from its counts. */
  public static RuleResult of(Rule rule, LocalDate batch, RuleCount count) {
    RuleStatus status = rule.statusOf(count.checked(), count.failed());
    return of(rule, batch, count, status);
  }

  /** The result of a rule that could not be evaluated: the gate fails closed on it. */
  public static RuleResult error(Rule rule, LocalDate batch, String division) {
    return of(rule, batch, new RuleCount(rule.id(), division, 0, 0), RuleStatus.ERROR);
  }

  /** The result with somebody who waives it, or with nobody. */
  RuleResult waivedBy(Optional<String> who) {
    return new RuleResult(
        rule, source, batch, division, severity, dimension, status, checked, failed, limit, who);
  }

  private static RuleResult of(Rule rule, LocalDate batch, RuleCount count, RuleStatus status) {
    return new RuleResult(
        rule.id(),
        rule.source(),
        batch,
        count.division(),
        rule.severity(),
        rule.dimension(),
        status,
        count.checked(),
        count.failed(),
        rule.limit(),
        Optional.empty());
  }
}
