package canbao.jobs.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads what a sample has written, without the sample's own code. */
final class SampleFiles {

  private SampleFiles() {}

  /** Every file below a folder by its relative path. */
  static Map<String, byte[]> bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<String, byte[]> bytes = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a source's file, unzipped. */
  static String text(String name, byte[] bytes, String encoding) throws IOException {
    InputStream plain = new ByteArrayInputStream(bytes);
    if (name.endsWith(".gz")) {
      plain = new GZIPInputStream(plain);
    }
    return new String(plain.readAllBytes(), encoding);
  }

  /** The physical line on which each record begins, the header's left out. */
  static List<Integer> firstLines(String text) {
    List<Integer> lines = new ArrayList<>();
    boolean quoted = false;
    boolean fresh = true;
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (fresh) {
        lines.add(line);
        fresh = false;
      }
      quoted ^= c == '"';
      line += c == '\n' ? 1 : 0;
      fresh = c == '\n' && !quoted;
    }
    return lines.subList(1, lines.size());
  }

  /** The lines of all truth files of a kind, without headers. */
  static List<String> truth(Path folder, String kind) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("truth").resolve(kind))) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file).stream().skip(1).toList());
      }
    }
    return lines;
  }
}
