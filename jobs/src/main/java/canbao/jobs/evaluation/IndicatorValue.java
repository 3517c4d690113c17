package canbao.jobs.evaluation;

import canbao.jobs.evaluation.ReleasedNumbers.Freshness;
import canbao.jobs.run.Indicator;
import java.util.Optional;

/**
 * An indicator in a division in one year: what was found, or why nothing was.
 *
 * @param reason empty exactly where there is a quantity
 */
record IndicatorValue(
    Indicator indicator,
    Division division,
    Optional<Quantity> quantity,
    Provenance provenance,
    Freshness freshness,
    Optional<Reason> reason) {

  static IndicatorValue of(
      Indicator indicator, Division division, Quantity quantity, Provenance provenance) {
    return new IndicatorValue(
        indicator, division, Optional.of(quantity), provenance, Freshness.FRESH, Optional.empty());
  }

  static IndicatorValue without(
      Indicator indicator, Division division, Provenance provenance, Reason reason) {
    return new IndicatorValue(
        indicator, division, Optional.empty(), provenance, Freshness.NO_DATA, Optional.of(reason));
  }

  /** In the plan's unit. */
  Optional<Ratio> level() {
    return quantity.map(Quantity::level);
  }

  Optional<Counts> counts() {
    return quantity.filter(Counts.class::isInstance).map(Counts.class::cast);
  }

  IndicatorKey key() {
    return IndicatorKey.of(indicator);
  }
}
