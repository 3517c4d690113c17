package canbao.jobs.database;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a batch in the landing area. Its manifest comes last and at once, as from any
 * source: without it nothing was delivered.
 */
final class LandedBatch {

  private static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final FileSystem files;

  LandedBatch(String landing, String source, LocalDate batch, Configuration hadoop) {
    Path path = new Path(new Path(landing, source), batch.toString());
    try {
      this.files = fileSystem(path, hadoop);
      this.folder = files.makeQualified(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + path, e);
    }
  }

  /** The file system of a folder, without the .crc files that Hadoop writes beside local files. */
  static FileSystem fileSystem(Path folder, Configuration hadoop) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  String folder() {
    return folder.toString();
  }

  boolean isComplete() {
    try {
      return files.exists(new Path(folder, MANIFEST));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + folder, e);
    }
  }

  /** Removes what a run that did not come to its end has left. */
  void clear() {
    try {
      boolean unused = files.delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }

  /**
   * Moves the folder beside the batches.
   *
   * @return where it is
   */
  String setAside() {
    try {
      int number = 1;
      while (files.exists(aside(number))) {
        number++;
      }
      if (!files.rename(folder, aside(number))) {
        throw new IOException("not renamed");
      }
      return aside(number).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot set " + folder + " aside", e);
    }
  }

  /** No name of a batch, which is a date alone. */
  private Path aside(int number) {
    return folder.suffix(".refused-" + number);
  }

  /** Makes the batch complete. */
  void complete(DatabaseBatch batch, List<PartFile> parts) {
    Path hidden = new Path(folder, "." + MANIFEST);
    try {
      try (OutputStream out = files.create(hidden, true)) {
        JSON.writerWithDefaultPrettyPrinter().writeValue(out, manifest(batch, parts));
      }
      if (!files.rename(hidden, new Path(folder, MANIFEST))) {
        throw new IOException("not renamed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the manifest in " + folder, e);
    }
  }

  private static ObjectNode manifest(DatabaseBatch batch, List<PartFile> parts) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("source", batch.source());
    manifest.put("batch", batch.batch().toString());
    batch.mode().ifPresent(mode -> manifest.put("mode", mode));
    ArrayNode scope = manifest.putArray("scope");
    batch.scope().forEach(scope::add);
    manifest.put("encoding", "UTF-8");
    batch.previous().ifPresent(previous -> manifest.put("previous", previous.toString()));
    ArrayNode entries = manifest.putArray("files");
    for (PartFile part : parts) {
      entries
          .addObject()
          .put("name", part.file())
          .put("rows", part.rows())
          .put("sha256", part.sha256());
    }
    return manifest;
  }
}
