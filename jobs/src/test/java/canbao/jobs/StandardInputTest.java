package canbao.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardInputTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  @ParameterizedTest
  @ValueSource(strings = {"01 4401", "01 4401\n", "01 4401\r\n\n", "\n 01 4401\n"})
  void theOneLineWithAnythingInItIsRead(String text) {
    assertThat(piped(text.getBytes(UTF_8)).line().strip()).isEqualTo("01 4401");
  }

  @Test
  void whatIsNotOneLineIsWrongUsageAndIsNotRepeated() {
    refused("", UTF_8, "it is empty");
    refused(" \n\n", UTF_8, "it is empty");
    refused("4401\n4402\n", UTF_8, "it has more than one line");
    refused("4401".repeat(300), UTF_8, "it is longer than 1000 bytes");
    refused("4401 张", GB18030, "it is not UTF-8");
  }

  @Test
  void ofWhoTypesTheFirstLineIsRead() {
    byte[] bytes = "4401\n4402\n".getBytes(UTF_8);

    assertThat(new StandardInput(new ByteArrayInputStream(bytes), true).line()).isEqualTo("4401");
  }

  private static StandardInput piped(byte[] bytes) {
    return new StandardInput(new ByteArrayInputStream(bytes), false);
  }

  private static void refused(String text, Charset charset, String reason) {
    assertThatThrownBy(() -> piped(text.getBytes(charset)).line())
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            "Standard input cannot be used: "
                + reason
                + ". Give one line: a document number, or its type, a blank and the number.");
  }
}
