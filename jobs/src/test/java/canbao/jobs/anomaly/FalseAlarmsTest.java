package canbao.jobs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Nights where nothing is wrong, by the delivered settings: sixteen months of synthetic numbers of
 * cities of every size, with weekdays, month ends and the turn of the year, some nights missing.
 * The last five months are judged.
 */
class FalseAlarmsTest {

  private static final LocalDate FIRST = LocalDate.parse("2017-01-02");
  private static final LocalDate JUDGED_FROM = LocalDate.parse("2017-12-01");
  private static final LocalDate END = LocalDate.parse("2018-05-01");
  private static final int SERIES = 60;

  private static final Watches WATCHES =
      Settings.load(Path.of("../conf"), "local", Map.of()).watches();

  private final Random random = new Random(20180501);

  /** How the numbers of a kind came out. */
  private record Tried(long judged, long anomalies, long coldStarts) {
    double alarmsInAThousand() {
      return 1000.0 * anomalies / judged;
    }
  }

  @Test
  void ofRowsThatCameFewerThanOneInAThousandIsAnAlarm() {
    assertThat(tried("rows_received", (day, mean) -> Point.count(day, poisson(mean * busy(day)))))
        .satisfies(FalseAlarmsTest::isQuiet);
    assertThat(
            tried(
                "rows_received",
                (day, mean) ->
                    Point.count(
                        day, poisson(mean * busy(day) * Math.exp(0.1 * random.nextGaussian())))))
        .as("days that differ by a tenth beyond chance")
        .satisfies(FalseAlarmsTest::isQuiet);
  }

  @Test
  void ofRatesFewerThanOneInAThousandIsAnAlarm() {
    for (double share : List.of(0.0005, 0.02, 0.5, 0.999)) {
      assertThat(
              tried(
                  "failed_rate",
                  (day, mean) -> {
                    long rows = 1 + poisson(mean * busy(day));
                    return Point.rate(day, binomial(rows, share), rows);
                  }))
          .as("a share of " + share)
          .satisfies(FalseAlarmsTest::isQuiet);
    }
  }

  @Test
  void ofStocksThatGrowFewerThanOneInAThousandIsAnAlarm() {
    Map<Double, long[]> stocks = new HashMap<>();
    assertThat(
            tried(
                "covered",
                (day, mean) -> {
                  long[] stock =
                      stocks.computeIfAbsent(mean, size -> new long[] {Math.round(50 * size)});
                  stock[0] += poisson(mean * busy(day) / 20) - poisson(mean * busy(day) / 25);
                  return Point.count(day, Math.max(0, stock[0]));
                }))
        .satisfies(FalseAlarmsTest::isQuiet);
  }

  /** A tenth of the rows of an ordinary day missing is below what is told; half of them is told. */
  @Test
  void halfOfTheRowsIsToldOfEveryCityThatSendsAHundred() {
    Watch watch = WATCHES.of("rows_received", "population").orElseThrow();
    for (double mean : List.of(150.0, 1_000.0, 20_000.0)) {
      List<Point> past = new ArrayList<>();
      FIRST
          .datesUntil(JUDGED_FROM)
          .forEach(day -> past.add(Point.count(day, poisson(mean * busy(day)))));
      LocalDate monday = LocalDate.parse("2017-12-04");
      Point half = Point.count(monday, Math.round(mean * 0.2));
      assertThat(watch.strategy().judge(half, past, watch.leastPoints()).verdict())
          .as("a city that sends about %f rows", mean)
          .isEqualTo(Verdict.ANOMALY);
    }
  }

  private static void isQuiet(Tried tried) {
    assertThat(tried.judged()).isGreaterThan(5_000);
    assertThat(tried.coldStarts()).as("most days can be told").isLessThan(tried.judged() / 4);
    assertThat(tried.alarmsInAThousand()).as(tried.toString()).isLessThanOrEqualTo(1);
  }

  private Tried tried(String kind, BiFunction<LocalDate, Double, Point> drawn) {
    Watch watch = WATCHES.of(kind, "population").orElseThrow();
    long judged = 0;
    long anomalies = 0;
    long coldStarts = 0;
    for (int i = 0; i < SERIES; i++) {
      double mean = Math.exp(10.0 * i / SERIES);
      List<Point> history = new ArrayList<>();
      for (LocalDate day : FIRST.datesUntil(END).toList()) {
        Point point = drawn.apply(day, mean);
        if (random.nextInt(40) == 0) {
          continue;
        }
        if (!day.isBefore(JUDGED_FROM)) {
          Judgement judgement = watch.strategy().judge(point, history, watch.leastPoints());
          judged += judgement.verdict() == Verdict.COLD_START ? 0 : 1;
          coldStarts += judgement.verdict() == Verdict.COLD_START ? 1 : 0;
          anomalies += judgement.verdict() == Verdict.ANOMALY ? 1 : 0;
        }
        history.add(point);
      }
    }
    return new Tried(judged, anomalies, coldStarts);
  }

  /** How busy a day is, 1 for an ordinary one. */
  private static double busy(LocalDate day) {
    if (Series.CALENDAR.kindOf(day) == BusinessCalendar.Kind.YEAR_TURN) {
      return 20;
    }
    if (day.plusDays(1).getDayOfMonth() == 1) {
      return 5;
    }
    boolean isWeekend = day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    return isWeekend ? 0.1 : 1;
  }

  private long poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    long count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private long binomial(long trials, double share) {
    double mean = trials * share;
    if (mean > 50 && trials - mean > 50) {
      double drawn = mean + Math.sqrt(mean * (1 - share)) * random.nextGaussian();
      return Math.max(0, Math.min(trials, Math.round(drawn)));
    }
    return share > 0.5
        ? trials - Math.min(trials, poisson(trials - mean))
        : Math.min(trials, poisson(mean));
  }
}
