package canbao.jobs.run;

import java.util.List;
import java.util.Optional;

/**
 * One row of the plan's box 2: an indicator, or one of the rows that it is divided into.
 *
 * @param number in the box, from 1
 * @param name as in the plan
 * @param sub name of the row within the indicator; empty if it has one row
 * @param source what it is known by
 * @param note what the plan leaves open or contradicts
 */
public record Indicator(
    int number, String name, String sub, Unit unit, Goal goal, Source source, String note) {

  /**
   * What an indicator is known by.
   *
   * @param measure what the lake counts; empty if it has no source for it
   * @param statistic code of the published figure that stands in where nothing is counted
   * @param localAmount code of the published amount whose share a relative target is
   * @param groups codes of the source {@code group_member}: whose members alone are counted; none:
   *     everybody
   * @param definition what is counted, in words
   */
  public record Source(
      Optional<Measure> measure,
      Optional<String> statistic,
      Optional<String> localAmount,
      List<String> groups,
      String definition) {

    public Source {
      groups = List.copyOf(groups);
    }
  }

  /** Where an indicator stood and where it is to come. */
  public record Goal(TargetKind kind, Figure base2015, Figure target2018, Figure target2020) {

    /** The same targets for a place whose base the plan does not name. */
    public Goal withoutBase() {
      return new Goal(kind, Figure.MISSING, target2018, target2020);
    }
  }
}
