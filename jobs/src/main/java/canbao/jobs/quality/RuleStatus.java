package canbao.jobs.quality;

/** How a rule came out for one source batch and division. */
public enum RuleStatus {
  /** At least one row was checked and every one keeps the rule. */
  PASS,
  /** Rows break the rule, within its limit; of a rejecting rule: they were rejected. */
  PASS_WITH_VIOLATIONS,
  /** Over the limit of a rule that only warns. */
  WARN,
  /** Over the limit of a rule that holds a city or stops the run. */
  FAIL,
  /** No row was checked: nothing is known, which is never a pass. */
  NOT_APPLICABLE,
  /** The rule could not be evaluated. */
  ERROR
}
