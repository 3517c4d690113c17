package canbao.jobs.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A folder of the lake as its file system shows it. What is hidden, by a point or a line at the
 * front of its name, belongs to Delta or to the lake itself and is not shown.
 *
 * @param path absolute, with its file system
 */
record Folder(FileSystem system, Path path) {

  static Folder of(Configuration hadoop, String path) {
    try {
      FileSystem system = new Path(path).getFileSystem(hadoop);
      return new Folder(system, system.makeQualified(new Path(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + path, e);
    }
  }

  boolean isThere() {
    try {
      return system.exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + path, e);
    }
  }

  /** Files and folders right below, sorted by name; none if there is no such folder. */
  List<FileStatus> inside() {
    try {
      FileStatus[] all = isThere() ? system.listStatus(path) : new FileStatus[0];
      return Stream.of(all).filter(status -> !isHidden(status.getPath())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  /** How many files lie in it and in its folders. */
  long dataFiles() {
    return dataFiles(file -> true);
  }

  /** Whether a file lies in it or in its folders that was written before a time. */
  boolean hasFilesBefore(Instant time) {
    return dataFiles(file -> file.getModificationTime() < time.toEpochMilli()) > 0;
  }

  private long dataFiles(Predicate<FileStatus> isWanted) {
    try {
      RemoteIterator<LocatedFileStatus> all = system.listFiles(path, true);
      long files = 0;
      while (all.hasNext()) {
        FileStatus file = all.next();
        files += isWanted.test(file) && isShown(file.getPath()) ? 1 : 0;
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  /** Removes it with all that is in it. */
  void delete() {
    try {
      boolean unused = system.delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + path, e);
    }
  }

  private boolean isShown(Path file) {
    return Stream.iterate(file, at -> !at.equals(path), Path::getParent)
        .noneMatch(Folder::isHidden);
  }

  private static boolean isHidden(Path file) {
    return file.getName().startsWith("_") || file.getName().startsWith(".");
  }
}
