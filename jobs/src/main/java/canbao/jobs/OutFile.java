package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes beside the lake, texts in UTF-8; what stood there is replaced. */
record OutFile(Path path) {

  /**
   * Looks before anything is computed whether the file has a folder.
   *
   * @param what the file is to be, such as {@code model}
   * @throws JobFailure USAGE if it has none
   */
  static OutFile of(String what, Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The %s file %s cannot be written".formatted(what, path),
          "there is no folder " + folder,
          "Make the folder, or give another file with --out");
    }
    return new OutFile(path);
  }

  void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }
}
