package canbao.jobs.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.BorderSide;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes sheets as one XLSX file. The same sheets give the same bytes, whenever and wherever. */
public final class WorkbookFile {

  /** Within what a zip archive can say; no time of writing is in the file. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String PROPERTIES = "docProps/core.xml";
  private static final Pattern CREATED =
      Pattern.compile("(<dcterms:created[^>]*>)[^<]*(</dcterms:created>)");

  private WorkbookFile() {}

  /** The bytes of the file. */
  public static byte[] of(List<Sheet> sheets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      try (Workbook workbook = new Workbook(bytes, "canbao", "1.0")) {
        for (Sheet sheet : sheets) {
          write(workbook, sheet);
        }
      }
      return withoutTime(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("A workbook cannot be written to memory", e);
    }
  }

  private static void write(Workbook workbook, Sheet sheet) throws IOException {
    try (Worksheet worksheet = workbook.newWorksheet(sheet.name())) {
      for (int column = 0; column < sheet.widths().size(); column++) {
        worksheet.width(column, sheet.widths().get(column));
      }
      worksheet.freezePane(0, sheet.frozenRows());
      for (int row = 0; row < sheet.rows().size(); row++) {
        List<Cell> cells = sheet.rows().get(row);
        for (int column = 0; column < cells.size(); column++) {
          write(worksheet, row, column, cells.get(column));
        }
      }
    }
  }

  private static void write(Worksheet sheet, int row, int column, Cell cell) {
    if (cell.target().isPresent()) {
      sheet.hyperlink(
          row, column, HyperLink.internal(cell.target().get(), String.valueOf(cell.value())));
    } else {
      writeValue(sheet, row, column, cell.value());
    }
    cell.comment().ifPresent(text -> sheet.comment(row, column, text));
    style(sheet.style(row, column), cell);
  }

  private static void writeValue(Worksheet sheet, int row, int column, Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof BigDecimal || value instanceof Long || value instanceof Integer) {
      sheet.value(row, column, (Number) value);
    } else if (value instanceof LocalDate day) {
      sheet.value(row, column, day);
    } else if (value instanceof Boolean truth) {
      sheet.value(row, column, truth);
    } else {
      sheet.value(row, column, value.toString());
    }
  }

  private static void style(StyleSetter style, Cell cell) {
    if (cell.value() instanceof LocalDate) {
      style.format("yyyy-mm-dd").set();
    }
    switch (cell.look()) {
      case PLAIN -> {}
      case TITLE -> style.bold().fontSize(14).set();
      case HEADER -> style.bold().wrapText(true).fillColor("DDE6EE").borderStyle("thin").set();
      case TEXT -> style.wrapText(true).verticalAlignment("top").set();
      case NUMBER -> style.format("#,##0.00").set();
      case PERCENT -> style.format("0.00%").set();
      case NUMBER_AFTER_BREAK ->
          style.format("#,##0.00").borderStyle(BorderSide.LEFT, BorderStyle.THICK).set();
    }
  }

  /** The archive once more, each entry without the time at which it was written. */
  private static byte[] withoutTime(byte[] archive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // By its directory: the sizes before the entries, which a stream is read by, are not filled in.
    try (ZipFile in = new ZipFile(new SeekableInMemoryByteChannel(archive));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipArchiveEntry entry : Collections.list(in.getEntriesInPhysicalOrder())) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(NO_TIME);
        out.putNextEntry(copy);
        out.write(entry.getName().equals(PROPERTIES) ? undated(content) : content);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] undated(byte[] properties) {
    return CREATED
        .matcher(new String(properties, StandardCharsets.UTF_8))
        .replaceAll("$11980-01-01T00:00:00Z$2")
        .getBytes(StandardCharsets.UTF_8);
  }
}
