package canbao.jobs.anomaly;

import static canbao.jobs.anomaly.Series.judgedLast;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deequ's strategies on short series, with the bounds that were found by asking them. */
class DeequStrategyTest {

  private static final LocalDate FIRST = LocalDate.parse("2018-03-05");

  @Test
  void aThresholdIsAsDeclared() {
    Strategy threshold = DeequStrategy.simpleThreshold(10, 20.5, 56);
    assertThat(judgedLast(threshold, 1, days("15 20"))).isEqualTo("NORMAL 20 in 10..20 of 1");
    assertThat(judgedLast(threshold, 1, days("15 21"))).isEqualTo("ANOMALY 21 in 10..20 of 1");
    assertThat(judgedLast(threshold, 2, days("15 21"))).isEqualTo("COLD_START of 1");
  }

  @Test
  void aStepIsMeasuredFromTheLastPoint() {
    Strategy step = DeequStrategy.absoluteChange(5, 10, 56);
    assertThat(judgedLast(step, 1, days("90 100 95"))).isEqualTo("NORMAL 95 in 95..110 of 2");
    assertThat(judgedLast(step, 1, days("90 100 94"))).isEqualTo("ANOMALY 94 in 95..110 of 2");
    assertThat(judgedLast(step, 1, days("90 100 - 111")))
        .as("also over a missing day")
        .isEqualTo("ANOMALY 111 in 95..110 of 2");
  }

  @Test
  void aQuotientIsTakenByTheLastPoint() {
    Strategy quotient = DeequStrategy.relativeChange(0.9, 1.1, 56);
    assertThat(judgedLast(quotient, 1, days("500 1000 901")))
        .isEqualTo("NORMAL 901 in 900..1100 of 2");
    assertThat(judgedLast(quotient, 1, days("500 1000 899")))
        .isEqualTo("ANOMALY 899 in 900..1100 of 2");
    assertThat(judgedLast(quotient, 1, days("5 0 1")))
        .as("from nothing every step is infinite")
        .isEqualTo("ANOMALY 1 in 0..0 of 2");
  }

  @Test
  void aMeanAndItsDeviationAreOfThePastAlone() {
    Strategy normal = DeequStrategy.batchNormal(3, 3, 56);
    String past = "98 102 100 98 102 100 98 102 ";
    assertThat(judgedLast(normal, 8, days(past + "105"))).isEqualTo("NORMAL 105 in 95..105 of 8");
    assertThat(judgedLast(normal, 8, days(past + "106"))).isEqualTo("ANOMALY 106 in 95..105 of 8");
    assertThat(judgedLast(normal, 8, days("7 7 7 7 7 7 7 7 8")))
        .as("without any deviation nothing else is borne")
        .isEqualTo("ANOMALY 8 in 7..7 of 8");
  }

  @Test
  void anOnlineMeanIsMovedByThePointItJudges() {
    Strategy online = DeequStrategy.onlineNormal(3, 3, 56);
    String steady = "98 102 100 98 102 100 98 102 100 98 102 100 98 102 100 98 102 100 ";
    assertThat(judgedLast(online, 8, days(steady + "200"))).startsWith("ANOMALY 200 in ");
    assertThat(judgedLast(online, 8, days("98 102 100 98 102 100 98 102 100000")))
        .as("of nine points none is further than the square root of eight deviations")
        .startsWith("NORMAL 100000 in 0.. of 8");
  }

  @Test
  void aWeekIsForecastWhereNoDayIsMissing() {
    Strategy weekly = DeequStrategy.holtWinters(7, 56);
    String week = "1000 1010 990 1005 1000 110 95 ";
    String weeks = week.repeat(4);
    assertThat(judgedLast(weekly, 14, days(weeks + "1000"))).startsWith("NORMAL 1000 in ");
    assertThat(judgedLast(weekly, 14, days(weeks + "95")))
        .as("a Sunday's number on a Monday")
        .startsWith("ANOMALY 95 in ");
    assertThat(judgedLast(weekly, 14, days(week.repeat(2) + "1000 - 990 1005")))
        .as("of the season only the days after the missing one are known")
        .isEqualTo("COLD_START of 1");
  }

  @Test
  void onlyTheLastDaysAreLookedAt() {
    Strategy normal = DeequStrategy.batchNormal(3, 3, 4);
    assertThat(judgedLast(normal, 4, days("9000 9000 9 11 10 10 12")))
        .isEqualTo("NORMAL 12 in 8..12 of 4");
    assertThat(normal.wanted(FIRST)).hasSize(4).startsWith(FIRST.minusDays(4));
  }

  private static List<Point> days(String counts) {
    return Series.from(FIRST, counts);
  }
}
