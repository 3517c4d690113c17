package canbao.jobs.anomaly;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turn of the year: the last 2 days of December and the first 7 of January. */
class BusinessCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "2018-12-28, FRIDAY",
    "2018-12-29, SATURDAY",
    "2018-12-30, YEAR_TURN",
    "2018-12-31, YEAR_TURN",
    "2019-01-01, YEAR_TURN",
    "2019-01-07, YEAR_TURN",
    "2019-01-08, TUESDAY",
    "2019-01-31, MONTH_END",
    "2019-02-28, MONTH_END",
    "2020-02-28, FRIDAY",
    "2020-02-29, MONTH_END",
    "2018-11-29, THURSDAY",
    "2018-11-30, MONTH_END",
  })
  void aDayHasOneKind(LocalDate day, BusinessCalendar.Kind kind) {
    assertThat(Series.CALENDAR.kindOf(day)).isEqualTo(kind);
  }

  @Test
  void aWeekdayLooksBackAtItselfButForMonthEnds() {
    assertThat(drawn(Series.CALENDAR.alike(LocalDate.parse("2018-12-07"))))
        .as("Friday 30 November is a month's end")
        .isEqualTo(
            "2018-09-28 2018-10-05 2018-10-12 2018-10-19 2018-10-26 2018-11-02 2018-11-09"
                + " 2018-11-16 2018-11-23");
  }

  @Test
  void aMonthEndLooksBackAtMonthEndsButForThatOfTheYear() {
    assertThat(drawn(Series.CALENDAR.alike(LocalDate.parse("2019-02-28"))))
        .isEqualTo(
            "2018-02-28 2018-03-31 2018-04-30 2018-05-31 2018-06-30 2018-07-31 2018-08-31"
                + " 2018-09-30 2018-10-31 2018-11-30 2019-01-31");
  }

  @Test
  void theTurnOfTheYearLooksBackAtThreeOthersAndAtItsOwnDays() {
    assertThat(Series.CALENDAR.alike(LocalDate.parse("2019-01-02")))
        .hasSize(3 * 9 + 3)
        .contains(LocalDate.parse("2015-12-30"), LocalDate.parse("2019-01-01"))
        .doesNotContain(LocalDate.parse("2015-01-07"), LocalDate.parse("2019-01-02"));
  }

  private static String drawn(List<LocalDate> days) {
    return days.stream().map(LocalDate::toString).collect(joining(" "));
  }
}
