package canbao.jobs.evaluation;

import canbao.jobs.evaluation.ReleasedNumbers.Cell;
import canbao.jobs.evaluation.ReleasedNumbers.Freshness;
import canbao.jobs.evaluation.ReleasedNumbers.Origin;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Measure;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An indicator in a division: the people counted, or why there are none.
 *
 * @param origin the released row that was looked at
 * @param reason empty exactly where there are counts
 */
record IndicatorValue(
    Indicator indicator,
    Division division,
    Optional<Counts> counts,
    Optional<Origin> origin,
    Freshness freshness,
    Optional<Reason> reason) {

  /** The province or a city. */
  record Division(String code, String name) {

    static final Division PROVINCE = new Division("440000", "广东省");

    boolean isProvince() {
      return equals(PROVINCE);
    }
  }

  /**
   * The province for every indicator, the cities beside it for rates: a head count of a city has no
   * figure of the plan to stand beside.
   *
   * @param indicators in their order, which the result keeps
   */
  static List<IndicatorValue> all(List<Indicator> indicators, ReleasedNumbers released) {
    List<IndicatorValue> values = new ArrayList<>();
    for (Indicator indicator : indicators) {
      values.add(of(indicator, Division.PROVINCE, released));
      if (indicator.measure().filter(Measure::isRate).isPresent()) {
        Places.cities().stream()
            .map(city -> new Division(city.code(), city.nameZh()))
            .forEach(city -> values.add(of(indicator, city, released)));
      }
    }
    return values;
  }

  private static IndicatorValue of(
      Indicator indicator, Division division, ReleasedNumbers released) {
    if (indicator.measure().isEmpty()) {
      return without(indicator, division, Reason.NO_SOURCE_YET);
    }
    return released
        .of(indicator.measure().get(), division.code())
        .map(cell -> of(indicator, division, cell))
        .orElseGet(() -> without(indicator, division, Reason.NOT_RELEASED));
  }

  private static IndicatorValue of(Indicator indicator, Division division, Cell cell) {
    Optional<Reason> reason =
        cell.freshness().hasData()
            ? Optional.empty()
            : Optional.of(cell.due().isPresent() ? Reason.NOBODY_DUE : Reason.NEVER_RELEASED);
    return new IndicatorValue(
        indicator,
        division,
        reason.isPresent() ? Optional.empty() : Optional.of(new Counts(cell.people(), cell.due())),
        Optional.of(cell.origin()),
        cell.freshness(),
        reason);
  }

  private static IndicatorValue without(Indicator indicator, Division division, Reason reason) {
    return new IndicatorValue(
        indicator,
        division,
        Optional.empty(),
        Optional.empty(),
        Freshness.NO_DATA,
        Optional.of(reason));
  }

  /** The people counted in the plan's unit. */
  Optional<Ratio> level() {
    return counts.map(Counts::level);
  }
}
