package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Of {@code coverage.series}. */
final class SeriesLaws {

  private static final List<String> NUMBERS =
      List.of(
          "as_of",
          "basis",
          "family",
          "denominator",
          "division",
          "due",
          "covered_low",
          "covered",
          "covered_high",
          "rate");

  private SeriesLaws() {}

  static List<Law> all() {
    return List.of(
        new Law("a series has the numbers of each day", SeriesLaws::seriesIsOfEachDay),
        new Law("a series has every day", SeriesLaws::seriesHasEveryDay));
  }

  /** By what the last night knew: the days before it are counted anew by the same. */
  private static void seriesIsOfEachDay(LivedProvince province) {
    List<Row> counted = new ArrayList<>(province.anew());
    counted.addAll(last(province).cities());
    List<String> days = province.nights().stream().map(night -> night.day().toString()).toList();
    assertThat(numbers(new Rows(province.series()).where(row -> days.contains(day(row)))))
        .containsExactlyInAnyOrderElementsOf(numbers(new Rows(counted)));
  }

  private static void seriesHasEveryDay(LivedProvince province) {
    LocalDate first = province.nights().get(0).day();
    LocalDate last = last(province).day();
    assertThat(province.series().stream().map(SeriesLaws::day).distinct())
        .containsExactlyInAnyOrderElementsOf(
            first.datesUntil(last.plusDays(1)).map(LocalDate::toString).toList());
  }

  private static List<String> numbers(Rows rows) {
    return rows.all().stream()
        .map(row -> Rows.text(row, NUMBERS.toArray(String[]::new)))
        .sorted()
        .toList();
  }

  private static String day(Row row) {
    return row.getAs("as_of").toString();
  }

  private static Night last(LivedProvince province) {
    return province.nights().get(province.nights().size() - 1);
  }
}
