package canbao.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What lies in the landing area, on any file system of Hadoop. */
record LandingFolder(SparkSession spark, String folder) {

  /** The source that has a batch every night. */
  private static final String DAILY = "population";

  boolean isEmpty() {
    return folders(new Path(folder)).isEmpty();
  }

  /** Days that there are batches of the population for, sorted. */
  List<LocalDate> nights() {
    return folders(new Path(folder, DAILY)).stream()
        .flatMap(name -> date(name).stream())
        .sorted()
        .toList();
  }

  private List<String> folders(Path path) {
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      Stream<FileStatus> inside =
          files.exists(path) ? Arrays.stream(files.listStatus(path)) : Stream.of();
      return inside.filter(FileStatus::isDirectory).map(file -> file.getPath().getName()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  private static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
