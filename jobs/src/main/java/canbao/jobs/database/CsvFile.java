package canbao.jobs.database;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A CSV file in the form of the contract, in UTF-8, digested as it is written. */
final class CsvFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private final Writer text;

  /** A new file, in place of one that an earlier try of the task has left. */
  CsvFile(FileSystem files, Path path) throws IOException {
    this.text =
        new BufferedWriter(
            new OutputStreamWriter(
                new DigestOutputStream(files.create(path, true), digest), StandardCharsets.UTF_8),
            BUFFER);
  }

  /**
   * One record.
   *
   * @param fields null for none
   */
  void write(String[] fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        text.write(',');
      }
      writeField(fields[i] == null ? "" : fields[i]);
    }
    text.write('\n');
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** SHA-256 of the bytes of the closed file, lower-case hex. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void writeField(String field) throws IOException {
    if (needsQuotes(field)) {
      text.write('"');
      text.write(field.replace("\"", "\"\""));
      text.write('"');
    } else {
      text.write(field);
    }
  }

  private static boolean needsQuotes(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
