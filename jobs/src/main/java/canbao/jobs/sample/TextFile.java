package canbao.jobs.sample;

import canbao.jobs.sample.Source.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A text file that is encoded in large pieces and digested as it is written. */
final class TextFile implements AutoCloseable {

  private static final int PIECE = 1 << 16;

  private final StringBuilder piece = new StringBuilder(PIECE + (PIECE >> 3));
  private final Form form;
  private final MessageDigest digest = sha256();
  private final OutputStream bytes;
  private boolean closed;

  TextFile(FileSystem files, Path path, Form form) throws IOException {
    this.form = form;
    OutputStream digested = new DigestOutputStream(files.create(path, true), digest);
    // Java's gzip header holds no time.
    this.bytes = form == Form.UTF8_LF_GZIP ? new GZIPOutputStream(digested, PIECE) : digested;
  }

  /** Where the next characters go; {@link #flushIfLarge} must follow. */
  StringBuilder text() {
    return piece;
  }

  void flushIfLarge() throws IOException {
    if (piece.length() >= PIECE) {
      flush();
    }
  }

  private void flush() throws IOException {
    // A piece never ends within a character: rows are appended whole.
    bytes.write(piece.toString().getBytes(form.charset()));
    piece.setLength(0);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flush();
      bytes.close();
    }
  }

  /** SHA-256 of the bytes of the closed file, lower-case hex. */
  String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
