package canbao.jobs.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops an inflating stream that grows out of all proportion to its file. */
final class BoundedInflation extends FilterInputStream {

  /** Small files may inflate this far whatever their proportion: a short list compresses well. */
  private static final long FREE_BYTES = 1 << 20;

  private final long bound;
  private long inflated;

  BoundedInflation(InputStream inflating, long bound) {
    super(inflating);
    this.bound = Math.max(bound, FREE_BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) == -1 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    inflated += Math.max(count, 0);
    if (inflated > bound) {
      throw new TooLarge();
    }
    return count;
  }

  /** The stream went beyond its bound. */
  static final class TooLarge extends IOException {
    TooLarge() {
      super("inflated beyond its bound");
    }
  }
}
