package canbao.jobs.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with data of people: only its owner can read it, and none is written over. */
public record OwnersFile(Path path) {

  private static final String OWNER_ONLY = "rw-------";

  /**
   * Looks before anything is done whether the name is free.
   *
   * @throws JobFailure USAGE if something is there
   */
  public static OwnersFile at(Path path) {
    if (Files.exists(path)) {
      throw isThere(path);
    }
    return new OwnersFile(path);
  }

  /**
   * Writes the file.
   *
   * @throws JobFailure USAGE if it is there by now, or cannot be written
   */
  public void write(byte[] bytes) {
    boolean hasOwners = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    try {
      if (hasOwners) {
        Path unused =
            Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      }
      Path unused =
          hasOwners
              ? Files.write(path, bytes)
              : Files.write(path, bytes, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw isThere(path);
    } catch (IOException e) {
      throw notWritten(path, e.getClass().getSimpleName(), "Give a folder that can be written to");
    }
  }

  private static JobFailure isThere(Path path) {
    return notWritten(path, "it is there already", "Give a name that is not there");
  }

  private static JobFailure notWritten(Path path, String why, String remedy) {
    return new JobFailure(
        ExitCode.USAGE, "The file %s cannot be written".formatted(path), why, remedy);
  }
}
