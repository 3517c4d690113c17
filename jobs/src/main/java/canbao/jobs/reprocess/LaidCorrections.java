package canbao.jobs.reprocess;

import canbao.jobs.run.SheetText;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchName;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Corrected rows of one batch in the landing folder: a change list that builds on the batch and is
 * of its date. The same rows are the same bytes; the manifest comes last and at once.
 *
 * @param corrected the batch whose rows are corrected, and the number of the corrections
 */
record LaidCorrections(
    String landing,
    BatchName name,
    BatchHeader corrected,
    List<String> columns,
    Configuration hadoop) {

  static final String FILE = "rows.csv";

  /** Line of the first row; the header is line 1. */
  static final int FIRST_LINE = 2;

  private static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Puts the rows down, unless they lie there already. */
  void lay(List<CorrectedRow> rows) {
    Path folder = folder();
    try {
      FileSystem files = files(folder);
      if (files.exists(new Path(folder, MANIFEST))) {
        return;
      }
      byte[] text = text(rows).getBytes(StandardCharsets.UTF_8);
      write(files, new Path(folder, FILE), text);
      Path hidden = new Path(folder, "." + MANIFEST);
      write(
          files,
          hidden,
          JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest(rows, text)));
      if (!files.rename(hidden, new Path(folder, MANIFEST))) {
        throw new IOException("not renamed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    }
  }

  Path folder() {
    return new Path(new Path(landing, name.source()), name.folder(corrected.batch()));
  }

  private String text(List<CorrectedRow> rows) {
    StringBuilder text = new StringBuilder(SheetText.line(columns));
    rows.forEach(row -> text.append(SheetText.line(row.texts())));
    return text.toString();
  }

  private ObjectNode manifest(List<CorrectedRow> rows, byte[] text) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("source", name.source());
    manifest.put("batch", corrected.batch().toString());
    manifest.put("mode", "changes");
    ArrayNode scope = manifest.putArray("scope");
    corrected.scope().forEach(scope::add);
    manifest.put("encoding", "UTF-8");
    manifest.put("previous", corrected.batch().toString());
    manifest
        .putArray("files")
        .addObject()
        .put("name", FILE)
        .put("rows", rows.size())
        .put("sha256", DigestUtils.sha256Hex(text));
    return manifest;
  }

  /**
   * The file system of the folder, without the .crc files that Hadoop writes beside local files.
   */
  private FileSystem files(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(bytes);
    }
  }
}
