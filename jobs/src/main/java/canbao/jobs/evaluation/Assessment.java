package canbao.jobs.evaluation;

import java.util.Optional;

/**
 * What a level is judged to be, and from what.
 *
 * @param milestone the target that is due
 * @param againstTarget reached or not; empty if no target is due
 * @param completion of the way from base to last target
 * @param progress the completion beside the time; empty if there is none or the time is over
 * @param reason why there is no judgement, or none of the completion; empty if there are both
 */
record Assessment(
    Optional<Milestone> milestone,
    Optional<Judgement> againstTarget,
    Optional<Ratio> completion,
    Optional<Judgement> progress,
    Optional<Reason> reason) {

  /**
   * A target of the plan and the year that it is set for.
   *
   * @param target in the indicator's unit; of a share the local limit
   */
  record Milestone(int year, Ratio target) {}

  /** No judgement. */
  static Assessment none(Reason reason) {
    return new Assessment(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason));
  }

  /** By how many areas reach limits of their own. */
  static Assessment of(Areas areas) {
    Optional<Judgement> judgement = areas.judgement();
    return new Assessment(
        Optional.empty(),
        judgement,
        Optional.empty(),
        Optional.empty(),
        Optional.of(judgement.isPresent() ? Reason.LOCAL_LIMIT : areas.reason()));
  }

  /**
   * The target that is due decides first, then the completion: a missed target is never on
   * schedule. Only a level below the base is called by its direction all the same.
   */
  Optional<Judgement> judgement() {
    Optional<Judgement> reversed = progress.filter(Judgement.REVERSED::equals);
    Optional<Judgement> missed = againstTarget.filter(Judgement.NOT_MET::equals);
    return reversed.or(() -> missed).or(() -> progress).or(() -> againstTarget);
  }
}
