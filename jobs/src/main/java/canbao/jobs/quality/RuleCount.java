package canbao.jobs.quality;

/**
 * How many rows of one source batch a rule was applied to in one division.
 *
 * @param rule the rule's id
 * @param division six digits of a city, or {@code 440000} for the province
 * @param checked rows the rule applies to
 * @param failed rows among them that break it
 */
public record RuleCount(String rule, String division, long checked, long failed) {}
