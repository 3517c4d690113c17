package canbao.jobs.sample;

import canbao.jobs.sample.BatchFile.Batch;
import canbao.jobs.sample.BatchFile.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** The open files of a portion: one of each source, opened with its first row, and their truth. */
final class PortionFiles implements AutoCloseable {

  private final Portion portion;
  private final FileSystem files;
  private final Map<Source, BatchFile> open = new EnumMap<>(Source.class);
  private final Map<Source, String> truthPrefix = new EnumMap<>(Source.class);
  private final TextFile rowTruth;

  PortionFiles(Portion portion, Configuration hadoop) throws IOException {
    this.portion = portion;
    this.files = Landing.fileSystem(portion.options().out(), hadoop);
    this.rowTruth = Landing.truth(files, portion, "rows", "source,batch,file,line_no,person");
    if (portion.part() == 0) {
      for (Source source : Source.values()) {
        if (portion.has(source) && portion.isFirstDay()) {
          BatchFile unused = file(source);
        }
      }
    }
  }

  /** Writes a row of a person as it is. */
  void write(Source source, PersonRow row) {
    try {
      long line = file(source).write(row.op, row.values);
      StringBuilder text = rowTruth.text();
      text.append(truthPrefix.get(source)).append(line).append(',').append(row.person.number);
      text.append('\n');
      rowTruth.flushIfLarge();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a row that is about no person. */
  void write(Source source, String[] values) {
    try {
      long unused = file(source).write(null, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes all files and returns the manifest line of each. */
  Map<Source, Entry> finish() throws IOException {
    close();
    Map<Source, Entry> entries = new EnumMap<>(Source.class);
    open.forEach((source, file) -> entries.put(source, file.entry()));
    return entries;
  }

  @Override
  public void close() throws IOException {
    for (BatchFile file : open.values()) {
      file.close();
    }
    rowTruth.close();
  }

  private BatchFile file(Source source) throws IOException {
    BatchFile file = open.get(source);
    if (file == null) {
      String date = portion.date().toString();
      Batch batch = new Batch(source, date, portion.mode(source), portion.part());
      file = new BatchFile(files, Landing.batchFolder(portion.options(), source, date), batch);
      open.put(source, file);
      truthPrefix.put(source, source.id() + "," + date + "," + batch.fileName() + ",");
    }
    return file;
  }
}
