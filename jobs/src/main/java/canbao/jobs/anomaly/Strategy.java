package canbao.jobs.anomaly;

import java.time.LocalDate;
import java.util.List;

/** One way to judge a number of a day by those of earlier days. */
public interface Strategy {

  /** As {@code conf/anomalies.yml} calls it. */
  String name();

  /** The earlier days whose points it looks at; how many is bounded by the settings. */
  List<LocalDate> wanted(LocalDate day);

  /**
   * Judges a point.
   *
   * @param history points of earlier days that count, in the order of days; there may be gaps, and
   *     points of days that are not wanted are not looked at
   * @param leastPoints with fewer it is a cold start
   */
  Judgement judge(Point point, List<Point> history, int leastPoints);
}
