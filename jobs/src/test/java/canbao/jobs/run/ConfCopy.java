package canbao.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The delivered conf folder in a place where a test may spoil it. */
public record ConfCopy(Path folder) {

  public static ConfCopy in(Path place) throws IOException {
    Path from = Path.of("../conf");
    Path to = place.resolve("conf");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return new ConfCopy(to);
  }

  /** Puts one text in place of the first occurrence of another. */
  public void spoil(String file, String found, String put) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    int at = text.indexOf(found);
    if (at < 0) {
      throw new IllegalArgumentException("'" + found + "' is not in " + file);
    }
    write(file, text.substring(0, at) + put + text.substring(at + found.length()));
  }

  String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
  }

  public Settings load(Map<String, String> overrides) {
    return Settings.load(folder, "local", overrides);
  }

  /** Faults that settings are refused for, line by line; none if they are accepted. */
  List<String> faults(Map<String, String> overrides) {
    try {
      Settings unused = load(overrides);
      return List.of();
    } catch (JobFailure failure) {
      return failure
          .getMessage()
          .replace(folder.toString(), "conf")
          .lines()
          .filter(line -> line.startsWith("conf") || line.startsWith("--set"))
          .toList();
    }
  }
}
