package canbao.jobs.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.workbook.Cell.Look;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookFileTest {

  private static final List<Sheet> SHEETS =
      List.of(
          new Sheet(
              "表",
              1,
              List.of(10, 20),
              List.of(
                  List.of(Cell.of("指标", Look.HEADER), Cell.of("值", Look.HEADER)),
                  List.of(Cell.of("=1+1"), Cell.of(new BigDecimal("97.500000"), Look.NUMBER)),
                  List.of(
                      Cell.of(null).commented("not_released"), Cell.of(LocalDate.of(2018, 12, 31))),
                  List.of(
                      Cell.of("B2").leadingTo(Sheet.place("Other", 0, 0)),
                      Cell.of(new BigDecimal("0.6"), Look.PERCENT)))),
          new Sheet("Other", 0, List.of(), List.of(List.of(Cell.of(7L), Cell.of(true)))));

  @Test
  void theSameSheetsGiveTheSameBytesWithoutATime() throws IOException {
    byte[] first = WorkbookFile.of(SHEETS);

    assertThat(Arrays.equals(WorkbookFile.of(SHEETS), first)).isTrue();
    assertThat(entries(first).get("docProps/core.xml")).contains("1980-01-01T00:00:00Z");
  }

  @Test
  void textStaysTextAndAnEmptyCellHasItsComment() throws IOException {
    Map<String, String> entries = entries(WorkbookFile.of(SHEETS));
    String sheet = entries.get("xl/worksheets/sheet1.xml");

    assertThat(entries.get("xl/workbook.xml")).contains("&#x8868;", "name=\"Other\"");
    assertThat(entries.get("xl/sharedStrings.xml")).contains(">=1+1<");
    assertThat(sheet).contains("<v>97.500000</v>").doesNotContain("<f>");
    assertThat(sheet).contains("location=\"'Other'!A1\"");
    assertThat(entries.get("xl/comments1.xml")).contains("ref=\"A3\"", "not_released");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, A1", "4, 25, Z5", "4, 26, AA5", "9, 701, ZZ10", "9, 702, AAA10"})
  void aPlaceIsNamedAsSpreadsheetsDo(int row, int column, String place) {
    assertThat(Sheet.place(row, column)).isEqualTo(place);
  }

  private static Map<String, String> entries(byte[] archive) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entry.getTimeLocal()).hasYear(1980);
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
