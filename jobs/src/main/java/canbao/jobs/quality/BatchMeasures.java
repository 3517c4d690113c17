package canbao.jobs.quality;

import java.util.List;

/**
 * What one scan has measured of a batch, identical rows once.
 *
 * @param counts of the rules, as {@link DeequAdapter#count} gives them
 * @param states of cities and of the rows of none: Size of all, Compliance of the rules,
 *     Completeness of the columns, and of numbers Mean, Minimum and Maximum
 */
public record BatchMeasures(List<RuleCount> counts, List<MetricState> states) {

  public BatchMeasures {
    counts = List.copyOf(counts);
    states = List.copyOf(states);
  }

  /** What is to be measured of a batch. */
  public record Asked(RowRules rules, MeasuredColumns columns) {}
}
