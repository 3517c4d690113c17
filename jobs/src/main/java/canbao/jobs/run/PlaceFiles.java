package canbao.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The lists of places, which the functions were built with: the folder must hold the same. */
final class PlaceFiles {

  private static final List<String> NAMES =
      List.of("cities.csv", "gb2260_changes.csv", "gb2260_guangdong.csv");

  private PlaceFiles() {}

  static void check(Path folder, Faults faults) {
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      try {
        if (!Arrays.equals(Files.readAllBytes(file), packaged(name))) {
          faults.add(file, "differs from the list that the functions were built with: rebuild");
        }
      } catch (IOException e) {
        faults.add(file, "is missing or cannot be read");
      }
    }
  }

  private static byte[] packaged(String name) throws IOException {
    try (InputStream stream = PlaceFiles.class.getResourceAsStream("/canbao/places/" + name)) {
      return stream == null ? new byte[0] : stream.readAllBytes();
    }
  }
}
