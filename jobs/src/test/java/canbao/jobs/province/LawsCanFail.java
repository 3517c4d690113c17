package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.province.PublishedCount.Place;
import java.util.List;
import java.util.stream.Stream;

/** That the laws are no idle words: what is false in a province of which they hold breaks some. */
final class LawsCanFail {

  private static final String ATTACK = "who attacks the tables is told no hidden number";

  private LawsCanFail() {}

  /** A law has a falsification, and each breaks it in one of the provinces. */
  static void assertCanFail(Law law, List<LivedProvince> provinces) {
    List<Falsification> ofLaw =
        Falsifications.all().stream().filter(one -> one.law().equals(law.sentence())).toList();
    assertThat(ofLaw).as("falsifications of it").isNotEmpty();
    for (Falsification falsification : ofLaw) {
      assertThat(
              provinces.stream().flatMap(province -> falsification.of().apply(province).stream()))
          .as(falsification.said())
          .anyMatch(falsified -> !holds(law, falsified));
    }
  }

  /** One more of a count is noticed, in the first province that has a row for it. */
  static void assertIsGuarded(PublishedCount count, List<LivedProvince> provinces) {
    List<LivedProvince> falsified =
        Stream.of(Place.values())
            .flatMap(
                place ->
                    provinces.stream()
                        .flatMap(province -> count.oneMore(province, place).stream())
                        .limit(1))
            .toList();
    assertThat(falsified).isNotEmpty().allMatch(LawsCanFail::isNoticed);
  }

  private static boolean isNoticed(LivedProvince falsified) {
    return Law.all().stream()
        .filter(law -> !law.sentence().equals(ATTACK))
        .anyMatch(law -> !holds(law, falsified));
  }

  private static boolean holds(Law law, LivedProvince province) {
    try {
      law.holds().accept(province);
      return true;
    } catch (AssertionError broken) {
      return false;
    }
  }
}
