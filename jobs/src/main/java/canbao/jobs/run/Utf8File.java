package canbao.jobs.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a settings file; why there is none is a fault like others. */
final class Utf8File {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Utf8File() {}

  static Optional<String> text(Path path, Faults faults) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      faults.add(path, "is not UTF-8");
    } catch (NoSuchFileException e) {
      faults.add(path, "is missing");
    } catch (IOException e) {
      faults.add(path, "cannot be read");
    }
    return Optional.empty();
  }
}
