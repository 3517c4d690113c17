package canbao.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A folder for settings files of releases, as long as a command needs them. */
record DefinitionsFolder(Path path) implements AutoCloseable {

  static DefinitionsFolder make() {
    try {
      return new DefinitionsFolder(Files.createTempDirectory("canbao-definitions"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  @Override
  public void close() {
    boolean unused = FileUtils.deleteQuietly(path.toFile());
  }
}
