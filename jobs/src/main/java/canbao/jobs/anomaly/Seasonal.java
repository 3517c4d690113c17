package canbao.jobs.anomaly;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Compares a day with earlier ones of its kind: their median, give or take some times their spread.
 *
 * <p>The spread is the greatest of four: the median absolute deviation, scaled to the standard
 * deviation of a normal distribution and widened for few points; the noise that counting alone
 * makes, the square root of what is expected; and two floors of the settings. So a number that
 * never moved has bounds too, and a city of twenty people none that one person crosses.
 *
 * <p>Of a {@link Of#CHANGE} it is not the number that is compared but its distance from the last
 * one before, for stocks that grow slowly. After days without a point the distance is taken to be
 * that many times a day's.
 *
 * @param width how many times the spread is borne
 * @param leastSpread the spread is never less, in the unit of the number
 * @param leastSpreadBp nor less than so many basis points of the number itself
 */
public record Seasonal(
    BusinessCalendar calendar, Of of, double width, long leastSpread, long leastSpreadBp)
    implements Strategy {

  /** What is compared. */
  public enum Of {
    LEVEL,
    CHANGE
  }

  /** The last point before a day must not be older, or there is no change to speak of. */
  private static final int LONGEST_GAP = 7;

  private static final double NORMAL_SCALE = 1.4826;

  /** Few points have a small spread by chance: by simulation, 4 keeps false alarms below 1/1000. */
  private static final double WIDENING = 4;

  private static final double BASIS_POINTS = 10_000;

  @Override
  public String name() {
    return "seasonal";
  }

  @Override
  public List<LocalDate> wanted(LocalDate day) {
    List<LocalDate> alike = calendar.alike(day);
    if (of == Of.LEVEL) {
      return alike;
    }
    List<LocalDate> withDay = new ArrayList<>(alike);
    withDay.add(day);
    return withDay.stream()
        .flatMap(one -> one.minusDays(LONGEST_GAP).datesUntil(one.plusDays(1)))
        .filter(one -> one.isBefore(day))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public Judgement judge(Point point, List<Point> history, int leastPoints) {
    NavigableMap<LocalDate, Point> byDay = new TreeMap<>();
    history.forEach(one -> byDay.put(one.day(), one));
    List<Point> alike =
        calendar.alike(point.day()).stream().filter(byDay::containsKey).map(byDay::get).toList();
    return of == Of.LEVEL
        ? judgeLevel(point, alike, leastPoints)
        : judgeChange(point, alike, byDay, leastPoints);
  }

  private Judgement judgeLevel(Point point, List<Point> alike, int leastPoints) {
    if (alike.size() < leastPoints) {
      return Judgement.coldStart(alike.size());
    }
    Middle middle = Middle.of(alike.stream().mapToLong(Point::value).toArray());
    double noise =
        point.isRate() ? noiseOfRate(point, alike) : Math.sqrt(Math.max(middle.median(), 1));
    double spread = spread(middle, alike.size(), noise, middle.median());
    return judgement(point, middle.median(), spread, alike.size());
  }

  private Judgement judgeChange(
      Point point, List<Point> alike, NavigableMap<LocalDate, Point> byDay, int leastPoints) {
    Optional<Point> last = before(point.day(), byDay);
    if (last.isEmpty()) {
      return Judgement.coldStart(0);
    }
    long gap = gap(last.get(), point);
    long[] changes =
        alike.stream()
            .flatMapToLong(
                one ->
                    before(one.day(), byDay).stream()
                        .mapToLong(
                            previous ->
                                Math.round(
                                    (one.value() - previous.value())
                                        * ((double) gap / gap(previous, one)))))
            .toArray();
    if (changes.length < leastPoints) {
      return Judgement.coldStart(changes.length);
    }
    Middle middle = Middle.of(changes);
    double spread = spread(middle, changes.length, 0, (double) last.get().value());
    return judgement(point, last.get().value() + middle.median(), spread, changes.length);
  }

  private static Optional<Point> before(LocalDate day, NavigableMap<LocalDate, Point> byDay) {
    return Optional.ofNullable(byDay.lowerEntry(day))
        .map(Map.Entry::getValue)
        .filter(point -> ChronoUnit.DAYS.between(point.day(), day) <= LONGEST_GAP);
  }

  private static long gap(Point earlier, Point later) {
    return ChronoUnit.DAYS.between(earlier.day(), later.day());
  }

  private double spread(Middle middle, int points, double noise, double level) {
    double ofPast = NORMAL_SCALE * middle.deviation() * (1 + WIDENING / points);
    double floor = Math.max((double) leastSpread, Math.abs(level) * leastSpreadBp / BASIS_POINTS);
    return Math.max(Math.max(ofPast, noise), floor);
  }

  /**
   * What counting alone makes of a rate, in basis points: the standard deviation of so many among
   * as many as there are today, never less than one of them.
   */
  private static double noiseOfRate(Point point, List<Point> alike) {
    double among = sum(alike.stream().mapToLong(Point::denominator)) + 2.0;
    double share = (sum(alike.stream().mapToLong(Point::numerator)) + 1.0) / among;
    double variance = point.denominator() * share * Math.max(0, 1 - share);
    return BASIS_POINTS * Math.sqrt(Math.max(variance, 1)) / point.denominator();
  }

  private static long sum(LongStream numbers) {
    return numbers.sum();
  }

  private Judgement judgement(Point point, double expected, double spread, int points) {
    long lower = Math.max(0, (long) Math.ceil(expected - width * spread));
    long upper = (long) Math.floor(expected + width * spread);
    return Judgement.within(
        point.value(),
        OptionalLong.of(lower),
        OptionalLong.of(point.isRate() ? Math.min(upper, (long) BASIS_POINTS) : upper),
        points);
  }
}
