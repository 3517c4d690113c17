package canbao.jobs.province;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What holds in any province.
 *
 * @param sentence it
 * @param holds an assertion of it
 */
record Law(String sentence, Consumer<LivedProvince> holds) {

  static List<Law> all() {
    return Stream.of(
            CityLaws.all(),
            BridgeLaws.all(),
            ChangeLaws.all(),
            SeriesLaws.all(),
            FigureLaws.all(),
            GroupLaws.all(),
            HiddenLaws.all(),
            ReleaseLaws.all(),
            HeldCityLaws.all(),
            RevisionLaws.all())
        .flatMap(List::stream)
        .toList();
  }

  /** One of each night by itself. */
  static Law ofEachNight(String sentence, Consumer<Night> holds) {
    return new Law(sentence, province -> province.all().forEach(holds));
  }
}
