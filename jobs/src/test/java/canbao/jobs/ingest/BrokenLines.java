package canbao.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small changes to the lines of a list and to a manifest. */
final class BrokenLines {

  private BrokenLines() {}

  /** The lines with one text in place of another in one of them. */
  static List<String> with(List<String> lines, int line, String found, String put) {
    assertThat(lines.get(line)).contains(found);
    List<String> changed = new ArrayList<>(lines);
    changed.set(line, lines.get(line).replace(found, put));
    return changed;
  }

  /** A line with its second field at its end once more. */
  static String repeatedNumber(String line) {
    String afterFirst = line.substring(line.indexOf(',') + 1);
    return line + "," + afterFirst.substring(0, afterFirst.indexOf(','));
  }

  static void putManifest(Path batch, String text) throws IOException {
    Files.writeString(batch.resolve("manifest.json"), text, UTF_8);
  }

  static void spoilManifest(Path batch, String found, String put) throws IOException {
    String text = Files.readString(batch.resolve("manifest.json"), UTF_8);
    assertThat(text).contains(found);
    putManifest(batch, text.replaceFirst(found, put));
  }
}
