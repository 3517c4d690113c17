package canbao.jobs.evaluation;

import canbao.jobs.evaluation.ContradictionEffect.Result;
import canbao.jobs.run.Contradiction;
import canbao.jobs.run.Contradiction.BoxRow;
import canbao.jobs.run.Figure;
import canbao.jobs.run.FinishedIndicator;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Indicator.Goal;
import canbao.jobs.run.Measure;
import canbao.jobs.run.Plan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells the effect of each contradiction of the plan, from its figures and those of the day. */
final class Contradictions {

  private static final int SHOWN = 2;
  private static final String PEOPLE = "人";
  private static final String TEN_THOUSAND_PEOPLE = "万人";

  private final Plan plan;
  private final List<AssessedIndicator> assessed;
  private final InpatientCosts costs;
  private final EvaluationKind kind;
  private final LocalDate day;

  /**
   * @param assessed indicators of the day; those of the province are looked at
   */
  Contradictions(
      Plan plan,
      List<AssessedIndicator> assessed,
      InpatientCosts costs,
      EvaluationKind kind,
      LocalDate day) {
    this.plan = plan;
    this.assessed = assessed;
    this.costs = costs;
    this.kind = kind;
    this.day = day;
  }

  List<ContradictionEffect> effects() {
    return plan.contradictions().stream().map(this::effect).toList();
  }

  private ContradictionEffect effect(Contradiction contradiction) {
    return switch (contradiction.kind()) {
      case TARGET_2018 -> ofTargets(contradiction);
      case FULFILMENT -> ofFulfilment(contradiction);
      case DENOMINATOR -> ofDenominators(contradiction);
      case WORDING -> ofFigures(contradiction);
      case SELF_PAID -> ofDivisors(contradiction);
    };
  }

  /** Judged by either target; the effect is in people. */
  private ContradictionEffect ofTargets(Contradiction contradiction) {
    Optional<IndicatorValue> value =
        assessed.stream()
            .map(AssessedIndicator::value)
            .filter(own -> own.division().isProvince() && own.key().equals(key(contradiction)))
            .filter(own -> own.counts().isPresent())
            .findFirst();
    return value
        .map(
            own ->
                ContradictionEffect.of(
                    contradiction,
                    judged(own, contradiction.first().text()),
                    judged(own, contradiction.second().text())))
        .orElseGet(() -> ContradictionEffect.none(contradiction, Reason.NOT_RELEASED));
  }

  private Result judged(IndicatorValue value, String target) {
    Figure figure = Figure.read(target).orElseThrow();
    Goal goal = value.indicator().goal();
    Goal other = new Goal(goal.kind(), goal.base2015(), figure, goal.target2020());
    Assessment assessment =
        new Assessor(other, Optional.empty(), kind, day).of(value.level().orElseThrow());
    long gap = value.counts().orElseThrow().gap(number(figure)).orElseThrow();
    return new Result(
        Ratio.of(gap, 1),
        PEOPLE,
        "%s 差距%d人".formatted(assessment.judgement().map(Judgement::text).orElse("—"), gap));
  }

  /** What is in print, and the sum of what was reached over the sum of the targets. */
  private ContradictionEffect ofFulfilment(Contradiction contradiction) {
    Ratio reached = sum(contradiction, FinishedIndicator::actual2015);
    Ratio targets = sum(contradiction, FinishedIndicator::target2015);
    Ratio printed = Ratio.of(contradiction.first().number());
    Ratio computed = percent(reached, targets);
    return ContradictionEffect.of(
        contradiction,
        new Result(printed, "%", contradiction.first().text() + "%"),
        new Result(
            computed,
            "%",
            "%s ÷ %s = %s%%".formatted(shown(reached, 0), shown(targets, 0), shown(computed, 1))));
  }

  /** What the plan's own rate is divided by, within its rounding; and the rate by another. */
  private ContradictionEffect ofDenominators(Contradiction contradiction) {
    Figure base = indicator(contradiction).goal().base2015();
    Ratio people = sum(contradiction, FinishedIndicator::actual2015);
    Ratio rate = number(base);
    Ratio implied = percent(people, rate);
    Ratio slack = halfOfLastDigit(base.number().orElseThrow());
    Ratio other = Ratio.of(contradiction.second().number());
    return ContradictionEffect.of(
        contradiction,
        new Result(
            implied,
            TEN_THOUSAND_PEOPLE,
            "%s ÷ %s%% = %s (%s–%s)"
                .formatted(
                    shown(people, 0),
                    base.text(),
                    shown(implied, 0),
                    shown(percent(people, rate.plus(slack)), 0),
                    shown(percent(people, rate.minus(slack)), 0))),
        new Result(
            other,
            TEN_THOUSAND_PEOPLE,
            "%s ÷ %s = %s%%"
                .formatted(
                    shown(people, 0),
                    contradiction.second().text(),
                    shown(percent(people, other), SHOWN))));
  }

  /** What box 1 has reached under one name, and where box 2 begins under another. */
  private ContradictionEffect ofFigures(Contradiction contradiction) {
    Indicator indicator = indicator(contradiction);
    String unit = indicator.unit().text();
    Figure base = indicator.goal().base2015();
    Ratio before = sum(contradiction, FinishedIndicator::actual2015);
    return ContradictionEffect.of(
        contradiction,
        new Result(before, unit, contradiction.first().text() + " " + shown(before, 0)),
        new Result(number(base), unit, contradiction.second().text() + " " + base.text()));
  }

  /** The share of the year by either divisor. */
  private ContradictionEffect ofDivisors(Contradiction contradiction) {
    Optional<Quantity> left = costs.of(Measure.MEDICAL_AID_SHARE, Division.PROVINCE, day.getYear());
    Optional<Quantity> all = costs.aidOfAll(Division.PROVINCE, day.getYear());
    return left.isPresent() && all.isPresent()
        ? ContradictionEffect.of(contradiction, share(left.get()), share(all.get()))
        : ContradictionEffect.none(contradiction, Reason.NO_SETTLEMENT);
  }

  private static Result share(Quantity quantity) {
    return new Result(quantity.level(), "%", shown(quantity.level(), SHOWN) + "%");
  }

  private Ratio sum(Contradiction contradiction, Function<FinishedIndicator, Figure> figure) {
    return plan.finished().stream()
        .filter(row -> contradiction.rows().contains(new BoxRow(row.number(), row.sub())))
        .map(figure)
        .map(Contradictions::number)
        .reduce(Ratio.ZERO, Ratio::plus);
  }

  private Indicator indicator(Contradiction contradiction) {
    return plan.indicators().stream()
        .filter(row -> IndicatorKey.of(row).equals(key(contradiction)))
        .findFirst()
        .orElseThrow();
  }

  private static IndicatorKey key(Contradiction contradiction) {
    return new IndicatorKey(contradiction.indicator().orElseThrow(), contradiction.sub());
  }

  private static Ratio percent(Ratio part, Ratio whole) {
    return part.times(100).dividedBy(whole);
  }

  /** A figure in print stands for all numbers that are rounded to it. */
  private static Ratio halfOfLastDigit(BigDecimal printed) {
    return Ratio.of(BigDecimal.valueOf(5, printed.scale() + 1));
  }

  private static Ratio number(Figure figure) {
    return Ratio.of(figure.number().orElseThrow());
  }

  private static String shown(Ratio number, int places) {
    return number.decimal(places).toPlainString();
  }
}
