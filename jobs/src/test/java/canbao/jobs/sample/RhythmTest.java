package canbao.jobs.sample;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.sample.Relation.Family;
import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import canbao.jobs.sample.Source.BatchMode;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
            "Sample: the last day is 2018-12-30: its nights are month_ends. Choose one in"
                + " between.");
    assertThatThrownBy(() -> options(50, LAST, Rhythm.MONTH_ENDS))
        .hasMessageStartingWith("Sample: the first of 50 nights is 2014-11-30");
  }

  @Test
  void residentsPayForEveryYearAndTheirListIsFullWhenOneBegins() {
    Evolution evolution = new Evolution(months, new PersonMaker(months));

    assertThat(covered(evolution, months, 35, Family.MEDICAL))
        .isGreaterThan(covered(evolution, months, 0, Family.MEDICAL) * 9 / 10);
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

  /** Of those with a pension: a few events from night to night, more with a year. */
  @Test
  void withANewYearManyJoinAndSomeStop() {
    Evolution evolution = new Evolution(months, new PersonMaker(months));

    assertThat(joined(evolution, 11)).isZero();
    assertThat(joined(evolution, 12)).isGreaterThan(10);
    assertThat(joined(evolution, 23)).isEqualTo(joined(evolution, 12));
    assertThat(joined(evolution, 24)).isGreaterThan(joined(evolution, 23) + 10);
    assertThat(people(evolution, months, 12).filter(RhythmTest::hasStopped).count()).isPositive();
    assertThat(covered(evolution, months, 35, Family.PENSION))
        .isGreaterThan(covered(evolution, months, 11, Family.PENSION));
    assertThat(IntStream.range(0, 36).filter(night -> new Portion(months, night, 0).beginsYear()))
        .containsExactly(12, 24);
  }

  /** Pensions that came with a new year; two digits of an id are the ordinal. */
  private long joined(Evolution evolution, int night) {
    return people(evolution, months, night)
        .flatMap(person -> person.relations.stream())
        .filter(relation -> relation.line == Line.RESIDENT_PENSION)
        .filter(relation -> relation.ordinal >= 70 && relation.ordinal < 100)
        .count();
  }

  @Test
  void nothingOfItComesToNightsDayByDay() {
    SampleOptions days = options(4, LocalDate.of(2019, 1, 2), Rhythm.DAILY);
    Evolution evolution = new Evolution(days, new PersonMaker(days));

    assertThat(people(evolution, days, 3).flatMap(person -> person.relations.stream()))
        .noneMatch(relation -> relation.ordinal >= 50);
    assertThat(IntStream.range(0, 4).filter(night -> new Portion(days, night, 0).beginsYear()))
        .isEmpty();
  }

  private static boolean hasStopped(Person person) {
    return person.relations.stream()
        .anyMatch(
            relation ->
                relation.line.family == Family.PENSION
                    && relation.state == State.ENDED
                    && relation.end == Days.day(2016, 12, 31));
  }

  /** People with a live relation of a family on a night. */
  private static long covered(
      Evolution evolution, SampleOptions options, int night, Family family) {
    int day = (int) options.date(night).toEpochDay();
    return people(evolution, options, night)
        .filter(
            person ->
                person.relations.stream()
                    .anyMatch(relation -> relation.line.family == family && relation.isLiveOn(day)))
        .count();
  }

  private static Stream<Person> people(Evolution evolution, SampleOptions options, int night) {
    return LongStream.range(0, options.persons())
        .mapToObj(number -> evolution.on(number, evolution.eventOf(number), night));
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
