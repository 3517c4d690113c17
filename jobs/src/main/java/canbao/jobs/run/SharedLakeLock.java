package canbao.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file that only one command can make, on a file system without locks. */
final class SharedLakeLock extends LakeLock {

  private final FileSystem files;
  private final Path file;

  private SharedLakeLock(FileSystem files, Path file) {
    this.files = files;
    this.file = file;
  }

  static LakeLock take(FileSystem files, Path file, String holder) throws IOException {
    try (FSDataOutputStream stream = files.create(file, false)) {
      stream.write(bytes(holder));
    } catch (FileAlreadyExistsException e) {
      throw inUse(
          file.toString(),
          holderOf(files, file),
          "Wait until it has ended; if it was killed, delete that file");
    }
    return new SharedLakeLock(files, file);
  }

  private static String holderOf(FileSystem files, Path file) throws IOException {
    try (FSDataInputStream stream = files.open(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      if (!files.delete(file, false)) {
        throw new IOException("Cannot delete " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
