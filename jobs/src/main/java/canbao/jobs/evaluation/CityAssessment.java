package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Assessment.Milestone;
import canbao.jobs.run.TargetKind;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a city stands with an indicator, and what it still takes.
 *
 * @param rank 1 for the highest level, of a relative target the highest share of the local amount;
 *     cities that are alike share one; empty without a level
 * @param ranked cities that have one
 * @param next the next target whose date is to come
 * @param monthsLeft whole months to that date, one at least
 */
record CityAssessment(
    AssessedIndicator assessed,
    Optional<Integer> rank,
    int ranked,
    Optional<Milestone> next,
    Optional<Long> monthsLeft,
    Trend trend) {

  /**
   * One for each value of a city.
   *
   * @param series of each city and indicator
   */
  static List<CityAssessment> all(
      List<AssessedIndicator> assessed, List<Series> series, EvaluationKind kind, LocalDate day) {
    Map<IndicatorKey, List<AssessedIndicator>> ofCities =
        assessed.stream()
            .filter(one -> one.value().division().isCity() && one.areas().isEmpty())
            .filter(one -> !isByCounty(one))
            .collect(Collectors.groupingBy(one -> one.value().key()));
    List<CityAssessment> cities = new ArrayList<>();
    for (AssessedIndicator one : assessed) {
      List<AssessedIndicator> alike = ofCities.getOrDefault(one.value().key(), List.of());
      if (alike.contains(one)) {
        cities.add(of(one, alike, trend(one, series), new Dates(kind, day)));
      }
    }
    return cities;
  }

  private record Dates(EvaluationKind kind, LocalDate day) {}

  private static boolean isByCounty(AssessedIndicator one) {
    return one.value().indicator().goal().kind() == TargetKind.RELATIVE_BY_COUNTY;
  }

  private static CityAssessment of(
      AssessedIndicator city, List<AssessedIndicator> alike, Trend trend, Dates dates) {
    List<Ratio> heights = alike.stream().flatMap(one -> height(one).stream()).toList();
    Optional<Integer> rank =
        height(city)
            .map(own -> 1 + Math.toIntExact(heights.stream().filter(own::isLessThan).count()));
    Assessor assessor =
        new Assessor(
            AssessedIndicator.goal(city.value()), city.localAmount(), dates.kind(), dates.day());
    // What is a share of an amount to come cannot be known.
    Optional<Milestone> next =
        assessor.next().filter(unused -> !city.value().indicator().goal().kind().isRelative());
    return new CityAssessment(
        city,
        rank,
        heights.size(),
        next,
        next.map(milestone -> months(dates.day(), milestone.year())),
        trend);
  }

  private static Optional<Ratio> height(AssessedIndicator one) {
    Optional<Ratio> level = one.value().level();
    return one.value().indicator().goal().kind().isRelative()
        ? level.flatMap(own -> one.localAmount().map(local -> own.dividedBy(local.amount())))
        : level;
  }

  private static Trend trend(AssessedIndicator one, List<Series> series) {
    return series.stream()
        .filter(own -> own.key().equals(one.value().key()))
        .filter(own -> own.division().equals(one.value().division()))
        .map(Series::trend)
        .findFirst()
        .orElseGet(() -> new Trend(List.of()));
  }

  private static long months(LocalDate day, int year) {
    LocalDate after = LocalDate.of(year + 1, 1, 1);
    return Math.max(1, ChronoUnit.MONTHS.between(day.plusDays(1), after));
  }

  /** People lacking to the next target. */
  Optional<Long> nextGap() {
    return ofNext(target -> assessed.value().quantity().flatMap(own -> own.gap(target)));
  }

  /** People a month more, net, that reach the next target in time; the last month may need less. */
  Optional<Long> peopleAMonth() {
    return nextGap()
        .flatMap(gap -> monthsLeft.map(months -> Math.floorDiv(gap + months - 1, months)));
  }

  private <T> Optional<T> ofNext(Function<Ratio, Optional<T>> what) {
    return next.map(Milestone::target).flatMap(what);
  }

  /** rising, falling or steady since the last comparable year; empty if there is none. */
  Optional<String> direction() {
    return trend.lastMove().map(move -> direction(move.compareTo(Ratio.ZERO)));
  }

  private static String direction(int sign) {
    return sign > 0 ? "rising" : sign < 0 ? "falling" : "steady";
  }
}
