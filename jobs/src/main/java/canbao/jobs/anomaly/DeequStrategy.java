package canbao.jobs.anomaly;

import canbao.jobs.lake.Scala;
import com.amazon.deequ.anomalydetection.AbsoluteChangeStrategy;
import com.amazon.deequ.anomalydetection.Anomaly;
import com.amazon.deequ.anomalydetection.AnomalyDetectionStrategy;
import com.amazon.deequ.anomalydetection.AnomalyDetector;
import com.amazon.deequ.anomalydetection.BatchNormalStrategy;
import com.amazon.deequ.anomalydetection.DataPoint;
import com.amazon.deequ.anomalydetection.DetectionResult;
import com.amazon.deequ.anomalydetection.OnlineNormalStrategy;
import com.amazon.deequ.anomalydetection.RelativeRateOfChangeStrategy;
import com.amazon.deequ.anomalydetection.SimpleThresholdStrategy;
import com.amazon.deequ.anomalydetection.seasonal.HoltWinters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strategy of Deequ's, called with the points of the last days; the one class that knows them.
 *
 * <p>Deequ says of a point whether it is anomalous, not from where on it would be. All of its
 * strategies bear what lies between two bounds, so the bounds are found by asking, outward from a
 * value that it bears.
 */
public final class DeequStrategy implements Strategy {

  /** A bound that would be greater is none: no count of people or rows is so great. */
  private static final long GREATEST = 1L << 40;

  private static final long GREATEST_RATE = 10_000;

  /** What Deequ's model expects stands nowhere but in the words of an anomaly. */
  private static final Pattern FORECAST = Pattern.compile("Forecasted (\\S+) for");

  private final String name;
  private final AnomalyDetector detector;
  private final int days;
  private final int season;
  private final Centre centre;

  /** A value near those that are borne. */
  @FunctionalInterface
  private interface Centre {
    double of(List<Point> history, AnomalyDetector detector);
  }

  /**
   * @param days that are looked back
   * @param season days of a season, of which two are needed without a gap; 0 if days may be missing
   */
  private DeequStrategy(
      String name, AnomalyDetectionStrategy strategy, int days, int season, Centre centre) {
    this.name = name;
    this.detector = new AnomalyDetector(strategy);
    this.days = days;
    this.season = season;
    this.centre = centre;
  }

  /** Bears what lies between two values, both included. */
  public static DeequStrategy simpleThreshold(double lower, double upper, int days) {
    return new DeequStrategy(
        "simple_threshold",
        new SimpleThresholdStrategy(lower, upper),
        days,
        0,
        (history, detector) -> lower + (upper - lower) / 2);
  }

  /** Bears a distance from the last point. */
  public static DeequStrategy absoluteChange(double decrease, double increase, int days) {
    return new DeequStrategy(
        "absolute_change",
        new AbsoluteChangeStrategy(Scala.some(-decrease), Scala.some(increase), 1),
        days,
        0,
        (history, detector) -> last(history));
  }

  /** Bears a quotient by the last point, such as 0.9 to 1.1. */
  public static DeequStrategy relativeChange(double least, double most, int days) {
    return new DeequStrategy(
        "relative_change",
        new RelativeRateOfChangeStrategy(Scala.some(least), Scala.some(most), 1),
        days,
        0,
        (history, detector) -> last(history));
  }

  /**
   * Bears so many standard deviations from a mean that each point, the judged one too, moves; so
   * among n points none is ever further than the square root of n - 1 of them.
   */
  public static DeequStrategy onlineNormal(double below, double above, int days) {
    return new DeequStrategy(
        "online_normal",
        new OnlineNormalStrategy(Scala.some(below), Scala.some(above), 0.1, true),
        days,
        0,
        (history, detector) -> mean(history));
  }

  /** Bears so many standard deviations of the past from its mean. */
  public static DeequStrategy batchNormal(double below, double above, int days) {
    return new DeequStrategy(
        "batch_normal",
        new BatchNormalStrategy(Scala.some(below), Scala.some(above), false),
        days,
        0,
        (history, detector) -> mean(history));
  }

  /**
   * Bears what is near the forecast of a model with level, trend and season.
   *
   * @param season days of a season: 7 for a week
   */
  public static DeequStrategy holtWinters(int season, int days) {
    return new DeequStrategy(
        "holt_winters", new HoltWinters(season), days, season, DeequStrategy::forecast);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<LocalDate> wanted(LocalDate day) {
    return day.minusDays(days).datesUntil(day).toList();
  }

  @Override
  public Judgement judge(Point point, List<Point> history, int leastPoints) {
    LocalDate first = point.day().minusDays(days);
    List<Point> recent = history.stream().filter(one -> !one.day().isBefore(first)).toList();
    List<Point> used = season == 0 ? recent : unbroken(recent, point.day());
    if (used.size() < Math.max(leastPoints, Math.max(1, 2 * season))) {
      return Judgement.coldStart(used.size());
    }
    LongPredicate isBorne = value -> anomalies(used, point.day(), (double) value).isEmpty();
    long greatest = point.isRate() ? GREATEST_RATE : GREATEST;
    long middle = Math.max(0, Math.min(greatest, Math.round(centre.of(used, detector))));
    return Judgement.within(
        point.value(), lower(isBorne, middle), upper(isBorne, middle, greatest), used.size());
  }

  /** The days up to the one before, as far back as none is missing: a season counts days. */
  private static List<Point> unbroken(List<Point> history, LocalDate day) {
    int first = history.size();
    LocalDate next = day;
    while (first > 0 && history.get(first - 1).day().equals(next.minusDays(1))) {
      first--;
      next = history.get(first).day();
    }
    return history.subList(first, history.size());
  }

  private List<Anomaly> anomalies(List<Point> history, LocalDate day, double value) {
    return anomalies(detector, history, day, value);
  }

  private static List<Anomaly> anomalies(
      AnomalyDetector detector, List<Point> history, LocalDate day, double value) {
    List<DataPoint<Object>> past = new ArrayList<>();
    for (Point one : history) {
      past.add(new DataPoint<>(one.day().toEpochDay(), Scala.some((double) one.value())));
    }
    DataPoint<Object> now = new DataPoint<>(day.toEpochDay(), Scala.some(value));
    // Deequ prints what it has fitted.
    DetectionResult result =
        Scala.withoutPrinting(() -> detector.isNewPointAnomalous(Scala.seq(past), now));
    return Scala.seconds(result.anomalies());
  }

  /** The least whole number that is borne; 0 if that is. */
  private static OptionalLong lower(LongPredicate isBorne, long middle) {
    if (isBorne.test(0)) {
      return OptionalLong.of(0);
    }
    return OptionalLong.of(isBorne.test(middle) ? between(isBorne, middle, 0) : middle + 1);
  }

  /** The greatest whole number that is borne; none if no number is too great. */
  private static OptionalLong upper(LongPredicate isBorne, long middle, long greatest) {
    if (isBorne.test(greatest)) {
      return greatest == GREATEST_RATE ? OptionalLong.of(greatest) : OptionalLong.empty();
    }
    if (!isBorne.test(middle)) {
      return OptionalLong.of(middle - 1);
    }
    long step = 1 + middle / 64;
    while (isBorne.test(Math.min(greatest, middle + step))) {
      step *= 2;
    }
    return OptionalLong.of(between(isBorne, middle, Math.min(greatest, middle + step)));
  }

  /** The last number borne on the way from one that is borne to one that is not. */
  private static long between(LongPredicate isBorne, long borne, long notBorne) {
    long inside = borne;
    long outside = notBorne;
    while (Math.abs(outside - inside) > 1) {
      long half = inside + (outside - inside) / 2;
      if (isBorne.test(half)) {
        inside = half;
      } else {
        outside = half;
      }
    }
    return inside;
  }

  private static double last(List<Point> history) {
    return history.get(history.size() - 1).value();
  }

  private static double mean(List<Point> history) {
    return history.stream().mapToLong(Point::value).average().orElse(0);
  }

  private static double forecast(List<Point> history, AnomalyDetector detector) {
    LocalDate next = history.get(history.size() - 1).day().plusDays(1);
    return anomalies(detector, history, next, (double) GREATEST).stream()
        .map(anomaly -> FORECAST.matcher(Scala.optional(anomaly.detail()).orElse("")))
        .filter(Matcher::find)
        .mapToDouble(words -> Double.parseDouble(words.group(1)))
        .findFirst()
        .orElseGet(() -> last(history));
  }
}
