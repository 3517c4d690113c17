package canbao.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedDocumentTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          no type reads as a citizen,          11010519491231002x,        11010519491231002X
          its type and a blank,                01 11010519491231002X,     11010519491231002X
          full width and an ideographic blank, ０１　１１０１０５１９４９１２３１００２Ｘ, 11010519491231002X
          blanks within the number,            110105 19491231 002X,      11010519491231002X
          fifteen digits,                      110105491231002,           11010519491231002X
          a pass needs its type,               04 H1234567800,            04:H12345678
          a pass without its type,             H1234567800,               none
          a wrong check digit,                 110105194912310021,        none
          a type that no number is valid for,  99 11010519491231002X,     none
          """)
  void aLineIsReadAsValuesOfSourcesAre(String reason, String line, String canonical) {
    assertThat(AskedDocument.of(line, DAY).canonical().map(UTF8String::toString).orElse("none"))
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B", "\uFEFF", "01 \u200B"})
  void aLineWithoutANumberIsWrongUsage(String line) {
    assertThatThrownBy(() -> AskedDocument.of(line, DAY))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("Nobody can be explained: standard input has no document number");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          as it is;               a,01,11010519491231002X,b;     true
          in full width;          a,０１,１１０１０５１９４９１２３１００２ｘ,b; true
          in fifteen digits;      110105491231002,01;            true
          quoted with a blank;    "x, y",110105 19491231002X;    true
          within a longer number; 011010519491231002X9,01;       false
          of somebody else;       110105194912310039,01;         false
          no field;               ,,;                            false
          """)
  void aRawRowIsSearchedFieldByField(String reason, String raw, boolean isMentioned) {
    assertThat(
            AskedDocument.of("11010519491231002X", DAY).isMentionedIn(UTF8String.fromString(raw)))
        .isEqualTo(isMentioned);
  }

  @Test
  void itsTextDoesNotTellTheNumber() {
    assertThat(AskedDocument.of("11010519491231002X", DAY))
        .hasToString("AskedDocument(number hidden)");
  }
}
