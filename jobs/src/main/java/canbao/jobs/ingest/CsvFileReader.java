package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import canbao.udfs.TextForm;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads one CSV file, record by record, and verifies it on the way.
 *
 * <p>Nothing that a file holds makes it throw: what is wrong with the file stands in {@link
 * #report} once {@link #next} has given false.
 */
final class CsvFileReader implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The parser's own buffer cannot be smaller than what it reads at once. */
  private static final int LEAST_FIELD_BUFFER = 1 << 15;

  private final FileToRead file;
  private final Limits limits;
  private final ReadRequest request;
  private final List<String> declared;
  private final DigestInputStream bytes;
  private final CsvRecord record;

  private CloseableIterator<CsvRecord> records;
  private List<String> header;
  private List<String> unknown = List.of();
  private long rows;
  private String problem = "";
  private FileReport report;

  CsvFileReader(FileToRead file, ReadRequest request, InputStream stored) {
    this.file = file;
    this.limits = request.limits();
    this.record = new CsvRecord(limits);
    this.request = request;
    this.declared = request.headers();
    this.bytes = new DigestInputStream(stored, DigestUtils.getSha256Digest());
    try {
      open(request.encoding());
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      problem = reasonOf(e);
      finish();
    }
  }

  /** Goes to the next record; false at the end of the file or where it cannot be read further. */
  boolean next() {
    if (report != null) {
      return false;
    }
    try {
      // There is always a next one: the last is the end itself.
      CsvRecord read = records.next();
      if (!read.isEnd() && isSound(read)) {
        rows++;
        return true;
      }
    } catch (UncheckedIOException | CsvParseException e) {
      problem = reasonOf(e);
    }
    finish();
    return false;
  }

  /** The physical line on which the record begins; the header is line 1. */
  long line() {
    return record.line();
  }

  /** Text of a declared column, by its position in the request; null where there is none. */
  UTF8String field(int column) {
    return record.declaredField(column);
  }

  /** The columns that the source does not declare, as a JSON object; null if there are none. */
  UTF8String unknownColumns() {
    if (unknown.isEmpty()) {
      return null;
    }
    ObjectNode object = JSON.createObjectNode();
    for (int position = 0; position < header.size(); position++) {
      if (record.isUnknown(position)) {
        UTF8String text = record.field(position);
        object.put(header.get(position), text == null ? null : text.toString());
      }
    }
    return UTF8String.fromString(object.toString());
  }

  /** The record as one CSV line, quoted where RFC 4180 asks for it. */
  UTF8String raw() {
    StringBuilder line = new StringBuilder();
    for (int position = 0; position < header.size(); position++) {
      if (position > 0) {
        line.append(',');
      }
      UTF8String text = record.field(position);
      appendQuoted(line, text == null ? "" : text.toString());
    }
    return UTF8String.fromString(line.toString());
  }

  /** What the file turned out to be; null before its end. */
  FileReport report() {
    return report;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void open(String encoding) throws IOException {
    records =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(false)
            .maxBufferSize(Math.max(limits.maxRecordBytes(), LEAST_FIELD_BUFFER))
            .build(record, FileText.of(file, encoding, limits, bytes))
            .iterator();
    CsvRecord first = records.next();
    if (first.isEnd()) {
      refuse("has no header line");
    } else {
      readHeader(first);
    }
  }

  private void readHeader(CsvRecord first) {
    problem = hostility(first);
    if (!problem.isEmpty()) {
      finish();
      return;
    }
    if (first.fieldCount() > limits.maxColumns()) {
      refuse("has more than " + limits.maxColumns() + " columns");
      return;
    }
    header = new ArrayList<>();
    for (int position = 0; position < first.fieldCount(); position++) {
      UTF8String name = TextForm.read(first.field(position));
      header.add(name == null ? "" : name.toString());
    }
    List<String> missing = request.missing(header);
    List<String> twice =
        header.stream().filter(name -> header.indexOf(name) != header.lastIndexOf(name)).toList();
    unknown = header.stream().filter(name -> !declared.contains(name)).toList();
    if (!missing.isEmpty()) {
      refuse("line 1: the header lacks the column" + (missing.size() > 1 ? "s " : " ") + missing);
    } else if (!twice.isEmpty()) {
      refuse("line 1: the header names a column twice: " + new TreeSet<>(twice));
    } else {
      record.expect(header, declared);
    }
  }

  private boolean isSound(CsvRecord read) {
    problem = hostility(read);
    if (problem.isEmpty() && read.fieldCount() != header.size()) {
      problem =
          "line %d: the record has %d fields, the header %d"
              .formatted(read.line(), read.fieldCount(), header.size());
    }
    return problem.isEmpty();
  }

  /** What is wrong with a record whatever its source; empty if nothing is. */
  private String hostility(CsvRecord read) {
    if (read.hasOpenQuote()) {
      return "line %d: the record has a quote that is not closed before the end of the file"
          .formatted(read.line());
    }
    if (read.hasNul()) {
      return "line " + read.line() + ": holds a NUL character";
    }
    return read.size() > limits.maxRecordBytes()
        ? "line %d: the record is longer than %d bytes"
            .formatted(read.line(), limits.maxRecordBytes())
        : "";
  }

  private void refuse(String reason) {
    problem = reason;
    finish();
  }

  /** Reads what is left, so that the digest is of the whole file. */
  private void finish() {
    try {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      problem = problem.isEmpty() ? "cannot be read to its end" : problem;
    }
    String digest = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    report = new FileReport(file.number(), rows, digest, unknown, problem);
  }

  private String reasonOf(Exception failure) {
    long after = record.line();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return "after line %d: its bytes are not in the encoding that the manifest declares"
            .formatted(after);
      }
      if (cause instanceof BoundedInflation.TooLarge) {
        return "inflates to more than " + limits.maxDecompressionRatio() + " times its size";
      }
      if (cause instanceof FileNotFoundException) {
        return "has disappeared";
      }
      if (cause instanceof ZipException || cause instanceof EOFException) {
        return "is no complete gzip file";
      }
    }
    return "after line %d: is no RFC 4180 CSV or holds a field that is too long".formatted(after);
  }

  private static void appendQuoted(StringBuilder line, String text) {
    if (text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
      line.append(text);
    } else {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }
}
