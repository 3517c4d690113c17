package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CreditCodeTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/credit_codes.csv", numLinesToSkip = 1)
  void codesAreCheckedAsTheTableSays(String reason, String raw, Boolean valid) {
    assertThat(CreditCode.isValid(Golden.text(raw))).as(reason).isEqualTo(valid);
  }

  @Test
  void everyOtherCharacterInOnePlaceIsRefused() {
    String code = "91350100M000100Y43";
    for (int at = 0; at < code.length(); at++) {
      for (char other = '0'; other <= 'Z'; other++) {
        String changed = code.substring(0, at) + other + code.substring(at + 1);
        assertThat(CreditCode.isValid(UTF8String.fromString(changed)))
            .as(changed)
            .isEqualTo(changed.equals(code));
      }
    }
  }
}
