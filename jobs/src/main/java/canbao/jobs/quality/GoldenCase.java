package canbao.jobs.quality;

/**
 * Invented numbers that show what a rule of a kind means, as {@code cases} in the rule's file gives
 * them.
 *
 * @param outcome what the rule must say of them
 * @param numbers those that its kind is judged by
 * @param place {@code file:line:column}
 */
public record GoldenCase(Outcome outcome, Numbers numbers, String place) {}
