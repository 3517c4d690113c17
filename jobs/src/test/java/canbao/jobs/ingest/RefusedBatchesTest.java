package canbao.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A province that had a good night gets broken batches the day after, one for each daily source. A
 * night is run on them: it ends with 3, tells the operator why, and leaves all that was published.
 */
@ExtendWith(LocalSpark.class)
class RefusedBatchesTest {

  private static final String GOOD_DAY = "2018-12-30";
  private static final String DAY = "2018-12-31";

  @TempDir private static Path folder;
  private static Path landing;
  private static Path lake;
  private static Map<String, Long> published;

  private final SparkSession spark;

  RefusedBatchesTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Writes one broken batch, given its writer and the lines of a good one. */
  private interface Breaking {
    void write(BatchWriter batch, List<String> lines) throws IOException;
  }

  private record Delivery(String reason, Breaking breaking) {}

  @BeforeAll
  static void aGoodNight(SparkSession spark) throws IOException {
    landing = folder.resolve("province");
    lake = folder.resolve("lake");
    SmallProvince.deliver(landing, GOOD_DAY);
    Outcome night = new LocalCommand(spark, landing, lake).run("night --as-of " + GOOD_DAY);
    assertThat(night.code()).as(night.err()).isZero();
    published = publishedFiles();
    assertThat(published.keySet())
        .anyMatch(file -> file.startsWith("coverage/city_coverage"))
        .anyMatch(file -> file.startsWith("release/city_coverage"))
        .anyMatch(file -> file.startsWith("release/ledger"));
  }

  @Test
  void aBatchWithoutASoundManifestIsRefused() throws IOException {
    assertRefused(
        broken(
            "there is no manifest.json: the batch is not complete yet",
            (batch, lines) ->
                Files.delete(batch.file("part.csv", lines).written().resolve("manifest.json"))),
        broken(
            "manifest.json is no JSON object",
            (batch, lines) -> putManifest(batch.file("part.csv", lines).written(), "[]")),
        broken(
            "manifest.json names population 2018-12-31, its folder enrolment_labour 2018-12-31",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "enrolment_labour", "population")),
        broken(
            "manifest.json: scope holds '4401', which is no division",
            (batch, lines) -> batch.scope("4401").file("part.csv", lines).write()));
  }

  @Test
  void aManifestThatAsksForMoreThanItMayIsRefused() throws IOException {
    assertRefused(
        broken(
            "manifest.json is a link",
            (batch, lines) -> {
              Path manifest = batch.file("part.csv", lines).written().resolve("manifest.json");
              Path moved = Files.move(manifest, folder.resolve("elsewhere.json"));
              Path unused = Files.createSymbolicLink(manifest, moved);
            }),
        broken(
            "manifest.json: the file name '../../secret.csv' is empty, begins with a dot, or holds"
                + " a slash or a control character",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "part.csv", "../../secret.csv")),
        broken(
            "manifest.json: rows of part.csv is no whole number from 0 to 1000000000",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "\"rows\": 68", "\"rows\": 1e12")),
        broken(
            "manifest.json:1:81 names a key twice",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(),
                    "\"mode\"",
                    "\"mode\": \"changes\", \"mode\"")));
  }

  @Test
  void aBatchWhoseFilesAreNotThoseOfItsManifestIsRefused() throws IOException {
    assertRefused(
        broken(
            "the file part-2.csv is missing",
            (batch, lines) ->
                Files.delete(
                    batch
                        .file("part.csv", lines)
                        .file("part-2.csv", lines.subList(0, 1))
                        .written()
                        .resolve("part-2.csv"))),
        broken(
            "the manifest does not name [part-2.csv]",
            (batch, lines) ->
                Files.writeString(
                    batch.file("part.csv", lines).written().resolve("part-2.csv"), "", UTF_8)),
        broken(
            "part.csv was changed: its SHA-256 is not the one in the manifest",
            (batch, lines) ->
                Files.write(
                    batch.file("part.csv", lines).written().resolve("part.csv"),
                    String.join("\r\n", lines).getBytes(UTF_8))),
        broken(
            "part.csv has 68 rows, the manifest says 67",
            (batch, lines) ->
                batch.file("part.csv", String.join("\n", lines), lines.size() - 2).write()));
  }

  @Test
  void aBatchWithAFileThatCannotBeReadIsRefused() throws IOException {
    assertRefused(
        broken(
            "part.csv line 1: the header lacks the column [AAC003]",
            (batch, lines) -> batch.file("part.csv", with(lines, 0, "AAC003", "NAME")).write()),
        broken(
            "part.csv line 1: the header names a column twice: [AAC147]",
            (batch, lines) ->
                batch
                    .file("part.csv", lines.stream().map(line -> repeatedNumber(line)).toList())
                    .write()),
        broken(
            "part.csv after line 0: its bytes are not in the encoding that the manifest declares",
            (batch, lines) -> {
              byte[] gb18030 = String.join("\n", lines).getBytes("GB18030");
              batch.file("part.csv", gb18030, 68).write();
            }),
        broken(
            "part.csv line 5: holds a NUL character",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 4, SmallProvince.NAME, "欧\0阳")).write()));
  }

  @Test
  void aBatchWithAHostileFileIsRefused() throws IOException {
    assertRefused(
        broken(
            "part.csv after line 3: is no RFC 4180 CSV or holds a field that is too long",
            (batch, lines) ->
                batch
                    .file("part.csv", with(lines, 2, SmallProvince.NAME, "x".repeat(5_000_000)))
                    .write()),
        broken(
            "part.csv has more than 4096 columns",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 0, "AAC058", ",".repeat(4096))).write()),
        broken(
            "part.csv line 4: the record has 16 fields, the header 15",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 3, SmallProvince.NAME, ",")).write()),
        broken(
            "part.csv after line 1: its bytes are not in the encoding that the manifest declares",
            (batch, lines) -> {
              byte[] whole = (String.join("\n", lines) + "康").getBytes("GB18030");
              batch
                  .encoding("GB18030")
                  .file("part.csv", Arrays.copyOf(whole, whole.length - 1), 68)
                  .write();
            }));
  }

  @Test
  void aBatchWithABrokenContainerIsRefused() throws IOException {
    assertRefused(
        broken(
            "part.csv.gz is no complete gzip file",
            (batch, lines) -> {
              byte[] whole = BatchWriter.gzip(String.join("\n", lines).getBytes(UTF_8));
              batch.file("part.csv.gz", Arrays.copyOf(whole, whole.length / 2), 68).write();
            }),
        broken(
            "part.csv.gz inflates to more than 200 times its size",
            (batch, lines) -> {
              String bomb = String.join("\n", lines) + "\n".repeat(16 << 20);
              batch.file("part.csv.gz", bomb, 68).write();
            }),
        broken(
            "part.parquet: column AAC084 is double, which is neither text, integer, decimal nor"
                + " date",
            (batch, lines) ->
                batch
                    .file(
                        "part.parquet",
                        parquet(table(lines).withColumn("AAC084", col("AAC084").cast("double"))),
                        68)
                    .write()),
        broken(
            "part.parquet is no Parquet file with columns",
            (batch, lines) -> batch.file("part.parquet", lines).write()));
  }

  @Test
  void aBatchWithADamagedParquetFileIsRefused() throws IOException {
    assertRefused(
        broken(
            "part.parquet was changed: its SHA-256 is not the one in the manifest",
            (batch, lines) -> {
              byte[] bytes = parquet(table(lines));
              Path file = batch.file("part.parquet", bytes, 68).written().resolve("part.parquet");
              Arrays.fill(bytes, 4, 200, (byte) 0);
              Path unused = Files.write(file, bytes);
            }),
        broken(
            "part.parquet lacks the column [AAC031]",
            (batch, lines) ->
                batch.file("part.parquet", parquet(table(lines).drop("AAC031")), 68).write()),
        broken(
            "part.parquet names a column twice: [AAC003]",
            (batch, lines) ->
                batch
                    .file(
                        "part.parquet",
                        parquet(table(lines).withColumn("ＡＡＣ００３", col("AAC003"))),
                        68)
                    .write()),
        broken(
            "part.parquet has 68 rows, the manifest says 69",
            (batch, lines) -> batch.file("part.parquet", parquet(table(lines)), 69).write()));
  }

  @Test
  void aFullListThatLostTooManyRowsIsRefused() throws IOException {
    assertRefused(
        broken(
            "the full list of 440100 has 53 rows where 60 were in force, a loss of more than 10 %",
            (batch, lines) ->
                batch.file("part.csv", SmallProvince.linesWithout("population", 0, 7)).write()),
        broken(
            "the key column is empty in 1 of 68 rows, more than 1 %",
            (batch, lines) -> batch.file("part.csv", with(lines, 7, ",P6,", ",\u3000,")).write()),
        broken(
            "the full list of 440300 has 2 rows where 8 were in force, a loss of more than 5 rows",
            (batch, lines) ->
                batch
                    .file("part.csv", SmallProvince.linesWithout("enrolment_labour", 60, 66))
                    .write()),
        broken(
            "the full list has no rows, the one before it left 68 in force",
            (batch, lines) -> batch.file("part.csv", lines.subList(0, 1)).write()));
  }

  @Test
  void aChangeListOutOfItsPlaceIsRefusedOrWaits() throws IOException {
    assertRefused(
        broken(
            "it builds on 2018-12-29, the last accepted batch is 2018-12-30",
            (batch, lines) -> batch.changesOf("2018-12-29").write()),
        broken(
            "part.csv line 1: the header lacks the column [OP]",
            (batch, lines) -> batch.changesOf(GOOD_DAY).file("part.csv", lines).write()),
        broken(
            "manifest.json: previous 2018-12-31 does not lie before the batch, 2018-12-31",
            (batch, lines) -> batch.changesOf(DAY).write()),
        broken(
            "manifest.json: a change list needs previous, the batch it builds on",
            (batch, lines) -> spoilManifest(batch.written(), "\"full\"", "\"changes\"")));
    assertThat(stateOf("population")).isEqualTo("waiting");
  }

  @Test
  void anAcceptedBatchThatComesAgainWithOtherContentEndsWithFive() throws IOException {
    List<String> lines = with(SmallProvince.lines("population"), 1, ",1980", ",1981");
    new BatchWriter(landing, "population", GOOD_DAY).file("part.csv", lines).write();
    try {
      Outcome night = command().run("night --as-of " + GOOD_DAY);

      assertThat(night.code()).isEqualTo(5);
      assertThat(night.err())
          .isEqualTo(
              "canbao: Batch population 2018-12-30 has come again with other content: it was"
                  + " accepted before, and numbers rest on it. Put the accepted files back, and send"
                  + " the correction as a batch of a later day.\n");
      assertThat(publishedFiles()).isEqualTo(published);
    } finally {
      SmallProvince.deliver(landing, GOOD_DAY);
    }
  }

  @Test
  void theFirstBatchOfASourceMustBeAFullListAndARefusedOneMayBeCorrected() {
    Path place = folder.resolve("fresh");
    LocalCommand fresh = new LocalCommand(spark, place.resolve("province"), place.resolve("lake"));
    new BatchWriter(place.resolve("province"), "enrolment_pension", DAY)
        .changesOf(GOOD_DAY)
        .write();

    Outcome refused = fresh.run("ingest --as-of 2018-12-31 --source enrolment_pension");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .isEqualTo(
            "canbao: Input for 2018-12-31 is not ready: no batch of enrolment_pension was accepted"
                + " yet (batch 2018-12-31: the first batch of a source must be a full list). Have"
                + " the sources named deliver or correct their batch under "
                + place.resolve("province")
                + " and run the night again.\n");

    new BatchWriter(place.resolve("province"), "enrolment_pension", DAY)
        .file("part.csv", SmallProvince.lines("enrolment_pension"))
        .write();
    Outcome taken = fresh.run("ingest --as-of 2018-12-31 --source enrolment_pension");
    assertThat(taken.code()).as(taken.err()).isZero();
  }

  @Test
  void aRefusedBatchOfASourceThatIsNotNeededIsReportedOnly() {
    Path place = folder.resolve("cards");
    new BatchWriter(place.resolve("province"), "card", DAY).file("a.txt", List.of("")).write();

    Outcome ingest =
        new LocalCommand(spark, place.resolve("province"), place.resolve("lake"))
            .run("ingest --as-of 2018-12-31 --source card");

    assertThat(ingest.code()).isZero();
    assertThat(
            TextTable.drawn(
                batches(place.resolve("lake")).select("source", "batch", "state", "reason")))
        .isEqualTo(
            """
            source string | batch date | state string | reason string
            card | 2018-12-31 | refused | a.txt is neither .csv, .csv.gz nor .parquet""");
  }

  /** The deliveries are those of the daily sources, in their order. */
  private void assertRefused(Delivery... deliveries) throws IOException {
    for (int i = 0; i < deliveries.length; i++) {
      String source = SmallProvince.DAILY.get(i);
      deliveries[i]
          .breaking()
          .write(new BatchWriter(landing, source, DAY), SmallProvince.lines(source));
    }

    Outcome night = command().run("night --as-of " + DAY);

    assertThat(night.code()).as(night.err()).isEqualTo(3);
    assertThat(night.err()).isEqualTo(expectedMessage(deliveries));
    assertThat(night.err()).doesNotContain(SmallProvince.NAME, "19800101");
    assertThat(publishedFiles()).isEqualTo(published);
    assertThat(reasons()).isEqualTo(expectedReasons(deliveries));
    for (String source : SmallProvince.DAILY) {
      Path landed = lake.resolve("landing").resolve(source);
      assertThat(landed.resolve("batch=" + GOOD_DAY)).isNotEmptyDirectory();
      assertThat(landed.resolve("batch=" + DAY)).doesNotExist();
    }
  }

  /** Why the batches of the day were not accepted, by source. */
  private Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    batches(lake)
        .filter(col("batch").equalTo(DAY).and(col("state").isin("refused", "waiting")))
        .select("source", "reason")
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getString(1)));
    return reasons;
  }

  private static Map<String, String> expectedReasons(Delivery... deliveries) {
    Map<String, String> bySource = new TreeMap<>();
    for (int i = 0; i < deliveries.length; i++) {
      bySource.put(SmallProvince.DAILY.get(i), deliveries[i].reason());
    }
    return bySource;
  }

  private static String expectedMessage(Delivery... deliveries) {
    Map<String, String> bySource = expectedReasons(deliveries);
    bySource.replaceAll(
        (source, reason) ->
            "the last accepted batch of %s is 2018-12-30, it may be 0 days old (batch 2018-12-31: %s)"
                .formatted(source, reason));
    return "canbao: Input for 2018-12-31 is not ready: "
        + String.join("; ", bySource.values())
        + ". Have the sources named deliver or correct their batch under "
        + landing
        + " and run the night again.\n";
  }

  private static Delivery broken(String reason, Breaking breaking) {
    return new Delivery(reason, breaking);
  }

  private LocalCommand command() {
    return new LocalCommand(spark, landing, lake);
  }

  private String stateOf(String source) {
    return batch(source).getAs("state");
  }

  private Row batch(String source) {
    return batches(lake)
        .filter(col("source").equalTo(source).and(col("batch").equalTo(DAY)))
        .collectAsList()
        .get(0);
  }

  private Dataset<Row> batches(Path ofLake) {
    return spark.read().format("delta").load(ofLake + "/quality/batch");
  }

  /** The rows of a CSV list as text columns. */
  private Dataset<Row> table(List<String> lines) {
    return spark.read().option("header", true).csv(spark.createDataset(lines, Encoders.STRING()));
  }

  private static byte[] parquet(Dataset<Row> rows) throws IOException {
    Path place = Files.createTempDirectory(folder, "parquet").resolve("rows");
    rows.coalesce(1).write().parquet(place.toString());
    try (Stream<Path> files = Files.list(place)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.readAllBytes(part);
    }
  }

  /** Every file of the tables that others read, with its size: commits and data. */
  private static Map<String, Long> publishedFiles() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String schema : List.of("register", "coverage", "release")) {
      try (Stream<Path> files = Files.walk(lake.resolve(schema))) {
        sizes.putAll(
            files
                .filter(Files::isRegularFile)
                .collect(
                    Collectors.toMap(
                        file -> lake.relativize(file).toString(), RefusedBatchesTest::size)));
      }
    }
    return Collections.unmodifiableMap(sizes);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void putManifest(Path batch, String text) throws IOException {
    Files.writeString(batch.resolve("manifest.json"), text, UTF_8);
  }

  private static void spoilManifest(Path batch, String found, String put) throws IOException {
    String text = Files.readString(batch.resolve("manifest.json"), UTF_8);
    assertThat(text).contains(found);
    putManifest(batch, text.replaceFirst(found, put));
  }

  /** The lines with one text in place of another in one of them. */
  private static List<String> with(List<String> lines, int line, String found, String put) {
    assertThat(lines.get(line)).contains(found);
    List<String> changed = new ArrayList<>(lines);
    changed.set(line, lines.get(line).replace(found, put));
    return changed;
  }

  /** A line with its second field at its end once more. */
  private static String repeatedNumber(String line) {
    String afterFirst = line.substring(line.indexOf(',') + 1);
    return line + "," + afterFirst.substring(0, afterFirst.indexOf(','));
  }
}
