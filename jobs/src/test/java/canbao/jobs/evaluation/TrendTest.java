package canbao.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.evaluation.Trend.Forecast;
import canbao.jobs.evaluation.Trend.Point;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {

  /**
   * Intervals by hand. 95, 96, 98 in years 1 to 3: the line is 93.333 + 1.5 x, its squared errors
   * sum to 1/6; at 5 the interval is 12.706 × √(1/6 × (1 + 1/3 + 9/2)) = 12.706 × 0.986013 wide to
   * either side.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no level,                       '',                  98, , , , ",
    "one level,                      '3=97',              98, , , , ",
    "two levels say nothing of their spread, '2=96 3=97', 98, , , , ",
    "three on a line,                '1=95 2=96 3=97',    98, 99.000000, 99.000000, 99.000000, reaches",
    "the target exactly,             '1=94 2=95 3=96',    98, 98.000000, 98.000000, 98.000000, reaches",
    "on a line below it,             '1=90 2=90 3=90',    98, 90.000000, 90.000000, 90.000000, misses",
    "three near a line,              '1=95 2=96 3=98',    98, 100.833333, 88.305048, 113.361618, undecided",
    "a year is missing,              '1=95 3=97 4=98',    98, 99.000000, 99.000000, 99.000000, reaches",
    "falling below a floor,          '1=3082 2=3060 3=3038', 3000, 2994.000000, 2994.000000, 2994.000000, misses",
  })
  void aTrendOfThreeYearsOrMoreTellsTheYear2020WithItsInterval(
      String reason,
      String levels,
      String target,
      String level,
      String low,
      String high,
      String verdict) {
    Optional<Forecast> forecast = new Trend(points(levels)).at(TimeShare.END, 6);

    assertThat(forecast.map(found -> found.level().toString()).orElse(null))
        .as(reason)
        .isEqualTo(level);
    assertThat(forecast.map(found -> found.low().toString()).orElse(null)).isEqualTo(low);
    assertThat(forecast.map(found -> found.high().toString()).orElse(null)).isEqualTo(high);
    assertThat(
            forecast.map(found -> found.against(Ratio.of(new BigDecimal(target)), 6)).orElse(null))
        .isEqualTo(verdict);
  }

  private static List<Point> points(String levels) {
    return Arrays.stream(levels.split(" "))
        .filter(level -> !level.isEmpty())
        .map(level -> level.split("=", 2))
        .map(
            level ->
                new Point(
                    Ratio.of(Long.parseLong(level[0]), 1), Ratio.of(new BigDecimal(level[1]))))
        .toList();
  }
}
