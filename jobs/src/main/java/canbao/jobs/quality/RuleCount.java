package canbao.jobs.quality;

/**
 * How many rows of one source batch a rule was applied to in one division.
 *
 * @param rule the rule's id
 * @param division six digits of a city, or {@code 440000} for the province
 * @param checked rows the rule applies to
 * @param failed rows among them that break it
 * @param unknown rows among them of which it cannot tell; they count as holding
 */
public record RuleCount(String rule, String division, long checked, long failed, long unknown) {

  /** With nothing unknown. */
  public RuleCount(String rule, String division, long checked, long failed) {
    this(rule, division, checked, failed, 0);
  }
}
