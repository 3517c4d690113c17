package canbao.jobs.register;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of which at most three characters differ. */
class NumberSlipsTest {

  private static final NumberSlips SLIPS = new NumberSlips(3);

  @ParameterizedTest
  @CsvSource({
    "440524198001010014, 440524198001010014, true",
    "440524198001010014, 440524198001010041, true",
    "440524198001010014, 44052419800101001, true",
    "440524198001010014, 440524800101001, true",
    "440524198001010014, 110105198001010014, false",
    "440524198001010014, 4405241980010, false",
    "440524198001010014, 052419800101001456, false",
    "军字第123号, 军字第129号, true",
    "军字第123号, 军字第45号, true",
    "军字第123号, 警字第4567号, false",
  })
  void knownPairs(String one, String other, boolean areFew) {
    assertThat(SLIPS.areFew(UTF8String.fromString(one), UTF8String.fromString(other)))
        .isEqualTo(areFew);
  }

  /** Few digits, so that many pairs are near. */
  @Property(tries = 5_000)
  void asSparkCountsThem(@ForAll("numbers") String one, @ForAll("numbers") String other) {
    UTF8String first = UTF8String.fromString(one);
    UTF8String second = UTF8String.fromString(other);
    assertThat(SLIPS.areFew(first, second)).isEqualTo(first.levenshteinDistance(second) <= 3);
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.strings().withChars("12X号").ofMinLength(0).ofMaxLength(9);
  }
}
