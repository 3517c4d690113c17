package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PersonNameTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/names.csv", numLinesToSkip = 1)
  void namesAreReadAndMaskedAsTheTableSays(
      String reason, String raw, String canonical, String masked) {
    UTF8String name = Golden.text(raw);
    assertThat(PersonName.canonical(name)).as(reason).isEqualTo(Golden.text(canonical));
    assertThat(Mask.name(name)).as(reason).isEqualTo(Golden.text(masked));
  }

  @Property
  void aCanonicalNameStaysAsItIs(@ForAll String any) {
    UTF8String canonical = PersonName.canonical(UTF8String.fromString(any));
    assertThat(PersonName.canonical(canonical)).isEqualTo(canonical);
  }
}
