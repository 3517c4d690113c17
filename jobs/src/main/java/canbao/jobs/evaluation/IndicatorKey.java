package canbao.jobs.evaluation;

import canbao.jobs.run.Indicator;

/** A row of box 2. */
record IndicatorKey(int number, String sub) {

  static IndicatorKey of(Indicator indicator) {
    return new IndicatorKey(indicator.number(), indicator.sub());
  }
}
