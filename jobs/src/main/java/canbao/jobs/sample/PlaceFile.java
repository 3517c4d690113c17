package canbao.jobs.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A CSV file of the class path that belongs to the program: no quotes, a header line. */
final class PlaceFile {

  private PlaceFile() {}

  /** The fields of every line but the header. */
  static List<String[]> lines(String resource) {
    InputStream bytes = PlaceFile.class.getClassLoader().getResourceAsStream(resource);
    if (bytes == null) {
      throw new IllegalStateException("The class path lacks " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
