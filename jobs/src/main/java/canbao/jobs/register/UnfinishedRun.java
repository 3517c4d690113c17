package canbao.jobs.register;

import canbao.jobs.lake.Lake;
import canbao.jobs.register.Registrations.BatchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a run of the register has begun to take: a file beside its tables while it does. Some tables
 * may hold the batches already, so the next run takes the same first and alone, as if nothing had
 * come meanwhile; only then it is known which of the others came late.
 *
 * @param known system date of the run
 */
record UnfinishedRun(LocalDate known, List<BatchKey> batches) {

  private static final String FILE = "/register/_taking";

  /** The run that was cut off, if one was. */
  static Optional<UnfinishedRun> of(Lake lake) {
    Path file = file(lake);
    try {
      FileSystem files = files(lake, file);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(file)) {
        return read(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Notes that it begins. */
  void begin(Lake lake) {
    StringBuilder text = new StringBuilder(known.toString());
    batches.forEach(
        each -> text.append('\n').append(each.source()).append(' ').append(each.batch()));
    Path file = file(lake);
    try (FSDataOutputStream out = files(lake, file).create(file, true)) {
      out.write(text.append("\nend").toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Notes that it has ended. */
  static void end(Lake lake) {
    Path file = file(lake);
    try {
      boolean unused = files(lake, file).delete(file, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }

  /** One whose file was not written to its end has not begun. */
  private static Optional<UnfinishedRun> read(List<String> lines) {
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals("end")) {
      return Optional.empty();
    }
    List<BatchKey> batches = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int blank = line.lastIndexOf(' ');
      batches.add(
          new BatchKey(line.substring(0, blank), LocalDate.parse(line.substring(blank + 1))));
    }
    return Optional.of(new UnfinishedRun(LocalDate.parse(lines.get(0)), batches));
  }

  private static Path file(Lake lake) {
    return new Path(lake.folder() + FILE);
  }

  private static FileSystem files(Lake lake, Path file) throws IOException {
    return file.getFileSystem(lake.spark().sessionState().newHadoopConf());
  }
}
