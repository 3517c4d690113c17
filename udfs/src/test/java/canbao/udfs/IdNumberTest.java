package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

class IdNumberTest {

  private static final UTF8String CITIZEN = UTF8String.fromString("01");
  private static final int DAY = Golden.day(LocalDate.of(2018, 12, 31));

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/documents.csv", numLinesToSkip = 1)
  void documentsAreReadAsTheTableSays(ArgumentsAccessor row) {
    UTF8String type = Golden.text(row.getString(1));
    UTF8String number = Golden.text(row.getString(2));
    int day = Golden.day(row.get(3, LocalDate.class));
    assertThat(IdNumber.canonical(type, number, day)).isEqualTo(Golden.text(row.getString(4)));
    assertThat(IdNumber.kind(type, number, day)).isEqualTo(Golden.text(row.getString(5)));
    assertThat(IdNumber.birth(type, number, day))
        .isEqualTo(Golden.day(row.get(6, LocalDate.class)));
    assertThat(IdNumber.sex(type, number, day)).isEqualTo(Golden.text(row.getString(7)));
    assertThat(IdNumber.isValid(type, number, day)).isEqualTo(row.getString(4) != null);
  }

  @Property
  void aCitizenNumberIsItsOwnCanonicalForm(@ForAll("citizens") String number) {
    assertThat(canonical(number)).isEqualTo(number);
  }

  @Property
  void everyOtherCharacterInOnePlaceIsRefused(@ForAll("citizens") String number) {
    for (int at = 0; at < number.length(); at++) {
      for (char other : "0123456789X".toCharArray()) {
        if (other != number.charAt(at)) {
          assertThat(canonical(number.substring(0, at) + other + number.substring(at + 1)))
              .isNull();
        }
      }
    }
  }

  @Property
  void everySwapOfDifferentNeighboursIsRefused(@ForAll("citizens") String number) {
    for (int at = 0; at + 1 < number.length(); at++) {
      String swapped =
          number.substring(0, at)
              + number.charAt(at + 1)
              + number.charAt(at)
              + number.substring(at + 2);
      assertThat(canonical(swapped)).isEqualTo(swapped.equals(number) ? number : null);
    }
  }

  @Property
  void anOldNumberIsUpgradedToAValidOneThatStaysAsItIs(
      @ForAll("citizens") String number, @ForAll @IntRange(max = 995) int serial) {
    String old = number.substring(0, 6) + number.substring(8, 14) + "%03d".formatted(serial);
    String upgraded = canonical(old);
    if (upgraded == null) {
      assertThat(number.substring(8, 14)).isEqualTo("000229");
    } else {
      assertThat(upgraded).startsWith(number.substring(0, 6) + "19" + old.substring(6));
      assertThat(canonical(upgraded)).isEqualTo(upgraded);
    }
  }

  @Property
  void noTextFailsAndNoneOfThemIsADocument(@ForAll String type, @ForAll String number) {
    assertThat(IdNumber.canonical(UTF8String.fromString(type), UTF8String.fromString(number), DAY))
        .isNull();
  }

  /** Citizen numbers of areas that Guangdong has or had and of other provinces. */
  @Provide
  Arbitrary<String> citizens() {
    Arbitrary<String> areas = Arbitraries.of("440105", "440524", "440681", "110105", "650102");
    Arbitrary<LocalDate> births =
        Dates.dates().between(LocalDate.of(1850, 1, 1), LocalDate.of(2018, 12, 31));
    Arbitrary<Integer> serials = Arbitraries.integers().between(0, 999);
    return Combinators.combine(areas, births, serials).as(IdNumberTest::citizen);
  }

  private static String citizen(String area, LocalDate birth, int serial) {
    String digits = area + birth.toString().replace("-", "") + "%03d".formatted(serial);
    return digits + checkByPowersOfTwo(digits);
  }

  /** The check as ISO 7064 defines it, the remainder by doubling, not by a table of weights. */
  private static char checkByPowersOfTwo(String digits) {
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      sum = (sum + digits.charAt(at) - '0') * 2 % 11;
    }
    int check = (12 - sum) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  private static String canonical(String number) {
    UTF8String canonical = IdNumber.canonical(CITIZEN, UTF8String.fromString(number), DAY);
    return canonical == null ? null : canonical.toString();
  }
}
