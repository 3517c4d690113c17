package canbao.jobs.ingest;

import static canbao.jobs.ingest.BatchWriter.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.run.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.util.CollectionAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of a source that needs the columns NAME and CITY and may have SEX. Rows are drawn as "line
 * | NAME | CITY | SEX", then the report as "rows: n" or why the file is refused.
 */
class CsvFileReaderTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Limits LIMITS = new Limits(1000, 50, 5, 100, 100, 6, 20, 1000, 8);

  @TempDir private Path folder;

  @Test
  void aFileIsReadRecordByRecordWithTheLineOnWhichEachBegins() {
    assertThat(read("NAME,CITY\n张三,440100\n李四,440300\n"))
        .containsExactly("2 | 张三 | 440100 |", "3 | 李四 | 440300 |", "rows: 2");
  }

  @Test
  void linesMayEndInCarriageReturnAndLineFeedAndTheLastOneInNothing() {
    assertThat(read("NAME,CITY\r\n张三,440100\r\n李四,440300"))
        .containsExactly("2 | 张三 | 440100 |", "3 | 李四 | 440300 |", "rows: 2");
  }

  @Test
  void theOrderOfColumnsIsFreeAndTheirNamesAreReadLikeCodes() {
    assertThat(read("city, ｓｅｘ ,\u200bName\n440100,1,张三\n"))
        .containsExactly("2 | 张三 | 440100 | 1", "rows: 1");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    String text = "\uFEFFNAME,CITY\n张三,440100\n";

    assertThat(read(text)).containsExactly("2 | 张三 | 440100 |", "rows: 1");
    assertThat(read("a.csv", text.getBytes(GB18030), "GB18030"))
        .containsExactly("2 | 张三 | 440100 |", "rows: 1");
    assertThat(read("a.csv.gz", gzip(text.getBytes(GB18030)), "GB18030"))
        .containsExactly("2 | 张三 | 440100 |", "rows: 1");
  }

  @Test
  void quotedFieldsHoldCommasQuotesAndLineBreaksThatCountAsLines() {
    assertThat(read("NAME,CITY\n\"张,\n三\",440100\n\"李\"\"四\"\"\",\"44\r\n0300\"\n王五,440400\n"))
        .containsExactly(
            "2 | 张,⏎三 | 440100 |", "4 | 李\"四\" | 44␍⏎0300 |", "6 | 王五 | 440400 |", "rows: 3");
  }

  @Test
  void aWhollyEmptyLineIsNoRecordButIsALine() {
    assertThat(read("NAME,CITY\n\n张三,440100\n\r\n\n李四,440300\n\n"))
        .containsExactly("3 | 张三 | 440100 |", "6 | 李四 | 440300 |", "rows: 2");
  }

  @Test
  void anEmptyFieldAndAQuotedEmptyOneAreNone() {
    assertThat(read("NAME,CITY,SEX\n\"\",,\"\"\n,440100,1\n"))
        .containsExactly("2 | | |", "3 | | 440100 | 1", "rows: 2");
  }

  @Test
  void fieldsKeepTheirTextAsItCame() {
    assertThat(read("NAME,CITY\n 张 三 ,４４０１００\n=1+1,'; DROP TABLE\n𠮷,\u202e004\n"))
        .containsExactly(
            "2 | 张 三 | ４４０１００ |", "3 | =1+1 | '; DROP TABLE |", "4 | 𠮷 | \u202e004 |", "rows: 3");
  }

  @Test
  void aFileWithOnlyAHeaderHasNoRows() {
    assertThat(read("NAME,CITY\n")).containsExactly("rows: 0");
    assertThat(read("NAME,CITY")).containsExactly("rows: 0");
  }

  @Test
  void aColumnThatTheSourceDoesNotDeclareIsKeptAside() throws IOException {
    try (CsvFileReader reader =
        open("a.csv", "NAME,备注,CITY,X\n张三,\"a \"\"b\"\",\",440100,\n".getBytes(UTF_8), "UTF-8")) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.unknownColumns()).hasToString("{\"备注\":\"a \\\"b\\\",\",\"X\":null}");
      assertThat(reader.raw()).hasToString("张三,\"a \"\"b\"\",\",440100,");
      assertThat(reader.next()).isFalse();
      assertThat(reader.report().unknownColumns()).containsExactly("备注", "X");
    }
  }

  @Test
  void theDigestIsOfTheWholeFileEvenIfItIsRefusedHalfWay() throws IOException {
    byte[] bytes = ("NAME,CITY\n1\n" + "张三,440100\n".repeat(50_000)).getBytes(UTF_8);
    for (byte[] stored : List.of(bytes, gzip(bytes))) {
      String name = stored == bytes ? "a.csv" : "a.csv.gz";
      try (CsvFileReader reader = open(name, stored, "UTF-8")) {
        assertThat(reader.next()).isFalse();
        assertThat(reader.report().isReadable()).isFalse();
        assertThat(reader.report().sha256()).isEqualTo(BatchWriter.sha256(stored));
      }
    }
  }

  @Test
  void aHeaderThatLacksAColumnOrHasOneTwiceRefusesTheFile() {
    assertThat(read("NAME,SEX\n张三,1\n"))
        .containsExactly("line 1: the header lacks the column [CITY]");
    assertThat(read("张三,440100\n"))
        .containsExactly("line 1: the header lacks the columns [NAME, CITY]");
    assertThat(read("NAME,CITY,name\n张三,440100,李四\n"))
        .containsExactly("line 1: the header names a column twice: [NAME]");
    assertThat(read("NAME,CITY,X,Ｘ\n张三,440100,,\n"))
        .containsExactly("line 1: the header names a column twice: [X]");
    assertThat(read("")).containsExactly("has no header line");
    assertThat(read("\n\n")).containsExactly("has no header line");
  }

  @Test
  void bytesThatAreNotInTheDeclaredEncodingRefuseTheFile() {
    byte[] gb18030 = "NAME,CITY\n张三,440100\n李四,440300\n".getBytes(GB18030);

    assertThat(read("a.csv", gb18030, "UTF-8"))
        .containsExactly(
            "after line 0: its bytes are not in the encoding that the manifest declares");
    assertThat(read("a.csv", Arrays.copyOf(gb18030, 25), "GB18030"))
        .contains("after line 1: its bytes are not in the encoding that the manifest declares");
    assertThat(read("a.csv", "NAME,CITY\n张三,440100\n".getBytes(UTF_8), "GBK"))
        .noneMatch(line -> line.contains("张三"));
  }

  @Test
  void aNulCharacterAnywhereRefusesTheFile() {
    assertThat(read("NAME,CITY\n张三,440100\n李\0四,440300\n"))
        .containsExactly("2 | 张三 | 440100 |", "line 3: holds a NUL character");
    assertThat(read("NAME,CITY\n张三,44\0\n")).containsExactly("line 2: holds a NUL character");
    assertThat(read("NA\0ME,CITY\n张三,440100\n")).containsExactly("line 1: holds a NUL character");
    assertThat(read("NAME,CITY\n\0\n")).containsExactly("line 2: holds a NUL character");
  }

  @Test
  void aRecordWithAnotherNumberOfFieldsRefusesTheFile() {
    assertThat(read("NAME,CITY\n\n张三\n"))
        .containsExactly("line 3: the record has 1 fields, the header 2");
    assertThat(read("NAME,CITY\n张三,440100,\n"))
        .containsExactly("line 2: the record has 3 fields, the header 2");
  }

  @Test
  void textThatIsNoCsvRefusesTheFile() {
    assertThat(read("NAME,CITY\n张三,440100\n\"李\"四,440300\n"))
        .containsExactly(
            "2 | 张三 | 440100 |",
            "after line 3: is no RFC 4180 CSV or holds a field that is too long");
  }

  @Test
  void aQuoteThatIsNotClosedBeforeTheEndOfTheFileRefusesIt() {
    String open = ": the record has a quote that is not closed before the end of the file";

    assertThat(read("NAME,CITY\n张三,440100\n李四,\"440300\n"))
        .containsExactly("2 | 张三 | 440100 |", "line 3" + open);
    assertThat(read("NAME,CITY\n张三,\"440100")).containsExactly("line 2" + open);
    assertThat(read("NAME,CITY\n张三,\"")).containsExactly("line 2" + open);
    assertThat(read("NAME,CITY\n张三,\"440100\"\"")).containsExactly("line 2" + open);
    assertThat(read("NAME,CITY\n\"张\n三\",440100\n\""))
        .containsExactly("2 | 张⏎三 | 440100 |", "line 4" + open);
    assertThat(read("NAME,CITY\n\"张\n三\",\"440100\n李四,440300\n")).containsExactly("line 2" + open);
    assertThat(read("NAME,\"CITY\n张三,440100\n")).containsExactly("line 1" + open);
    assertThat(read("a.csv.gz", gzip("NAME,CITY\n张三,\"440100\n".getBytes(GB18030)), "GB18030"))
        .containsExactly("line 2" + open);
  }

  @Test
  void aQuoteThatIsClosedAtTheEndOfTheFileOrThatOpensNoFieldIsSound() {
    for (String end : List.of("", "\n", "\r", "\r\n", "\n\n")) {
      assertThat(read("NAME,CITY\n张三,\"440100\"" + end))
          .containsExactly("2 | 张三 | 440100 |", "rows: 1");
      assertThat(read("NAME,CITY\n张三,\"\"" + end)).containsExactly("2 | 张三 | |", "rows: 1");
      assertThat(read("NAME,CITY\n张三,\"4\"\"\"" + end))
          .containsExactly("2 | 张三 | 4\" |", "rows: 1");
      assertThat(read("NAME,CITY\n张三,44\"" + end)).containsExactly("2 | 张三 | 44\" |", "rows: 1");
    }
  }

  @Test
  void aRecordThatIsTooLongRefusesTheFile() {
    assertThat(read("NAME,CITY\n" + "x".repeat(60) + ",440100\n")).contains("rows: 1");
    assertThat(read("NAME,CITY\n" + "x".repeat(60) + "," + "4".repeat(41) + "\n"))
        .containsExactly("line 2: the record is longer than 100 bytes");
    assertThat(read("NAME,CITY\n" + "张".repeat(34) + ",440100\n"))
        .containsExactly("line 2: the record is longer than 100 bytes");
    assertThat(read("NAME,CITY\n" + "x".repeat(1_000_000)))
        .containsExactly("after line 2: is no RFC 4180 CSV or holds a field that is too long");
    assertThat(read("NAME" + "x".repeat(97) + ",CITY\n"))
        .containsExactly("line 1: the record is longer than 100 bytes");
  }

  @Test
  void tooManyColumnsRefuseTheFileAndTakeNoMemory() {
    assertThat(read("NAME,CITY,A,B,C,D\n,,,,,\n")).containsExactly("2 | | |", "rows: 1");
    assertThat(read("NAME,CITY,A,B,C,D,E\n")).containsExactly("has more than 6 columns");
    assertThat(read(",".repeat(5_000_000))).containsExactly("has more than 6 columns");
    assertThat(read("NAME,CITY\n" + ",".repeat(5_000_000) + "\n"))
        .containsExactly("line 2: the record has 5000001 fields, the header 2");
  }

  @Test
  void aCompressedFileThatIsCutOffOrNoneRefusesTheFile() {
    byte[] whole = gzip("NAME,CITY\n张三,440100\n".getBytes(UTF_8));

    assertThat(read("a.csv.gz", whole, "UTF-8")).contains("rows: 1");
    assertThat(read("a.csv.gz", Arrays.copyOf(whole, whole.length - 9), "UTF-8"))
        .containsExactly("is no complete gzip file");
    assertThat(read("a.csv.gz", "NAME,CITY\n".getBytes(UTF_8), "UTF-8"))
        .containsExactly("is no complete gzip file");
    assertThat(read("a.csv.gz", new byte[0], "UTF-8")).containsExactly("is no complete gzip file");
  }

  @Test
  void aCompressedFileThatInflatesOutOfAllProportionRefusesTheFile() {
    byte[] bomb = gzip(("NAME,CITY\n" + "\n".repeat(3 << 20)).getBytes(UTF_8));

    assertThat(bomb.length * 20L).isLessThan(3 << 20);
    assertThat(read("a.csv.gz", bomb, "UTF-8"))
        .containsExactly("inflates to more than 20 times its size");
  }

  private List<String> read(String text) {
    return read("a.csv", text.getBytes(UTF_8), "UTF-8");
  }

  private List<String> read(String name, byte[] bytes, String encoding) {
    List<String> drawn = new ArrayList<>();
    try (CsvFileReader reader = open(name, bytes, encoding)) {
      while (reader.next()) {
        drawn.add(
            Stream.of(reader.line(), reader.field(0), reader.field(1), reader.field(2))
                .map(value -> value == null ? "" : value.toString())
                .reduce((head, tail) -> (head + " | " + tail.strip()).strip())
                .orElseThrow()
                .replace("\r", "␍")
                .replace("\n", "⏎"));
      }
      FileReport report = reader.report();
      drawn.add(report.isReadable() ? "rows: " + report.rows() : report.problem());
    } catch (IOException e) {
      throw new AssertionError("Nothing that a file holds makes the reader throw", e);
    }
    return drawn;
  }

  private CsvFileReader open(String name, byte[] bytes, String encoding) throws IOException {
    Path path = Files.write(folder.resolve(name), bytes);
    FileToRead file = new FileToRead(0, name, path.toString(), bytes.length, 0, "");
    InputStream stored = Files.newInputStream(path);
    return new CsvFileReader(file, request(encoding), stored);
  }

  private static ReadRequest request(String encoding) {
    return new ReadRequest(
        List.of(),
        encoding,
        List.of(
            new ReadRequest.FileColumn("NAME", "NAME", true),
            new ReadRequest.FileColumn("CITY", "CITY", true),
            new ReadRequest.FileColumn("SEX", "SEX", false)),
        LIMITS,
        null, // the reader is given an open file
        new CollectionAccumulator<>());
  }
}
