package canbao.jobs.sample;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.sample.Source.BatchMode;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RhythmTest {

  private static final LocalDate LAST = LocalDate.of(2018, 12, 31);

  private final SampleOptions months = options(36, LAST, Rhythm.MONTH_ENDS);

  @Test
  void nightsMayLieAMonthOrAYearApart() {
    assertThat(dates(months)).startsWith("2016-01-31 2016-02-29 2016-03-31 2016-04-30 ");
    assertThat(dates(months)).endsWith(" 2018-11-30 2018-12-31");
    assertThat(dates(options(3, LAST, Rhythm.YEAR_ENDS)))
        .isEqualTo("2016-12-31 2017-12-31 2018-12-31");
    assertThat(dates(options(3, LAST, Rhythm.DAILY))).isEqualTo("2018-12-29 2018-12-30 2018-12-31");
    assertThatThrownBy(() -> options(3, LAST.minusDays(1), Rhythm.MONTH_ENDS))
        .hasMessage(
            "Sample: the last day is 2018-12-30: its nights are month_ends. Choose one in between.");
    assertThatThrownBy(() -> options(50, LAST, Rhythm.MONTH_ENDS))
        .hasMessageStartingWith("Sample: the first of 50 nights is 2014-11-30");
  }

  @Test
  void residentsPayForEveryYearAndTheirListIsFullWhenOneBegins() {
    Evolution evolution = new Evolution(months, new PersonMaker(months));

    assertThat(covered(evolution, 35)).isGreaterThan(covered(evolution, 0) * 9 / 10);
    assertThat(
            IntStream.range(0, 36)
                .filter(night -> mode(night) == BatchMode.FULL)
                .mapToObj(night -> months.date(night).toString())
                .collect(joining(" ")))
        .isEqualTo("2016-01-31 2017-01-31 2018-01-31");
  }

  private BatchMode mode(int night) {
    return new Portion(months, night, 0).mode(Source.ENROLMENT_MEDICAL);
  }

  /** People with a live medical relation on a night. */
  private long covered(Evolution evolution, int night) {
    int day = (int) months.date(night).toEpochDay();
    return LongStream.range(0, months.persons())
        .mapToObj(number -> evolution.on(number, evolution.eventOf(number), night))
        .filter(
            person ->
                person.relations.stream()
                    .anyMatch(
                        relation ->
                            relation.line.family == Relation.Family.MEDICAL
                                && relation.isLiveOn(day)))
        .count();
  }

  private static String dates(SampleOptions options) {
    return IntStream.range(0, options.days())
        .mapToObj(night -> options.date(night).toString())
        .collect(joining(" "));
  }

  private static SampleOptions options(int days, LocalDate last, Rhythm rhythm) {
    return new SampleOptions("nowhere", 1_000, days, 7, Dirt.CLEAN, last, rhythm);
  }
}
