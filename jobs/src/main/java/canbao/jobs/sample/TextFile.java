package canbao.jobs.sample;

import canbao.jobs.sample.Source.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A text file that is digested as it is written.
 *
 * <p>Nearly all text is ASCII, which is the same in both encodings: it goes to the bytes directly.
 */
final class TextFile implements AutoCloseable {

  private static final int PIECE = 1 << 16;

  private final CharacterCodes codes;
  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private final OutputStream out;
  private byte[] piece = new byte[2 * PIECE];
  private int size;
  private boolean closed;

  TextFile(FileSystem files, Path path, Form form) throws IOException {
    this.codes = CharacterCodes.of(form.charset());
    OutputStream digested = new DigestOutputStream(files.create(path, true), digest);
    // Java's gzip header holds no time.
    this.out = form == Form.UTF8_LF_GZIP ? new GZIPOutputStream(digested, PIECE) : digested;
  }

  TextFile append(String text) {
    int length = text.length();
    makeRoom(length);
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return appendEncoded(text);
      }
      piece[at++] = (byte) c;
    }
    size = at;
    return this;
  }

  /** A character of ASCII. */
  TextFile append(char c) {
    makeRoom(1);
    piece[size++] = (byte) c;
    return this;
  }

  /** The decimal digits of a number that is not negative. */
  TextFile append(long number) {
    makeRoom(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = size + digits - 1; at >= size; at--) {
      piece[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /** Ends a line, and writes what has gathered if it is much. */
  void endLine(String lineEnd) throws IOException {
    TextFile unused = append(lineEnd);
    if (size >= PIECE) {
      flush();
    }
  }

  private TextFile appendEncoded(String text) {
    makeRoom(4 * text.length());
    size = codes.write(text, piece, size);
    return this;
  }

  private void makeRoom(int bytes) {
    if (size + bytes > piece.length) {
      piece = Arrays.copyOf(piece, size + bytes + PIECE);
    }
  }

  private void flush() throws IOException {
    out.write(piece, 0, size);
    size = 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flush();
      out.close();
    }
  }

  /** SHA-256 of the bytes of the closed file, lower-case hex. */
  String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
