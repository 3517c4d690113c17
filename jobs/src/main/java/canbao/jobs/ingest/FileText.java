package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.zip.GZIPInputStream;

/** The text of one CSV file out of its bytes. */
final class FileText {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private FileText() {}

  /**
   * Inflated and decoded, without a byte-order mark and with a mark at its end. Reading it fails on
   * bytes that are not in the encoding.
   */
  static Reader of(FileToRead file, String encoding, Limits limits, InputStream bytes)
      throws IOException {
    InputStream plain =
        file.isCompressed()
            ? new BoundedInflation(
                new GZIPInputStream(bytes, BUFFER), limits.maxDecompressionRatio() * file.size())
            : bytes;
    Reader text =
        new InputStreamReader(
            plain,
            Charset.forName(encoding)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return new EndMarkedText(withoutByteOrderMark(text));
  }

  private static Reader withoutByteOrderMark(Reader text) throws IOException {
    PushbackReader reader = new PushbackReader(new BufferedReader(text, BUFFER), 1);
    int first = reader.read();
    if (first != -1 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }
}
