package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import canbao.jobs.source.BatchName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one batch: {@code <landing>/<source>/<batch>} with its manifest and data files.
 * Corrected rows of the batch lie beside it in {@code <batch>.corrections-<number>}.
 */
final class BatchFolder {

  private static final String MANIFEST = "manifest.json";
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(\\..+)?");
  private static final Comparator<BatchFolder> IN_TURN =
      Comparator.comparing((BatchFolder folder) -> folder.id.batch())
          .thenComparing(folder -> folder.id.name().correction());

  private final BatchId id;
  private final Path folder;
  private final FileSystem files;

  private BatchFolder(BatchId id, Path folder, FileSystem files) {
    this.id = id;
    this.folder = folder;
    this.files = files;
  }

  /**
   * The batches of a source that have a folder, by date, each before its corrections; whether they
   * are complete is not said.
   */
  static List<BatchFolder> of(String source, String landing, Configuration hadoop) {
    Path folder = new Path(landing, source);
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.exists(folder)) {
        return List.of();
      }
      return Arrays.stream(files.listStatus(folder))
          .flatMap(
              status ->
                  id(source, status.getPath().getName())
                      .map(id -> new BatchFolder(id, status.getPath(), files))
                      .stream())
          .sorted(IN_TURN)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  BatchId id() {
    return id;
  }

  /** The manifest as it stands; its presence means that the batch is complete. */
  Manifest manifest(Limits limits, LocalDate today) throws BatchRefused {
    Path path = new Path(folder, MANIFEST);
    try {
      FileStatus status = files.getFileStatus(path);
      refuseLink(path);
      if (status.isDirectory() || status.getLen() > limits.maxManifestBytes()) {
        throw new BatchRefused(
            "manifest.json is longer than " + limits.maxManifestBytes() + " bytes or a folder");
      }
      try (InputStream in = files.open(path)) {
        return new ManifestReader(limits).read(in.readAllBytes(), id, today);
      }
    } catch (FileNotFoundException e) {
      throw new BatchRefused("there is no manifest.json: the batch is not complete yet");
    } catch (IOException e) {
      throw new BatchRefused("manifest.json cannot be read");
    }
  }

  /** The files that the manifest names, after the folder was found to hold exactly these. */
  List<FileToRead> filesOf(Manifest manifest) throws BatchRefused {
    try {
      TreeMap<String, FileStatus> unnamed = new TreeMap<>();
      for (FileStatus status : files.listStatus(folder)) {
        unnamed.put(status.getPath().getName(), status);
      }
      unnamed.remove(MANIFEST);
      List<FileToRead> found = new ArrayList<>();
      for (Manifest.Entry entry : manifest.files()) {
        FileStatus status = unnamed.remove(entry.name());
        if (status == null) {
          throw new BatchRefused("the file " + entry.name() + " is missing");
        }
        found.add(file(found.size(), entry, status));
      }
      // Checksum side files belong to the file system, not to the source.
      unnamed.keySet().removeIf(name -> name.startsWith(".") && name.endsWith(".crc"));
      if (!unnamed.isEmpty()) {
        throw new BatchRefused(
            "the manifest does not name "
                + unnamed.keySet().stream().map(OutsideText::printable).toList());
      }
      return found;
    } catch (IOException e) {
      throw new BatchRefused("the folder cannot be read");
    }
  }

  private FileToRead file(int number, Manifest.Entry entry, FileStatus status)
      throws BatchRefused, IOException {
    Path path = status.getPath();
    refuseLink(path);
    FileToRead file =
        new FileToRead(
            number, entry.name(), path.toString(), status.getLen(), entry.rows(), entry.sha256());
    if (status.isDirectory()) {
      throw new BatchRefused(entry.name() + " is a folder");
    }
    if (!file.isOfKnownKind()) {
      throw new BatchRefused(entry.name() + " is neither .csv, .csv.gz nor .parquet");
    }
    return file;
  }

  /** A link could show another file to each of two looks. */
  private void refuseLink(Path path) throws BatchRefused, IOException {
    if (files.getUri().getScheme().equals("file")
        && java.nio.file.Files.isSymbolicLink(java.nio.file.Path.of(path.toUri().getPath()))) {
      throw new BatchRefused(path.getName() + " is a link");
    }
  }

  /** The batch whose folder has a name; none if it is no name of a batch. */
  private static Optional<BatchId> id(String source, String folder) {
    Matcher parts = NAME.matcher(folder);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate batch = LocalDate.parse(parts.group(1));
      BatchName name = BatchName.of(source + folder.substring(parts.end(1)));
      return name.folder(batch).equals(folder)
          ? Optional.of(new BatchId(name, batch))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
