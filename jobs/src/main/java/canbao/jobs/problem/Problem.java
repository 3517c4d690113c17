package canbao.jobs.problem;

import canbao.jobs.quality.RuleStatus;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * A rule that rows in force break in a division, or broke the day before.
 *
 * @param status of the worst batch in force; PASS if it is solved
 * @param since batch that it was first seen in
 * @param batch newest one that was judged
 * @param checked rows in force that the rule applies to
 * @param failed rows among them that break it
 * @param failedBefore the same on the day before
 */
record Problem(
    String rule,
    String source,
    String division,
    State state,
    RuleStatus status,
    LocalDate since,
    LocalDate batch,
    long checked,
    long failed,
    long failedBefore) {

  /** What has become of it since the day before. */
  enum State {
    NEW,
    PERSISTING,
    SOLVED
  }

  /** What names a problem. */
  record Key(String rule, String division) {}

  /** The worst first, then by name. */
  static final Comparator<Problem> BY_WEIGHT =
      Comparator.comparing(Problem::state)
          .thenComparing(Problem::status, Comparator.reverseOrder())
          .thenComparing(Problem::rule)
          .thenComparing(Problem::division);

  Key key() {
    return new Key(rule, division);
  }

  boolean isOpen() {
    return state != State.SOLVED;
  }

  /** Whether more rows break the rule than it bears. */
  boolean isBeyondLimits() {
    return status == RuleStatus.WARN || status == RuleStatus.FAIL || status == RuleStatus.ERROR;
  }

  /** On a later day of which nothing is known. */
  Problem unseen() {
    return new Problem(
        rule, source, division, State.PERSISTING, status, since, batch, checked, failed, failed);
  }
}
