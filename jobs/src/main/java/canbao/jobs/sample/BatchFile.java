package canbao.jobs.sample;

import canbao.jobs.sample.Source.BatchMode;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** One CSV file of a batch; knows the physical line of every record it writes. */
final class BatchFile implements AutoCloseable {

  private final TextFile file;
  private final String name;
  private final String lineEnd;
  private long rows;
  private long line = 1;

  BatchFile(FileSystem files, Path folder, Batch batch) throws IOException {
    this.name = batch.fileName();
    this.lineEnd = batch.source().form.lineEnd;
    this.file = new TextFile(files, new Path(folder, name), batch.source().form);
    file.text().append(batch.source().form.mark()).append(batch.source().header(batch.mode()));
    endLine();
  }

  /** Writes a record and returns the physical line on which it begins; op is null in full lists. */
  long write(String op, String[] values) throws IOException {
    StringBuilder text = file.text();
    long begins = line;
    if (op != null) {
      text.append(op).append(',');
    }
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      append(text, values[i]);
    }
    rows++;
    endLine();
    return begins;
  }

  private void append(StringBuilder text, String value) {
    if (needsQuotes(value)) {
      text.append('"').append(value.replace("\"", "\"\"").replace("\n", lineEnd)).append('"');
      line += value.chars().filter(c -> c == '\n').count();
    } else {
      text.append(value);
    }
  }

  private static boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void endLine() throws IOException {
    file.text().append(lineEnd);
    file.flushIfLarge();
    line++;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** What the manifest says about the closed file. */
  Entry entry() {
    return new Entry(name, rows, file.sha256Hex());
  }

  static String partName(int part) {
    return String.format(Locale.ROOT, "part-%05d", part + 1);
  }

  /** Which file of which batch. */
  record Batch(Source source, String date, BatchMode mode, int part) {

    String fileName() {
      return partName(part) + "." + source.form.extension;
    }
  }

  /** A manifest's line. */
  record Entry(String name, long rows, String sha256) implements Serializable {}
}
