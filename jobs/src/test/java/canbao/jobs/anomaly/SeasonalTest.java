package canbao.jobs.anomaly;

import static canbao.jobs.anomaly.Series.judgedLast;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Width 8; fewer than 8 like points are a cold start. */
class SeasonalTest {

  private static final LocalDate MONDAY = LocalDate.parse("2018-03-05");
  private static final Seasonal LEVEL = new Seasonal(Series.CALENDAR, Seasonal.Of.LEVEL, 8, 1, 0);
  private static final Seasonal CHANGE = new Seasonal(Series.CALENDAR, Seasonal.Of.CHANGE, 8, 2, 0);

  /** Nine Mondays; the tenth is judged by those that are no month's end. */
  private static final String MONDAYS =
      """
      2018-03-05 1000
      2018-03-12 1010
      2018-03-19 990
      2018-03-26 1020
      2018-04-02 980
      2018-04-09 1000
      2018-04-16 1030
      2018-04-23 970
      """;

  @Test
  void aLikeDayWithinTheNoiseOfCountingIsNormal() {
    // Median 1000, MAD 15, which scaled and widened by half is 33.4; counting alone makes 31.6.
    assertThat(judgedLast(LEVEL, 8, Series.of(MONDAYS + "2018-05-07 1200")))
        .isEqualTo("NORMAL 1200 in 734..1266 of 8");
  }

  @Test
  void halfOfTheRowsIsAnAnomaly() {
    assertThat(judgedLast(LEVEL, 8, Series.of(MONDAYS + "2018-05-07 500")))
        .isEqualTo("ANOMALY 500 in 734..1266 of 8");
  }

  @Test
  void withSevenLikeDaysItSaysThatItCannotTell() {
    String seven = MONDAYS.substring(MONDAYS.indexOf('\n') + 1);
    assertThat(judgedLast(LEVEL, 8, Series.of(seven + "2018-05-07 500")))
        .isEqualTo("COLD_START of 7");
  }

  @Test
  void oneWildDayAmongThePastDoesNotHideAnother() {
    assertThat(judgedLast(LEVEL, 8, Series.of(MONDAYS.replace("1030", "90000") + "2018-05-07 500")))
        .isEqualTo("ANOMALY 500 in 734..1266 of 8");
  }

  @Test
  void aSeriesThatNeverMovedHasTheNoiseOfCounting() {
    List<Point> constant = weekly(100, 8, 131);
    assertThat(judgedLast(LEVEL, 8, constant)).isEqualTo("NORMAL 131 in 20..180 of 8");
    assertThat(judgedLast(LEVEL, 8, weekly(0, 8, 8))).isEqualTo("NORMAL 8 in 0..8 of 8");
    assertThat(judgedLast(LEVEL, 8, weekly(0, 8, 9))).isEqualTo("ANOMALY 9 in 0..8 of 8");
  }

  /** Weekends have a tenth of the rows; a weekend's number on a Monday stands out. */
  @Test
  void daysOfTheWeekAreComparedWithThemselves() {
    List<Point> days =
        MONDAY
            .datesUntil(MONDAY.plusWeeks(11))
            .map(day -> Point.count(day, isWeekend(day) ? 100 : 1000))
            .toList();
    assertThat(judgedLast(LEVEL, 8, days, 3))
        .isEqualTo(
            """
            2018-05-18 NORMAL 1000 in 748..1252 of 10
            2018-05-19 NORMAL 100 in 20..180 of 9
            2018-05-20 NORMAL 100 in 20..180 of 10""");
    assertThat(judgedLast(LEVEL, 8, with(days, Point.count(MONDAY.plusWeeks(11), 100))))
        .isEqualTo("ANOMALY 100 in 748..1252 of 9");
  }

  /** Ten times as many rows come at a month's end; on another day they would be an anomaly. */
  @Test
  void monthEndsAreComparedWithMonthEnds() {
    LocalDate first = LocalDate.parse("2018-01-08");
    LocalDate last = LocalDate.parse("2018-11-30");
    List<Point> days =
        first
            .datesUntil(last.plusDays(1))
            .map(day -> Point.count(day, isMonthEnd(day) ? 10_000 : 1_000))
            .toList();
    assertThat(judgedLast(LEVEL, 8, days)).isEqualTo("NORMAL 10000 in 9200..10800 of 10");
    assertThat(judgedLast(LEVEL, 8, with(days, Point.count(last.plusDays(1), 10_000))))
        .isEqualTo("ANOMALY 10000 in 748..1252 of 10");
  }

  /** The first turn of the year that is seen cannot be told of; the second one is like it. */
  @Test
  void theTurnOfTheYearIsComparedWithEarlierOnes() {
    Stream<LocalDate> all = LocalDate.parse("2017-10-01").datesUntil(LocalDate.parse("2019-01-03"));
    List<Point> days = all.map(day -> Point.count(day, isTurn(day) ? 50_000 : 1_000)).toList();
    List<Point> firstTurn = days.stream().filter(point -> point.day().getYear() == 2017).toList();
    assertThat(judgedLast(LEVEL, 8, firstTurn, 2))
        .isEqualTo(
            """
            2017-12-30 COLD_START of 0
            2017-12-31 COLD_START of 1""");
    assertThat(judgedLast(LEVEL, 8, days)).isEqualTo("NORMAL 50000 in 48212..51788 of 12");
    assertThat(
            judgedLast(
                LEVEL, 8, with(days.subList(0, days.size() - 1), Point.count(last(days), 1_000))))
        .isEqualTo("ANOMALY 1000 in 48212..51788 of 12");
  }

  @Test
  void missingDaysLeaveFewerPoints() {
    String gaps = MONDAYS.replaceAll("(?m)^2018-03-(12|19) .*\n", "");
    assertThat(judgedLast(LEVEL, 6, Series.of(gaps + "2018-05-07 500")))
        .isEqualTo("ANOMALY 500 in 605..1395 of 6");
  }

  /** A level that has shifted for good is normal once half of the like days have it. */
  @Test
  void aShiftIsAnAnomalyUntilItIsTheRule() {
    assertThat(judgedLast(LEVEL, 8, weekly(1000, 10, 2000))).startsWith("ANOMALY");
    List<LocalDate> mondays = mondays(14);
    List<Point> shifted =
        mondays.stream()
            .map(day -> Point.count(day, mondays.indexOf(day) < 5 ? 1000 : 2000))
            .toList();
    assertThat(judgedLast(LEVEL, 8, shifted)).startsWith("NORMAL");
  }

  /** Of 1 000 rows 10 fail; in a city of 20 rows one that fails is no sign. */
  @Test
  void aRateIsJudgedByAsManyAsThereAreToday() {
    assertThat(judgedLast(LEVEL, 8, rates("10/1000", "30/1000")))
        .isEqualTo("NORMAL 300 in 0..353 of 8");
    assertThat(judgedLast(LEVEL, 8, rates("10/1000", "40/1000")))
        .isEqualTo("ANOMALY 400 in 0..353 of 8");
    assertThat(judgedLast(LEVEL, 8, rates("0/20", "1/20"))).isEqualTo("NORMAL 500 in 0..4000 of 8");
    assertThat(judgedLast(LEVEL, 8, rates("1000/1000", "990/1000")))
        .isEqualTo("ANOMALY 9900 in 9920..10000 of 8");
  }

  /** 100 more a day; the step is judged, wherever the level has come to. */
  @Test
  void aStockIsJudgedByItsStep() {
    List<Point> growing =
        MONDAY
            .datesUntil(MONDAY.plusWeeks(10))
            .map(day -> Point.count(day, 50_000 + 100 * ChronoUnit.DAYS.between(MONDAY, day)))
            .toList();
    Point last = growing.get(growing.size() - 1);
    LocalDate next = last.day().plusDays(1);
    assertThat(judgedLast(CHANGE, 8, with(growing, Point.count(next, last.value() + 110))))
        .isEqualTo("NORMAL 57010 in 56984..57016 of 8");
    assertThat(judgedLast(CHANGE, 8, with(growing, Point.count(next, last.value() - 500))))
        .isEqualTo("ANOMALY 56400 in 56984..57016 of 8");
    assertThat(
            judgedLast(CHANGE, 8, with(growing, Point.count(next.plusDays(1), last.value() + 205))))
        .as("after a missing day two steps are expected")
        .isEqualTo("NORMAL 57105 in 57084..57116 of 10");
    assertThat(
            judgedLast(CHANGE, 8, with(growing, Point.count(next.plusDays(7), last.value() + 800))))
        .as("older than a week it says nothing of today")
        .isEqualTo("COLD_START of 0");
  }

  private static List<Point> rates(String past, String now) {
    String days = MONDAYS.replaceAll(" .*", " " + past);
    return Series.of(days + "2018-05-07 " + now);
  }

  /** So many Mondays with one value, none of them a month's end, and one with another. */
  private static List<Point> weekly(long value, int weeks, long last) {
    List<LocalDate> mondays = mondays(weeks + 1L);
    return mondays.stream()
        .map(day -> Point.count(day, day.equals(mondays.get(weeks)) ? last : value))
        .toList();
  }

  private static List<LocalDate> mondays(long howMany) {
    return Stream.iterate(MONDAY, monday -> monday.plusWeeks(1))
        .filter(day -> Series.CALENDAR.kindOf(day) == BusinessCalendar.Kind.MONDAY)
        .limit(howMany)
        .toList();
  }

  private static List<Point> with(List<Point> days, Point more) {
    return Stream.concat(days.stream(), Stream.of(more)).toList();
  }

  private static LocalDate last(List<Point> days) {
    return days.get(days.size() - 1).day();
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static boolean isMonthEnd(LocalDate day) {
    return day.plusDays(1).getDayOfMonth() == 1;
  }

  private static boolean isTurn(LocalDate day) {
    return Series.CALENDAR.kindOf(day) == BusinessCalendar.Kind.YEAR_TURN;
  }
}
