package canbao.jobs.sample;

import canbao.jobs.sample.BatchFile.Batch;
import canbao.jobs.sample.BatchFile.Entry;
import canbao.jobs.sample.Fault.Marked;
import canbao.jobs.sample.Faults.Faulty;
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
  private final Faults faults;
  private final TextFile rowTruth;
  private final TextFile faultTruth;

  PortionFiles(Portion portion, Faults faults, Configuration hadoop) throws IOException {
    this.portion = portion;
    this.faults = faults;
    this.files = Landing.fileSystem(portion.options().out(), hadoop);
    this.rowTruth = Landing.truth(files, portion, "rows", "source,batch,file,line_no,person");
    this.faultTruth =
        Landing.truth(files, portion, "faults", "source,batch,file,line_no,fault,expected");
    if (portion.part() == 0) {
      for (Source source : Source.values()) {
        if (portion.has(source) && portion.isFirstDay()) {
          BatchFile unused = file(source);
        }
      }
    }
  }

  /** Writes a row of a person, with a fault if it is to have one. */
  void write(Source source, PersonRow row) {
    Faulty faulty = faults.touch(source, row);
    if (faulty == null) {
      long unused = writeAsIs(source, row);
    } else {
      write(source, faulty);
    }
  }

  /** Writes a row with a fault, and the row that belongs to it. */
  void write(Source source, Faulty faulty) {
    FaultyRow row = faulty.row();
    long line = writeAsIs(source, new PersonRow(row.person, 0, row.op, row.values));
    if (faulty.fault().marks(Marked.ROW)) {
      note(source, line, faulty.fault());
    }
    if (row.second != null) {
      long next = writeAsIs(source, new PersonRow(row.person, 0, row.secondOp, row.second));
      if (faulty.fault().marks(Marked.SECOND)) {
        note(source, next, faulty.fault());
      }
    }
  }

  private long writeAsIs(Source source, PersonRow row) {
    try {
      long line = file(source).write(row.op, row.values);
      rowTruth
          .append(truthPrefix.get(source))
          .append(line)
          .append(',')
          .append(row.person.number)
          .endLine("\n");
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(Source source, long line, Fault fault) {
    try {
      faultTruth
          .append(truthPrefix.get(source))
          .append(line)
          .append(',')
          .append(fault.name())
          .append(',')
          .append(fault.expected())
          .endLine("\n");
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
    faultTruth.close();
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
