package canbao.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Makes a lake look as if nobody had written to it for some time. */
final class AgedLake {

  private AgedLake() {}

  /** Its files, and the removals in its logs, are as old as this afterwards. */
  static void age(Path lake, Duration age) {
    Instant then = Instant.now().minus(age);
    try {
      for (Path file : files(lake)) {
        if (!isOfLog(file)) {
          Path unused = Files.setLastModifiedTime(file, FileTime.from(then));
        } else if (file.toString().endsWith(".json")) {
          removeEarlier(file, then);
        } else if (file.toString().endsWith(".crc")) {
          // Sums of what the log was before.
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data files below a folder. */
  static long dataFiles(Path folder) {
    return files(folder).stream()
        .filter(file -> file.toString().endsWith(".parquet") && !isOfLog(file))
        .count();
  }

  private static void removeEarlier(Path commit, Instant then) throws IOException {
    String text = Files.readString(commit, StandardCharsets.UTF_8);
    Path unused =
        Files.writeString(
            commit,
            text.replaceAll(
                "\"deletionTimestamp\":\\d+", "\"deletionTimestamp\":" + then.toEpochMilli()),
            StandardCharsets.UTF_8);
  }

  private static boolean isOfLog(Path file) {
    return file.toString().contains("/_delta_log/");
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
