package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Assessment.Milestone;
import canbao.jobs.evaluation.Statistics.LocalAmount;
import canbao.jobs.run.Figure;
import canbao.jobs.run.Indicator.Goal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges levels of one indicator on one day, by the kind of its target; all comparisons are of
 * integers.
 *
 * <p>Rising: the target of 2018 is hard from that year on, that of 2020 from its year; the
 * completion (level − base) / (target of 2020 − base) is set beside the share of time that has
 * passed. A floor is kept or not at any time; so is a target that is not above its base, to which
 * there is no way. A share of a local amount is a limit of the year, reached or not. In the end,
 * and in a final evaluation, a target is reached or not.
 */
final class Assessor {

  private static final int INTERIM = 2018;
  private static final int LAST = 2020;

  private final Goal goal;
  private final Optional<LocalAmount> localAmount;
  private final EvaluationKind kind;
  private final LocalDate day;

  /**
   * @param goal figures in the unit of the levels
   * @param localAmount whose share a relative target is; empty if it is not known
   */
  Assessor(Goal goal, Optional<LocalAmount> localAmount, EvaluationKind kind, LocalDate day) {
    this.goal = goal;
    this.localAmount = localAmount;
    this.kind = kind;
    this.day = day;
  }

  Assessment of(Ratio level) {
    Ratio timeShare = TimeShare.of(day);
    if (timeShare.isLessThan(Ratio.ZERO)) {
      return Assessment.none(Reason.BEFORE_THE_PLAN);
    }
    if (goal.kind().isRelative() && localAmount.isEmpty()) {
      return Assessment.none(Reason.LOCAL_LIMIT_UNKNOWN);
    }
    Optional<Milestone> milestone = milestone();
    Optional<Reason> obstacle = obstacle();
    if (milestone.isEmpty() && obstacle.isPresent()) {
      return Assessment.none(Reason.NO_TARGET_DUE);
    }
    Optional<Ratio> completion =
        obstacle.isPresent() ? Optional.empty() : Optional.of(completion(level));
    boolean isOver = kind == EvaluationKind.FINAL || timeShare.isAtLeast(Ratio.ONE);
    return new Assessment(
        milestone,
        milestone.map(due -> level.isAtLeast(due.target()) ? Judgement.MET : Judgement.NOT_MET),
        completion,
        isOver ? Optional.empty() : completion.map(part -> beside(timeShare, part)),
        obstacle);
  }

  /** The target that is due on the day; a floor is due from the plan's beginning. */
  private Optional<Milestone> milestone() {
    if (kind == EvaluationKind.FINAL || day.getYear() >= LAST) {
      return milestone(LAST);
    }
    boolean isInterimDue = day.getYear() >= INTERIM || isFloor();
    return isInterimDue ? milestone(INTERIM) : Optional.empty();
  }

  /** The next target whose date is still to come, whatever the kind of evaluation. */
  Optional<Milestone> next() {
    return Stream.of(INTERIM, LAST)
        .filter(year -> day.isBefore(LocalDate.of(year, 12, 31)))
        .flatMap(year -> milestone(year).stream())
        .findFirst();
  }

  /** The target of the last year; empty if it cannot be known yet. */
  Optional<Milestone> last() {
    return milestone(LAST);
  }

  private Optional<Milestone> milestone(int year) {
    Figure target = year == INTERIM ? goal.target2018() : goal.target2020();
    Optional<Ratio> number =
        target.form() == Figure.Form.SHARE
            ? localAmount.map(amount -> amount.share(number(target)))
            : Optional.of(target).filter(Figure::isNumber).map(Assessor::number);
    return number.map(limit -> new Milestone(year, limit));
  }

  private boolean isFloor() {
    return goal.kind().isFloor() || obstacle().equals(Optional.of(Reason.TARGET_NOT_ABOVE_BASE));
  }

  /** Why no completion can be told: dividing by base − target must have a sense. */
  private Optional<Reason> obstacle() {
    if (goal.kind().isFloor()) {
      return Optional.of(Reason.FLOOR);
    }
    if (goal.kind().isRelative()) {
      return Optional.of(Reason.LOCAL_LIMIT);
    }
    if (!goal.target2020().isNumber()) {
      return Optional.of(Reason.NO_TARGET);
    }
    return switch (goal.base2015().form()) {
      case NONE, SHARE, ABOUT -> Optional.of(Reason.NO_BASE);
      case AT_LEAST -> Optional.of(Reason.OPEN_BASE);
      case EXACTLY ->
          Optional.of(Reason.TARGET_NOT_ABOVE_BASE)
              .filter(unused -> !base().isLessThan(number(goal.target2020())));
    };
  }

  private Ratio completion(Ratio level) {
    return level.minus(base()).dividedBy(number(goal.target2020()).minus(base()));
  }

  private Ratio base() {
    return number(goal.base2015());
  }

  private static Ratio number(Figure figure) {
    return Ratio.of(figure.number().orElseThrow());
  }

  private static Judgement beside(Ratio timeShare, Ratio completion) {
    if (completion.isLessThan(Ratio.ZERO)) {
      return Judgement.REVERSED;
    }
    if (completion.isAtLeast(Ratio.ONE)) {
      return Judgement.AHEAD;
    }
    return completion.isAtLeast(timeShare) ? Judgement.ON_SCHEDULE : Judgement.BEHIND;
  }
}
