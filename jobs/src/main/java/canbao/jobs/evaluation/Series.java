package canbao.jobs.evaluation;

import canbao.jobs.run.Indicator;
import java.util.ArrayList;
import java.util.List;

/**
 * An indicator in a division over the years from 2015 on.
 *
 * @param points in the order of years, with the breaks before each
 */
record Series(Indicator indicator, Division division, List<SeriesPoint> points) {

  Series {
    points = List.copyOf(points);
  }

  /** The levels that can be compared with the last one: those since the last break. */
  Trend trend() {
    List<Trend.Point> comparable = new ArrayList<>();
    for (SeriesPoint point : points) {
      if (point.isBreak()) {
        comparable.clear();
      }
      point
          .level()
          .ifPresent(level -> comparable.add(new Trend.Point(TimeShare.years(point.day()), level)));
    }
    return new Trend(comparable);
  }

  IndicatorKey key() {
    return IndicatorKey.of(indicator);
  }
}
