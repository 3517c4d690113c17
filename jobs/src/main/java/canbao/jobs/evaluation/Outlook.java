package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Assessment.Milestone;
import canbao.jobs.evaluation.Trend.Forecast;
import canbao.jobs.run.Indicator;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the trend says of the end of 2020.
 *
 * @param against reaches, misses or undecided, beside the target of 2020
 * @param reason why there is no forecast
 */
record Outlook(Optional<Forecast> forecast, Optional<String> against, Optional<Reason> reason) {

  static final int PLACES = 6;
  static final String METHOD =
      "linear trend (least squares) through the yearly levels since the last break; prediction"
          + " interval of 95 % by Student's t";

  static Outlook of(Series series, EvaluationKind kind, LocalDate day) {
    Indicator indicator = series.indicator();
    if (indicator.goal().kind().isRelative()) {
      return none(Reason.LOCAL_LIMIT);
    }
    if (TimeShare.of(day).isAtLeast(Ratio.ONE)) {
      return none(Reason.TIME_IS_OVER);
    }
    Optional<Milestone> target = new Assessor(indicator.goal(), Optional.empty(), kind, day).last();
    return series
        .trend()
        .at(TimeShare.END, PLACES)
        .map(
            forecast ->
                new Outlook(
                    Optional.of(forecast),
                    target.map(last -> forecast.against(last.target(), PLACES)),
                    Optional.empty()))
        .orElseGet(() -> none(Reason.TOO_FEW_YEARS));
  }

  private static Outlook none(Reason reason) {
    return new Outlook(Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
