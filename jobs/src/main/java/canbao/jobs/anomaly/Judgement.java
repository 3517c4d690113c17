package canbao.jobs.anomaly;

import java.util.OptionalLong;

/**
 * A number judged by its past.
 *
 * @param lower the least value that would be normal; none if none is too small
 * @param upper the greatest value that would be normal; none if none is too great
 * @param points points of the past that it was judged by; of a cold start, those there were
 */
public record Judgement(Verdict verdict, OptionalLong lower, OptionalLong upper, int points) {

  /** Too few points: nothing is said. */
  public static Judgement coldStart(int points) {
    return new Judgement(Verdict.COLD_START, OptionalLong.empty(), OptionalLong.empty(), points);
  }

  /** A number that is normal between two bounds, both included. */
  static Judgement within(long value, OptionalLong lower, OptionalLong upper, int points) {
    boolean isTooSmall = lower.isPresent() && value < lower.getAsLong();
    boolean isTooGreat = upper.isPresent() && value > upper.getAsLong();
    Verdict verdict = isTooSmall || isTooGreat ? Verdict.ANOMALY : Verdict.NORMAL;
    return new Judgement(verdict, lower, upper, points);
  }
}
