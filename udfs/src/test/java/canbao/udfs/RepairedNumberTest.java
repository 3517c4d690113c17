package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RepairedNumberTest {

  private static final int DAY = (int) LocalDate.of(2018, 12, 31).toEpochDay();
  private static final String CHARACTERS = "0123456789X";

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/repairs.csv", numLinesToSkip = 1)
  void theNumberMeantIsAmongTheRepairs(
      String reason, String type, String number, String meant, String isFound) {
    assertThat(repairs(type, Golden.string(number)).contains(meant))
        .as(reason)
        .isEqualTo(Boolean.parseBoolean(isFound));
  }

  @Property(tries = 300)
  void everySlipOfAValidNumberHasTheNumberAmongItsRepairs(
      @ForAll("validNumbers") String number, @ForAll @IntRange(max = 17) int at) {
    assertThat(slips(number, at))
        .allSatisfy(
            slip -> assertThat(valid(slip) || repairs("01", slip).contains(number)).isTrue())
        .anySatisfy(slip -> assertThat(valid(slip)).isFalse());
  }

  @Property(tries = 300)
  void wrongCharactersAndSwapsNeverGiveAValidNumber(
      @ForAll("validNumbers") String number, @ForAll @IntRange(max = 17) int at) {
    assertThat(Stream.concat(replaced(number, at), swapped(number, at)))
        .noneMatch(RepairedNumberTest::valid);
  }

  @Property(tries = 300)
  void everyRepairIsAValidNumber(
      @ForAll("validNumbers") String number, @ForAll @IntRange(max = 17) int at) {
    assertThat(slips(number, at).flatMap(slip -> repairs("01", slip).stream()))
        .allMatch(RepairedNumberTest::valid);
  }

  @Provide
  Arbitrary<String> validNumbers() {
    return Combinators.combine(
            Arbitraries.of("440105", "110105", "441827", "640121", "450881"),
            Arbitraries.integers().between(1920, 2018),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 28),
            Arbitraries.integers().between(1, 999))
        .as(
            (area, year, month, day, serial) ->
                withCheck("%s%04d%02d%02d%03d".formatted(area, year, month, day, serial)));
  }

  private static String withCheck(String digits) {
    byte[] number = Arrays.copyOf(UTF8String.fromString(digits).getBytes(), 18);
    return CheckCharacter.withMod11_2(number).toString();
  }

  private static Stream<String> slips(String number, int at) {
    Stream<String> missing = Stream.of(number.substring(0, at) + number.substring(at + 1));
    Stream<String> doubled =
        Stream.of(number.substring(0, at + 1) + number.charAt(at) + number.substring(at + 1));
    return Stream.of(replaced(number, at), swapped(number, at), missing, doubled)
        .flatMap(slips -> slips);
  }

  private static Stream<String> replaced(String number, int at) {
    return CHARACTERS
        .chars()
        .filter(character -> character != number.charAt(at))
        .mapToObj(c -> number.substring(0, at) + (char) c + number.substring(at + 1));
  }

  private static Stream<String> swapped(String number, int at) {
    if (at == 17 || number.charAt(at) == number.charAt(at + 1)) {
      return Stream.empty();
    }
    return Stream.of(
        number.substring(0, at)
            + number.charAt(at + 1)
            + number.charAt(at)
            + number.substring(at + 2));
  }

  private static boolean valid(String number) {
    return IdNumber.isValid(UTF8String.fromString("01"), UTF8String.fromString(number), DAY);
  }

  private static List<String> repairs(String type, String number) {
    return Stream.of(
            RepairedNumber.candidates(
                    UTF8String.fromString(type), UTF8String.fromString(number), DAY)
                .array())
        .map(Object::toString)
        .toList();
  }
}
