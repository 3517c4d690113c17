package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The record that the CSV parser stands on, its fields as UTF-8; one object serves a whole file.
 *
 * <p>An empty field and a quoted empty field are the same: none.
 */
final class CsvRecord extends AbstractBaseCsvCallbackHandler<CsvRecord> {

  private final Limits limits;
  private UTF8String[] fields = new UTF8String[64];
  private int[] positionOfDeclared = {};
  private boolean[] isUnknown = {};
  private int fieldCount;
  private long line;
  private long size;
  private boolean hasNul;
  private boolean isEnd;
  private boolean hasOpenQuote;

  CsvRecord(Limits limits) {
    this.limits = limits;
  }

  /** From here on fields are asked for by declared column. */
  void expect(List<String> header, List<String> declared) {
    positionOfDeclared = declared.stream().mapToInt(header::indexOf).toArray();
    isUnknown = new boolean[header.size()];
    for (int position = 0; position < isUnknown.length; position++) {
      isUnknown[position] = !declared.contains(header.get(position));
    }
  }

  UTF8String declaredField(int column) {
    int position = positionOfDeclared[column];
    return position < 0 ? null : fields[position];
  }

  UTF8String field(int position) {
    return fields[position];
  }

  boolean isUnknown(int position) {
    return isUnknown[position];
  }

  int fieldCount() {
    return fieldCount;
  }

  long line() {
    return line;
  }

  /** Bytes of the record's fields in UTF-8, up to where it is too long. */
  long size() {
    return size;
  }

  boolean hasNul() {
    return hasNul;
  }

  /** Whether this is no record but what {@link EndMarkedText} puts after the last one. */
  boolean isEnd() {
    return isEnd;
  }

  /** Whether the last field was read over the end of the text. */
  boolean hasOpenQuote() {
    return hasOpenQuote;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    fieldCount = 0;
    size = 0;
    hasNul = false;
    isEnd = false;
    hasOpenQuote = false;
  }

  @Override
  protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
    fieldCount = fieldIdx + 1;
    if (len > 0 && buf[offset + len - 1] == EndMarkedText.MARK) {
      isEnd = fieldIdx == 0 && len == 1;
      hasOpenQuote = !isEnd;
    }
    // A hostile record is counted on but not kept, so that it takes no memory.
    if (fieldIdx >= limits.maxColumns() || size > limits.maxRecordBytes()) {
      return;
    }
    if (fieldIdx == fields.length) {
      fields = Arrays.copyOf(fields, fields.length * 2);
    }
    UTF8String text = len == 0 ? null : utf8(buf, offset, len);
    fields[fieldIdx] = text;
    size += text == null ? 0 : text.numBytes();
  }

  @Override
  protected CsvRecord buildRecord() {
    return this;
  }

  private UTF8String utf8(char[] buf, int offset, int len) {
    byte[] ascii = new byte[len];
    for (int i = 0; i < len; i++) {
      char c = buf[offset + i];
      hasNul |= c == 0;
      if (c >= 0x80) {
        return encoded(buf, offset, len);
      }
      ascii[i] = (byte) c;
    }
    return UTF8String.fromBytes(ascii);
  }

  private UTF8String encoded(char[] buf, int offset, int len) {
    String text = new String(buf, offset, len);
    hasNul |= text.indexOf('\0') >= 0;
    return UTF8String.fromString(text);
  }
}
