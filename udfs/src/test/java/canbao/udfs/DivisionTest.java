package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

class DivisionTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/divisions.csv", numLinesToSkip = 1)
  void codesAreReadAsTheTableSays(ArgumentsAccessor row) {
    UTF8String text = Golden.text(row.getString(1));
    assertThat(Division.isDivision(text)).isEqualTo(row.getBoolean(2));
    assertThat(Division.county(text)).isEqualTo(Golden.text(row.getString(3)));
    assertThat(Division.city(text)).isEqualTo(Golden.text(row.getString(4)));
    assertThat(Division.cityNumber(text)).isEqualTo(row.getInteger(5));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/codes_by_day.csv", numLinesToSkip = 1)
  void retiredCodesBecomeTheirSuccessorsByDay(
      String reason, String raw, LocalDate day, String county) {
    assertThat(Division.countyOn(Golden.text(raw), Golden.day(day)))
        .as(reason)
        .isEqualTo(Golden.text(county));
  }

  @Property
  void theFirstSixOfSixNineOrTwelveDigitsNameTheCounty(
      @ForAll @NumericChars @StringLength(12) String digits) {
    for (int length : List.of(6, 9, 12)) {
      UTF8String code = UTF8String.fromString(digits.substring(0, length));
      assertThat(Division.county(code)).hasToString(digits.substring(0, 6));
    }
  }

  @Property
  void aCodeOfAnotherLengthNamesNone(@ForAll @NumericChars @StringLength(max = 20) String digits) {
    boolean isCode = List.of(6, 9, 12).contains(digits.length());
    UTF8String code = UTF8String.fromString(digits);
    assertThat(Division.county(code) != null).isEqualTo(isCode);
    assertThat(Division.isDivision(code)).isEqualTo(isCode || digits.isEmpty());
  }

  @Test
  void theCitiesAreNumberedInTheirOrder() {
    List<Places.City> cities = Places.cities();
    assertThat(cities).hasSize(21);
    for (int number = 0; number < cities.size(); number++) {
      UTF8String code = UTF8String.fromString(cities.get(number).code());
      assertThat(Division.cityNumber(code)).isEqualTo(number);
      assertThat(Division.city(code)).isEqualTo(code);
    }
  }

  @Test
  void aQuotedFieldOfAPlaceTableMayHoldCommas() {
    assertThat(PlaceTable.fields("1,\"a, b\",,c")).containsExactly("1", "a, b", "", "c");
  }
}
