package canbao.jobs.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.worklist.Withheld.Judged;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose list does not go out: of 440100, judged on the last days of a year. */
class WithheldTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final Optional<LocalDate> NEVER = Optional.empty();

  private final List<Judged> letThrough = days(28, "released", "released");

  @Test
  void whoIsLetThroughIsVisited() {
    assertThat(withheld(List.of(letThrough, days(31, "released", "released")))).isEmpty();
  }

  @Test
  void aHeldCityIsToldSinceWhenAndByWhat() {
    assertThat(
            withheld(
                List.of(letThrough, days(29, "released", "held"), days(31, "released", "held"))))
        .contains(
            new Withheld(
                "440100 is held since 2018-12-29 by card.a, card.b",
                "canbao gate --explain --as-of 2018-12-31 tells the rows and what to do",
                Optional.of(LocalDate.of(2018, 12, 28))));
  }

  @Test
  void aStoppedProvinceWithholdsEveryCityAndSoDoesAHeldOne() {
    assertThat(why(List.of(days(30, "stopped", "held"), days(31, "stopped", "held"))))
        .isEqualTo("440000 is stopped since 2018-12-30 by card.a, card.b");
    assertThat(why(List.of(letThrough, days(31, "held", "released"))))
        .isEqualTo("440000 is held since 2018-12-31 by card.a, card.b");
  }

  @Test
  void aListThatRestsOnWhatNobodyHasJudgedIsWithheld() {
    assertThat(Withheld.of(days(31, "released", "released"), DAY, "another"))
        .contains(
            new Withheld(
                "the gate has not judged run another, which the list rests on",
                "Run coverage, gate and worklist for the day",
                NEVER));
    assertThat(why(List.of(letThrough))).startsWith("the gate has not judged run run, ");
  }

  private static String why(List<List<Judged>> days) {
    return withheld(days).orElseThrow().why();
  }

  private static Optional<Withheld> withheld(List<List<Judged>> days) {
    return Withheld.of(days.stream().flatMap(List::stream).toList(), DAY, "run");
  }

  /** What the gate has decided on a day of December of the province and of the city. */
  private static List<Judged> days(int dayOfMonth, String province, String city) {
    LocalDate day = DAY.withDayOfMonth(dayOfMonth);
    return List.of(judged(day, "440000", province), judged(day, "440100", city));
  }

  private static Judged judged(LocalDate day, String division, String word) {
    List<String> rules = word.equals("released") ? List.of() : List.of("card.a", "card.b");
    return new Judged(day, "run", division, word, rules);
  }
}
