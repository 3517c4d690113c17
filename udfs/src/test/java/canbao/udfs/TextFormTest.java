package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TextFormTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/text.csv", numLinesToSkip = 1)
  void textIsReadAsTheTableSays(String reason, String raw, String read) {
    assertThat(TextForm.read(Golden.text(raw))).as(reason).isEqualTo(Golden.text(read));
  }

  @Test
  void everyCharacterAloneIsReadAsDefinedAndReadingItAgainChangesNothing() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(character -> Character.getType(character) != Character.SURROGATE)
        .forEach(character -> assertReadAsDefined(Character.toString(character)));
  }

  @Property
  void anyTextIsReadAsDefinedAndReadingItAgainChangesNothing(@ForAll("texts") String text) {
    assertReadAsDefined(text);
  }

  @Test
  void aCleanTextComesBackItself() {
    UTF8String clean = UTF8String.fromString("440105-张三");
    assertThat(TextForm.read(clean)).isSameAs(clean);
  }

  @Test
  void bytesThatAreNoUtf8AreReadWithoutFailing() {
    byte[] cutIdeograph = {'A', (byte) 0xE5, (byte) 0xBC};
    assertThat(TextForm.read(UTF8String.fromBytes(cutIdeograph)).toString()).startsWith("A\uFFFD");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> characters =
        Arbitraries.oneOf(
            Arbitraries.chars().ascii(),
            Arbitraries.chars().range('\u4E00', '\u9FFF'),
            Arbitraries.chars().range('\uFF01', '\uFF5E'),
            Arbitraries.of('\u200B', '\uFEFF', '\u3000', '\u0301', '\u0345', '\u1100', '\u1161'),
            Arbitraries.chars().range('\u0000', '\uD7FF'));
    return characters.array(Character[].class).ofMaxSize(12).map(TextFormTest::joined);
  }

  private static String joined(Character[] characters) {
    return IntStream.range(0, characters.length)
        .mapToObj(at -> characters[at].toString())
        .collect(Collectors.joining());
  }

  private static void assertReadAsDefined(String text) {
    UTF8String read = TextForm.read(UTF8String.fromString(text));
    assertThat(read).as(text).isEqualTo(UTF8String.fromString(defined(text)));
    assertThat(TextForm.read(read)).as(text).isEqualTo(read);
  }

  private static String defined(String text) {
    String kept =
        nfkc(text)
            .codePoints()
            .filter(character -> !TextForm.isRemoved(character))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String read = nfkc(kept.toUpperCase(Locale.ROOT));
    return read.isEmpty() ? null : read;
  }

  private static String nfkc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
