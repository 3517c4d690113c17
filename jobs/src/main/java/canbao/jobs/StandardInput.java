package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One line that is given to a command, but not as an argument, which everybody on the machine sees.
 *
 * @param isTerminal whether somebody types: then the line ends it, else the end of the stream does
 */
record StandardInput(InputStream in, boolean isTerminal) {

  private static final int LONGEST = 1000;

  /** As the process has it; Java 17 knows a terminal by standard output being one too. */
  @SuppressWarnings("SystemConsoleNull")
  static StandardInput ofProcess() {
    return new StandardInput(System.in, System.console() != null);
  }

  /**
   * The one line with anything but blanks, in UTF-8. Messages never repeat it.
   *
   * @throws JobFailure USAGE if there is none, or more
   */
  String line() {
    List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() > 1) {
      throw unusable("it has more than one line");
    }
    return lines.stream().findFirst().orElseThrow(() -> unusable("it is empty"));
  }

  private String text() {
    byte[] bytes = bytes();
    if (bytes.length > LONGEST) {
      throw unusable("it is longer than %d bytes".formatted(LONGEST));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unusable("it is not UTF-8");
    }
  }

  private byte[] bytes() {
    try {
      return isTerminal ? typed() : in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] typed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n' && bytes.size() <= LONGEST) {
      bytes.write(next);
      next = in.read();
    }
    return bytes.toByteArray();
  }

  private static JobFailure unusable(String reason) {
    return new JobFailure(
        ExitCode.USAGE,
        "Standard input cannot be used",
        reason,
        "Give one line: a document number, or its type, a blank and the number");
  }
}
