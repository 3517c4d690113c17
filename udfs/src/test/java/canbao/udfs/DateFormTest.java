package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DateFormTest {

  private static final List<String> SENTINELS = List.of("9999-12-31", "1900-01-01");

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/dates.csv", numLinesToSkip = 1)
  void datesAreReadAsTheTableSays(
      String reason, String raw, LocalDate first, LocalDate last, boolean isDate) {
    UTF8String text = Golden.text(raw);
    assertThat(DateForm.first(text)).as(reason).isEqualTo(Golden.day(first));
    assertThat(DateForm.last(text)).as(reason).isEqualTo(Golden.day(last));
    assertThat(DateForm.isDate(text)).as(reason).isEqualTo(isDate);
  }

  @Property
  void aDateThatIsWrittenIsReadBackInBothSpellings(
      @ForAll @DateRange(min = "0001-01-01", max = "9999-12-30") LocalDate date) {
    assertReadBack(date);
  }

  @Property
  void soIsOneOfTheYearsThatPeopleLiveIn(
      @ForAll @DateRange(min = "1799-12-01", max = "2201-01-31") LocalDate date) {
    assertReadBack(date);
  }

  private static void assertReadBack(LocalDate date) {
    Integer expected = SENTINELS.contains(date.toString()) ? null : Golden.day(date);
    for (String pattern : List.of("uuuuMMdd", "uuuu-MM-dd")) {
      UTF8String text = written(date, pattern);
      assertThat(DateForm.first(text)).isEqualTo(expected);
      assertThat(DateForm.last(text)).isEqualTo(expected);
      assertThat(DateForm.isDate(text)).isTrue();
    }
  }

  @Property
  void aMonthBeginsOnItsFirstDayAndEndsTheDayBeforeTheNext(
      @ForAll @IntRange(min = 1, max = 9998) int year, @ForAll @IntRange(min = 1, max = 12) int m) {
    LocalDate month = LocalDate.of(year, m, 1);
    for (String pattern : List.of("uuuuMM", "uuuu-MM")) {
      UTF8String text = written(month, pattern);
      assertThat(DateForm.first(text)).isEqualTo(Golden.day(month));
      assertThat(DateForm.last(text)).isEqualTo(Golden.day(month.plusMonths(1).minusDays(1)));
    }
  }

  @Property
  void noTextFailsAndOnlyReadableOnesGiveADay(@ForAll String any) {
    UTF8String text = UTF8String.fromString(any);
    assertThat(DateForm.first(text) == null || DateForm.isDate(text)).isTrue();
  }

  private static UTF8String written(LocalDate date, String pattern) {
    return UTF8String.fromString(DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(date));
  }
}
