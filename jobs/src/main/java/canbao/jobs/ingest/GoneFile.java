package canbao.jobs.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Stands for a file that has disappeared: every read says so, as some file systems do anyway. */
final class GoneFile extends InputStream {

  private final FileNotFoundException reason;

  GoneFile(FileNotFoundException reason) {
    this.reason = reason;
  }

  @Override
  public int read() throws IOException {
    throw reason;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw reason;
  }
}
