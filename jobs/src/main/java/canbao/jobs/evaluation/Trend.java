package canbao.jobs.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Levels over time, and the straight line that fits them best (least squares), in exact fractions;
 * only the interval takes a root, of 34 digits, so that the same levels give the same digits
 * everywhere.
 *
 * @param points in the order of time
 */
record Trend(List<Point> points) {

  /** With two points every line fits, and nothing tells how well. */
  static final int LEAST_POINTS = 3;

  /** Two-sided 95 %: quantiles 0.975 of Student's t, by degrees of freedom from 1 on. */
  private static final List<String> STUDENT =
      List.of(
          "12.706", "4.303", "3.182", "2.776", "2.571", "2.447", "2.365", "2.306", "2.262", "2.228",
          "2.201", "2.179", "2.160", "2.145", "2.131", "2.120", "2.110", "2.101", "2.093", "2.086");

  Trend {
    points = List.copyOf(points);
  }

  /**
   * A level.
   *
   * @param time in years since the end of 2015
   */
  record Point(Ratio time, Ratio level) {}

  /**
   * What the line says of a time to come, and between what the level will lie with 95 %.
   *
   * @param years levels that it rests on
   */
  record Forecast(BigDecimal level, BigDecimal low, BigDecimal high, int years) {

    /** Whether a target is reached by all of the interval, or by none of it. */
    String against(Ratio target, int places) {
      BigDecimal limit = target.decimal(places);
      if (low.compareTo(limit) >= 0) {
        return "reaches";
      }
      return high.compareTo(limit) < 0 ? "misses" : "undecided";
    }
  }

  /** By how much the level rises a year; empty with fewer than two points. */
  Optional<Ratio> slope() {
    return points.size() < 2 ? Optional.empty() : Optional.of(slopeOfLine());
  }

  /** By how much the last level is above the one before; empty with fewer than two points. */
  Optional<Ratio> lastMove() {
    return points.size() < 2
        ? Optional.empty()
        : Optional.of(
            points.get(points.size() - 1).level().minus(points.get(points.size() - 2).level()));
  }

  /**
   * The line prolonged, with the interval in which one more level lies (prediction interval of
   * linear regression). Empty with fewer than {@link #LEAST_POINTS} points. Nothing is clipped.
   *
   * @param places of the numbers, rounded half up
   */
  Optional<Forecast> at(Ratio time, int places) {
    if (points.size() < LEAST_POINTS) {
      return Optional.empty();
    }
    int freedom = points.size() - 2;
    Ratio level = line(time);
    Ratio errors = sum(point -> square(point.level().minus(line(point.time()))));
    Ratio away = square(time.minus(mean(Point::time))).dividedBy(squaresOfTime());
    Ratio spread = Ratio.ONE.plus(Ratio.of(1, points.size())).plus(away);
    BigDecimal root =
        errors
            .dividedBy(Ratio.of(freedom, 1))
            .times(spread)
            .quotient(MathContext.DECIMAL128)
            .sqrt(MathContext.DECIMAL128);
    BigDecimal half = root.multiply(student(freedom));
    BigDecimal middle = level.quotient(MathContext.DECIMAL128);
    return Optional.of(
        new Forecast(
            level.decimal(places),
            Ratio.of(middle.subtract(half)).decimal(places),
            Ratio.of(middle.add(half)).decimal(places),
            points.size()));
  }

  private static BigDecimal student(int freedom) {
    return new BigDecimal(STUDENT.get(Math.min(freedom, STUDENT.size()) - 1));
  }

  private Ratio line(Ratio time) {
    return mean(Point::level).plus(slopeOfLine().times(time.minus(mean(Point::time))));
  }

  private Ratio slopeOfLine() {
    Ratio meanTime = mean(Point::time);
    Ratio meanLevel = mean(Point::level);
    return sum(point -> point.time().minus(meanTime).times(point.level().minus(meanLevel)))
        .dividedBy(squaresOfTime());
  }

  private Ratio squaresOfTime() {
    Ratio meanTime = mean(Point::time);
    return sum(point -> square(point.time().minus(meanTime)));
  }

  private Ratio mean(Function<Point, Ratio> number) {
    return sum(number).dividedBy(Ratio.of(points.size(), 1));
  }

  private Ratio sum(Function<Point, Ratio> number) {
    return points.stream().map(number).reduce(Ratio.ZERO, Ratio::plus);
  }

  private static Ratio square(Ratio number) {
    return number.times(number);
  }
}
