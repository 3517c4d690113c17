package canbao.jobs.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** A folder for the landing area and the lake of a run; it goes when all tests are done. */
class RunFolder implements CloseableResource {

  private final Path folder;

  RunFolder(Path folder) {
    this.folder = folder;
  }

  RunFolder(String name) {
    try {
      folder = Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  Path landing() {
    return folder.resolve("province");
  }

  Path lake() {
    return folder.resolve("lake");
  }

  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }
}
