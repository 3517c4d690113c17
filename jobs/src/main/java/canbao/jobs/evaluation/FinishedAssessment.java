package canbao.jobs.evaluation;

import canbao.jobs.run.Figure;
import canbao.jobs.run.FinishedIndicator;
import java.util.List;
import java.util.Optional;

/**
 * What has come of an indicator of the plan before, by that plan's own figures.
 *
 * @param fulfilment what was reached ÷ the target
 * @param completion (reached − 2010) ÷ (target − 2010)
 * @param reason why there is no judgement, or none of the completion
 */
record FinishedAssessment(
    FinishedIndicator indicator,
    Optional<Ratio> fulfilment,
    Optional<Ratio> completion,
    Optional<Judgement> judgement,
    Optional<Reason> reason) {

  static List<FinishedAssessment> all(List<FinishedIndicator> indicators) {
    return indicators.stream().map(FinishedAssessment::of).toList();
  }

  static FinishedAssessment of(FinishedIndicator indicator) {
    Figure target = indicator.target2015();
    if (target.form() == Figure.Form.SHARE) {
      return without(indicator, Optional.empty(), Reason.LOCAL_LIMIT_UNKNOWN);
    }
    Ratio limit = number(target);
    Ratio actual = number(indicator.actual2015());
    Optional<Ratio> fulfilment = Optional.of(actual.dividedBy(limit));
    if (target.form() == Figure.Form.ABOUT && actual.isLessThan(limit)) {
      return without(indicator, fulfilment, Reason.ABOUT);
    }
    Optional<Judgement> judgement =
        Optional.of(actual.isAtLeast(limit) ? Judgement.MET : Judgement.NOT_MET);
    Optional<Reason> obstacle = obstacle(indicator, limit);
    return new FinishedAssessment(
        indicator,
        fulfilment,
        obstacle.isPresent() ? Optional.empty() : Optional.of(completion(indicator, actual, limit)),
        judgement,
        obstacle);
  }

  private static Optional<Reason> obstacle(FinishedIndicator indicator, Ratio limit) {
    if (indicator.actual2015().form() != Figure.Form.EXACTLY) {
      return Optional.of(Reason.OPEN_ACTUAL);
    }
    return indicator.base2010().form() != Figure.Form.EXACTLY
        ? Optional.of(Reason.NO_BASE)
        : Optional.of(Reason.TARGET_NOT_ABOVE_BASE)
            .filter(unused -> !number(indicator.base2010()).isLessThan(limit));
  }

  private static Ratio completion(FinishedIndicator indicator, Ratio actual, Ratio limit) {
    Ratio base = number(indicator.base2010());
    return actual.minus(base).dividedBy(limit.minus(base));
  }

  private static FinishedAssessment without(
      FinishedIndicator indicator, Optional<Ratio> fulfilment, Reason reason) {
    return new FinishedAssessment(
        indicator, fulfilment, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  private static Ratio number(Figure figure) {
    return Ratio.of(figure.number().orElseThrow());
  }
}
