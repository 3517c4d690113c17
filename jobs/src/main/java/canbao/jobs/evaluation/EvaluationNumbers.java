package canbao.jobs.evaluation;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What an evaluation rests on: the numbers of its day, and of the ends of the plan's years before.
 *
 * @param release of the day
 * @param years by the day that they are of, in their order
 * @param fingerprint SHA-256 of all of them
 */
record EvaluationNumbers(
    NewestRelease release, TreeMap<LocalDate, YearNumbers> years, String fingerprint) {

  /**
   * @throws canbao.jobs.run.JobFailure INPUT if the day was not released
   */
  static EvaluationNumbers of(Lake lake, Settings settings, LocalDate day) {
    NewestRelease release = NewestRelease.of(lake, day);
    Statistics statistics = Statistics.of(lake, settings.plan().indicators());
    InpatientCosts costs =
        InpatientCosts.of(lake, TimeShare.BASE_YEAR + 1, day, settings.plan().aidedGroups());
    String headline = settings.denominators().headline();
    TreeMap<LocalDate, YearNumbers> years = new TreeMap<>();
    StringBuilder inputs = new StringBuilder().append(statistics).append(costs);
    int firstYear = Math.min(TimeShare.BASE_YEAR + 1, day.getYear());
    for (int year = firstYear; year <= day.getYear(); year++) {
      LocalDate yearEnd = LocalDate.of(year, 12, 31);
      LocalDate of = yearEnd.isBefore(day) ? yearEnd : day;
      Optional<NewestRelease> ofYear = NewestRelease.find(lake, of);
      // Holders are counted among people whose state was released.
      CardHolders cards =
          ofYear
              .map(unused -> CardHolders.of(lake, of))
              .orElseGet(() -> CardHolders.none(Reason.NOT_RELEASED));
      Optional<ReleasedNumbers> released =
          ofYear.map(found -> new ReleasedNumbers(found.cityCoverage(lake), headline));
      years.put(of, new YearNumbers(year, released, cards, costs, statistics));
      inputs.append(ofYear).append(cards);
    }
    return new EvaluationNumbers(release, years, DigestUtils.sha256Hex(inputs.toString()));
  }

  /** The numbers of the day itself. */
  YearNumbers ofDay() {
    return years.lastEntry().getValue();
  }

  String releaseId() {
    return release.releaseId();
  }

  /** The series of values of the day: the plan's base, then a point a year. */
  List<Series> series(List<IndicatorValue> values, Breaks breaks) {
    return values.stream().map(value -> series(value, breaks)).toList();
  }

  private Series series(IndicatorValue value, Breaks breaks) {
    List<SeriesPoint> points = new ArrayList<>();
    boolean isAfterBase = years.firstKey().getYear() > TimeShare.BASE_YEAR;
    if (value.division().isProvince() && isAfterBase) {
      points.add(SeriesPoint.ofPlan(value.indicator().goal().base2015()));
    }
    years.forEach(
        (day, numbers) ->
            points.add(SeriesPoint.of(numbers.value(value.indicator(), value.division()), day)));
    return new Series(value.indicator(), value.division(), breaks.marked(value.key(), points));
  }
}
