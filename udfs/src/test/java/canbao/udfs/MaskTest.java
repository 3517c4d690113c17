package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MaskTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/masked_documents.csv", numLinesToSkip = 1)
  void documentsAreMaskedAsTheTableSays(String reason, String raw, String masked) {
    assertThat(Mask.document(Golden.text(raw))).as(reason).isEqualTo(Golden.text(masked));
  }

  @Property
  void aDocumentShowsAtMostSevenCharactersAndLessThanHalfOfAnyNumber(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 30) String number) {
    String masked = Mask.document(UTF8String.fromString(number)).toString();
    long shown = masked.chars().filter(character -> character != '*').count();
    assertThat(masked).hasSameSizeAs(number);
    assertThat(shown).isLessThanOrEqualTo(7);
    assertThat(shown * 2).isLessThan(number.length());
  }

  @Property
  void aNameShowsAtMostItsFirstCharacter(@ForAll String any) {
    UTF8String name = UTF8String.fromString(any);
    UTF8String masked = Mask.name(name);
    if (masked != null) {
      assertThat(masked.numChars()).isEqualTo(PersonName.canonical(name).numChars());
      assertThat(masked.toString().substring(masked.toString().offsetByCodePoints(0, 1)))
          .matches("\\**");
    }
  }
}
