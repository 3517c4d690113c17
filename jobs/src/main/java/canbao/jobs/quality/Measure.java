package canbao.jobs.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule has counted or measured in one division, and what follows by its limit.
 *
 * @param verdict by the limit
 * @param checked rows or things that were looked at
 * @param failed those among them that are too many, too few or wrong
 * @param unknown those of which the rule cannot tell; they count as holding
 * @param value what was measured, in the unit of the rule's kind; none of rows judged one by one
 * @param lower the least value that is borne
 * @param upper the greatest value that is borne
 * @param parts what a later batch is compared with, by name
 */
public record Measure(
    Verdict verdict,
    long checked,
    long failed,
    long unknown,
    Optional<Long> value,
    Optional<Long> lower,
    Optional<Long> upper,
    Map<String, Long> parts) {

  /** How a division stands to the limit. */
  public enum Verdict {
    KEPT,
    OVER_LIMIT,
    /** There should be rows and there are none; no limit bears that. */
    MISSING,
    /** There is nothing to judge, or nothing to judge it by. */
    NOT_APPLICABLE
  }

  public Measure {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** Nothing was judged. */
  static Measure none() {
    return new Measure(
        Verdict.NOT_APPLICABLE,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** A measurement of some things, of which some are wrong if it is over the limit. */
  static Measure of(boolean isOverLimit, long checked, long wrong) {
    return new Measure(
        isOverLimit ? Verdict.OVER_LIMIT : Verdict.KEPT,
        checked,
        isOverLimit ? Math.min(wrong, checked) : 0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** As the cases of a rule say it. */
  Outcome outcome() {
    return switch (verdict) {
      case KEPT -> Outcome.PASS;
      case OVER_LIMIT, MISSING -> Outcome.FAIL;
      case NOT_APPLICABLE -> Outcome.NOT_APPLICABLE;
    };
  }

  Measure missing() {
    return new Measure(Verdict.MISSING, checked, checked, unknown, value, lower, upper, parts);
  }

  Measure between(Optional<Long> least, long measured, Optional<Long> most) {
    return new Measure(
        verdict, checked, failed, unknown, Optional.of(measured), least, most, parts);
  }

  Measure withParts(Map<String, Long> more) {
    return new Measure(verdict, checked, failed, unknown, value, lower, upper, more);
  }

  Measure withUnknown(long rows) {
    return new Measure(verdict, checked, failed, rows, value, lower, upper, parts);
  }
}
