package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Provenance.Source;
import canbao.jobs.evaluation.ReleasedNumbers.Cell;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Measure;
import canbao.jobs.run.TargetKind;
import canbao.jobs.run.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one year: what the lake counts goes before what offices publish.
 *
 * @param released of its last day, or of the day of the evaluation; empty if that was not released
 * @param costs of stays discharged in the year up to that day
 * @param cards of that day
 */
record YearNumbers(
    int year,
    Optional<ReleasedNumbers> released,
    CardHolders cards,
    InpatientCosts costs,
    Statistics statistics) {

  /** All indicators in the divisions that the plan has a figure for, in their order. */
  List<IndicatorValue> values(List<Indicator> indicators) {
    List<IndicatorValue> values = new ArrayList<>();
    for (Indicator indicator : indicators) {
      divisions(indicator).forEach(division -> values.add(value(indicator, division)));
    }
    return values;
  }

  /**
   * The province for every indicator; cities for shares and for limits of their own, counties where
   * these have limits. Heads and amounts of a city have no figure of the plan to stand beside.
   */
  private static List<Division> divisions(Indicator indicator) {
    List<Division> divisions = new ArrayList<>(List.of(Division.PROVINCE));
    if (indicator.unit() == Unit.PERCENT || indicator.goal().kind().isRelative()) {
      divisions.addAll(Division.CITIES);
    }
    if (indicator.goal().kind() == TargetKind.RELATIVE_BY_COUNTY) {
      Division.COUNTY_AREAS.stream()
          .filter(area -> !divisions.contains(area))
          .forEach(divisions::add);
    }
    return divisions;
  }

  IndicatorValue value(Indicator indicator, Division division) {
    Optional<IndicatorValue> counted =
        indicator.source().measure().map(measure -> counted(indicator, measure, division));
    if (counted.filter(value -> value.quantity().isPresent()).isPresent()) {
      return counted.get();
    }
    Optional<IndicatorValue> published =
        statistics
            .figure(indicator, division, year)
            .map(
                figure ->
                    IndicatorValue.of(
                        indicator, division, figure, Provenance.published(figure.edition())));
    return published
        .or(() -> counted)
        .orElseGet(
            () ->
                IndicatorValue.without(
                    indicator, division, Provenance.NOWHERE, Reason.NO_STATISTIC));
  }

  private IndicatorValue counted(Indicator indicator, Measure measure, Division division) {
    return switch (measure) {
      case PENSION_RATE, MEDICAL_RATE, UNEMPLOYMENT_PEOPLE, WORK_INJURY_PEOPLE, MATERNITY_PEOPLE ->
          released
              .flatMap(numbers -> numbers.of(measure, division.code()))
              .map(cell -> ofRelease(indicator, division, cell))
              .orElseGet(() -> without(indicator, division, Reason.NOT_RELEASED));
      case CARD_RATE ->
          cards
              .of(division)
              .map(holders -> ofRegister(indicator, division, holders))
              .orElseGet(() -> without(indicator, division, cards.reason()));
      case INPATIENT_SHARE, MEDICAL_AID_SHARE ->
          costs
              .of(measure, division, year)
              .map(share -> ofRegister(indicator, division, share))
              .orElseGet(() -> without(indicator, division, Reason.NO_SETTLEMENT));
    };
  }

  private static IndicatorValue ofRelease(Indicator indicator, Division division, Cell cell) {
    Provenance provenance = Provenance.released(cell.releaseId(), cell.origin());
    if (!cell.freshness().hasData()) {
      return IndicatorValue.without(
          indicator,
          division,
          provenance,
          cell.due().isPresent() ? Reason.NOBODY_DUE : Reason.NEVER_RELEASED);
    }
    return new IndicatorValue(
        indicator,
        division,
        Optional.of(new Counts(cell.people(), cell.due())),
        provenance,
        cell.freshness(),
        Optional.empty());
  }

  private static IndicatorValue ofRegister(
      Indicator indicator, Division division, Quantity quantity) {
    return IndicatorValue.of(indicator, division, quantity, Provenance.of(Source.REGISTER));
  }

  private static IndicatorValue without(Indicator indicator, Division division, Reason reason) {
    return IndicatorValue.without(indicator, division, Provenance.NOWHERE, reason);
  }
}
