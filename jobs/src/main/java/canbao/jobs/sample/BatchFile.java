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
    String head = batch.source().form.mark() + batch.source().header(batch.mode());
    file.append(head).endLine(lineEnd);
    line++;
  }

  /** Writes a record and returns the physical line on which it begins; op is null in full lists. */
  long write(String op, String[] values) throws IOException {
    long begins = line;
    boolean first = op == null;
    if (op != null) {
      append(op);
    }
    for (String value : values) {
      if (!first) {
        append(',');
      }
      first = false;
      appendField(value);
    }
    file.endLine(lineEnd);
    rows++;
    line++;
    return begins;
  }

  private void appendField(String value) {
    if (needsQuotes(value)) {
      append(quoted(value));
      line += value.chars().filter(c -> c == '\n').count();
    } else {
      append(value);
    }
  }

  private String quoted(String value) {
    return '"' + value.replace("\"", "\"\"").replace("\n", lineEnd) + '"';
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

  private void append(String text) {
    TextFile unused = file.append(text);
  }

  private void append(char c) {
    TextFile unused = file.append(c);
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
