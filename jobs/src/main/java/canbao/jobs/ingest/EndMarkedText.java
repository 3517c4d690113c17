package canbao.jobs.ingest;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text and, after its end, one more line that holds {@link #MARK} alone.
 *
 * <p>A CSV parser takes the end of a text for the end of a quoted field. With the mark the two
 * differ: it is a record of its own, unless the quote of the last field was never closed.
 */
final class EndMarkedText extends FilterReader {

  /** Half of a surrogate pair: no decoder gives it alone, so that no file holds it. */
  static final char MARK = '\uDFFF';

  private static final String LAST_LINE = "\n" + MARK;

  private int given;

  EndMarkedText(Reader text) {
    super(text);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count != -1 || given == LAST_LINE.length()) {
      return count;
    }
    int from = given;
    given = Math.min(from + length, LAST_LINE.length());
    LAST_LINE.getChars(from, given, buffer, offset);
    return given - from;
  }

  @Override
  public int read() throws IOException {
    char[] single = new char[1];
    return read(single, 0, 1) == -1 ? -1 : single[0];
  }
}
