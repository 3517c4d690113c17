package canbao.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Lets one command at a time write to a lake, by the file {@code <lake>/.lock}.
 *
 * <p>On this machine's file system the lock is the operating system's and ends with the process,
 * whatever ends it. On another file system it is the file itself, which a killed process leaves
 * behind: the message about it names the file to delete. HDFS lets one process alone make a file.
 * An object store may let two that start in the same second: there the lock tells a second command
 * that a first one is at work, and whoever starts commands sees to it that there is one.
 */
public abstract class LakeLock implements AutoCloseable {

  private static final String FILE = ".lock";
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  /**
   * Takes the lake for a command; the folder is made if it is not there.
   *
   * @throws JobFailure CONFLICT if another command has it; USAGE if it cannot be written to
   */
  public static LakeLock take(Settings settings, String command, Clock clock) {
    Path lake = new Path(settings.lake());
    String holder = "%s, since %s".formatted(command, now(clock));
    try {
      FileSystem files = lake.getFileSystem(hadoop(settings));
      return files instanceof LocalFileSystem
          ? LocalLakeLock.take(java.nio.file.Path.of(lake.toUri().getPath()), FILE, holder)
          : SharedLakeLock.take(files, new Path(lake, FILE), holder);
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The lake " + settings.lake() + " cannot be used",
          "it cannot be written to (" + e.getClass().getSimpleName() + ")",
          "Name another folder with --lake, or give the operator the right to write there");
    }
  }

  @Override
  public abstract void close();

  /** The failure of a command that finds the lake in use. */
  static JobFailure inUse(String file, String holder, String remedy) {
    return new JobFailure(
        ExitCode.CONFLICT,
        "The lake is in use by " + (holder.isEmpty() ? "another command" : holder),
        "one command at a time may write to it (" + file + ")",
        remedy);
  }

  static byte[] bytes(String holder) {
    return holder.getBytes(StandardCharsets.UTF_8);
  }

  private static String now(Clock clock) {
    return SINCE.format(ZonedDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Hadoop as the session will have it: {@code spark.hadoop.x} of spark-submit, then of the
   * settings, is Hadoop's {@code x}.
   */
  static Configuration hadoop(Settings settings) {
    SparkConf spark = new SparkConf();
    settings.spark().forEach(spark::set);
    return SparkHadoopUtil.get().newConfiguration(spark);
  }
}
