package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Assessment.Milestone;
import canbao.jobs.evaluation.Provenance.Edition;
import canbao.jobs.evaluation.ReleasedNumbers.Origin;
import canbao.jobs.evaluation.Statistics.LocalAmount;
import canbao.jobs.evaluation.Trend.Forecast;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Measure;
import canbao.jobs.run.Remark;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Rows of the tables about indicators in divisions. */
record IndicatorRows(EvaluationRun run) {

  private static final int BOX = 2;

  /** A row of {@code evaluation.indicator_value}. */
  Row value(IndicatorValue value) {
    Optional<Counts.Bounds> people = value.counts().map(Counts::people);
    Optional<Spending> spending =
        value.quantity().filter(Spending.class::isInstance).map(Spending.class::cast);
    Optional<Origin> released = value.provenance().released();
    return run.row(
        named(value.indicator(), value.division()),
        value.indicator().source().measure().map(Measure::word),
        people.map(Counts.Bounds::point).or(() -> spending.map(Spending::part)),
        people.map(Counts.Bounds::low),
        people.map(Counts.Bounds::high),
        value.counts().flatMap(Counts::due).or(() -> spending.map(Spending::whole)),
        value.level(),
        released.map(Origin::basis),
        released.map(Origin::family),
        released.map(Origin::denominator),
        released.map(Origin::denominatorVersion),
        value.freshness().state(),
        value.freshness().staleSince(),
        source(value.provenance()),
        value.indicator().source().definition(),
        value.reason());
  }

  /**
   * A row of {@code evaluation.assessment}.
   *
   * @param outlook of the province; a city has none
   */
  Row assessment(AssessedIndicator assessed, Outlook outlook, Optional<Remark> remark) {
    IndicatorValue value = assessed.value();
    Assessment assessment = assessed.assessment();
    Indicator.Goal goal = value.indicator().goal();
    Optional<Forecast> forecast = outlook.forecast();
    return run.row(
        named(value.indicator(), value.division()),
        goal.kind().text(),
        goal.base2015().text(),
        goal.target2018().text(),
        goal.target2020().text(),
        value.level(),
        assessment.milestone().map(Milestone::year),
        assessment.milestone().map(Milestone::target),
        assessment.againstTarget(),
        assessed.gap(),
        assessment.completion(),
        TimeShare.of(run.asOf()),
        assessment.progress(),
        assessment.judgement(),
        assessed.isCertain(),
        assessment.reason(),
        assessed.localAmount().map(LocalAmount::amount),
        assessed.localAmount().map(LocalAmount::edition).map(Edition::name),
        assessed.areas().map(Areas::all),
        assessed.areas().map(Areas::known),
        assessed.areas().map(Areas::met),
        forecast.map(Forecast::level),
        forecast.map(Forecast::low),
        forecast.map(Forecast::high),
        forecast.map(Forecast::years),
        forecast.map(unused -> Outlook.METHOD),
        outlook.against(),
        outlook.reason(),
        value.freshness().state(),
        value.freshness().staleSince(),
        value.indicator().note(),
        remark.map(Remark::cause),
        remark.map(Remark::measure),
        remark.map(Remark::responsibleUnit));
  }

  /** The rows of {@code evaluation.series} of one series. */
  List<Row> series(Series series) {
    return series.points().stream().map(point -> point(series, point)).toList();
  }

  private Row point(Series series, SeriesPoint point) {
    return run.row(
        named(series.indicator(), series.division()),
        point.year(),
        point.day(),
        point.figure(),
        point.level(),
        point.state(),
        source(point.provenance()),
        point.isBreak(),
        point.footnotes(),
        point.reason());
  }

  /**
   * A row of {@code evaluation.city_assessment}.
   *
   * @param whatIfs of the city and indicator
   */
  Row city(CityAssessment city, List<WhatIf> whatIfs) {
    AssessedIndicator assessed = city.assessed();
    IndicatorValue value = assessed.value();
    Optional<WhatIf> lapses = first(whatIfs, WhatIf.Scenario.LAPSES_STOP);
    Optional<WhatIf> group = first(whatIfs, WhatIf.Scenario.GROUP_AT_MEAN);
    return run.row(
        named(value.indicator(), value.division()),
        value.level(),
        city.rank(),
        city.ranked(),
        assessed.assessment().judgement(),
        assessed.assessment().milestone().map(Milestone::year),
        assessed.gap(),
        city.next().map(Milestone::year),
        city.next().map(Milestone::target),
        city.nextGap(),
        city.monthsLeft(),
        city.peopleAMonth(),
        city.direction(),
        city.trend().lastMove(),
        city.trend().slope(),
        city.trend().points().size(),
        lapses.flatMap(WhatIf::level),
        lapses.flatMap(WhatIf::isMet),
        group.flatMap(WhatIf::about).map(about -> about.dimension() + " " + about.value()),
        group.flatMap(WhatIf::level),
        group.flatMap(WhatIf::isMet),
        value.freshness().state(),
        value.reason());
  }

  /** The first of which something is said. */
  private static Optional<WhatIf> first(List<WhatIf> whatIfs, WhatIf.Scenario scenario) {
    return whatIfs.stream()
        .filter(whatIf -> whatIf.scenario() == scenario && whatIf.people().isPresent())
        .findFirst();
  }

  /** A row of {@code evaluation.what_if}. */
  Row whatIf(WhatIf whatIf) {
    IndicatorValue value = whatIf.assessed().value();
    return run.row(
        named(value.indicator(), value.division()),
        whatIf.scenario().word(),
        whatIf.about().map(WhatIf.Group::dimension).orElse(""),
        whatIf.about().map(WhatIf.Group::value).orElse(""),
        whatIf.since(),
        whatIf.people(),
        whatIf.covered(),
        whatIf.level(),
        whatIf.isMet(),
        whatIf.reason());
  }

  private static Object[] named(Indicator indicator, Division division) {
    return new Object[] {
      BOX,
      indicator.number(),
      indicator.sub(),
      division.code(),
      division.name(),
      indicator.name(),
      indicator.unit().text()
    };
  }

  private static Object[] source(Provenance provenance) {
    return new Object[] {
      provenance.source().word(),
      provenance.releaseId(),
      provenance.edition().map(Edition::name),
      provenance.edition().map(Edition::publisher)
    };
  }
}
