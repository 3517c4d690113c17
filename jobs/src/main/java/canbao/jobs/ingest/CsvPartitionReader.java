package canbao.jobs.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** Reads one file for Spark and hands in its report at the end. */
final class CsvPartitionReader implements PartitionReader<InternalRow> {

  private final ReadRequest request;
  private final CsvFileReader reader;
  private final InternalRow row;

  CsvPartitionReader(CsvSource.CsvPartition partition, ReadRequest request, StructType columns)
      throws UncheckedReadFailure {
    this.request = request;
    FileToRead file = partition.file();
    try {
      this.reader = new CsvFileReader(file, request, opened(file, request));
    } catch (IOException e) {
      throw new UncheckedReadFailure(file.name(), e);
    }
    this.row =
        new RecordRow(
            Stream.of(columns.fieldNames())
                .map(name -> field(name, file))
                .toArray(Supplier<?>[]::new));
  }

  @Override
  public boolean next() {
    if (reader.next()) {
      return true;
    }
    request.reports().add(reader.report());
    return false;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** A file that has disappeared is for its report to tell. */
  private static InputStream opened(FileToRead file, ReadRequest request) throws IOException {
    Path path = new Path(file.path());
    try {
      return path.getFileSystem(request.hadoop().value().value()).open(path);
    } catch (FileNotFoundException e) {
      return new GoneFile(e);
    }
  }

  private Supplier<?> field(String name, FileToRead file) {
    List<String> declared = request.names();
    return switch (name) {
      case ReadRequest.FILE_NO -> file::number;
      case ReadRequest.LINE_NO -> reader::line;
      case ReadRequest.UNKNOWN_COLUMNS -> reader::unknownColumns;
      case ReadRequest.RAW -> reader::raw;
      default -> {
        int column = declared.indexOf(name);
        yield () -> reader.field(column);
      }
    };
  }

  /**
   * The record that the reader stands on. A field is made when it is asked for: hardly any row is
   * rejected, and only of those the whole line is wanted.
   */
  private static final class RecordRow extends GenericInternalRow {

    private final transient Supplier<?>[] fields;

    RecordRow(Supplier<?>[] fields) {
      super(fields.length);
      this.fields = fields;
    }

    @Override
    public Object genericGet(int ordinal) {
      return fields[ordinal].get();
    }
  }

  /** A file could not be opened by the task that should read it. */
  static final class UncheckedReadFailure extends RuntimeException {
    UncheckedReadFailure(String fileName, IOException cause) {
      super("Cannot open " + fileName, cause);
    }
  }
}
