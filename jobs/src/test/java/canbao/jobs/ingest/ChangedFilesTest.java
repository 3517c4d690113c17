package canbao.jobs.ingest;

import static canbao.jobs.ingest.BrokenLines.with;
import static canbao.jobs.ingest.WatchedFiles.before;
import static canbao.jobs.ingest.WatchedFiles.watched;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sources that change a file after its manifest was written and while it is read: a CSV file is
 * opened once to be judged, once to be landed, and once more if it has rejected rows.
 */
@ExtendWith(LocalSpark.class)
class ChangedFilesTest {

  private static final String DAY = "2018-12-31";

  @TempDir private Path folder;
  private final SparkSession spark;

  ChangedFilesTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aBatchWhoseFileIsChangedBetweenJudgingAndLandingIsRefusedAlone() throws IOException {
    Path medical = csv("enrolment_medical");
    before(2, medical, () -> Files.delete(medical));
    Path pension = csv("enrolment_pension");
    before(
        2,
        pension,
        () -> write(pension, with(SmallProvince.lines("enrolment_pension"), 9, "P8", "P9")));
    Path status = csv("status");
    before(1, status, () -> Files.delete(status));
    // Benefits are landed first; then the files of others are changed that were judged before.
    Path benefit = csv("benefit");
    Path card = parquet("card");
    Path settlement = parquet("settlement");
    byte[] twice =
        ParquetBytes.of(
            ParquetBytes.table(spark, SmallProvince.lines("card"))
                .union(ParquetBytes.table(spark, SmallProvince.lines("card"))));
    before(
        2,
        benefit,
        () -> {
          Path unusedCard = Files.write(card, twice);
          Path unused = Files.write(settlement, ofOtherWriter(Files.readAllBytes(settlement)));
        });

    Outcome ingest = command().run("ingest --as-of " + DAY);

    assertThat(ingest.code()).as(ingest.err()).isEqualTo(3);
    assertThat(ingest.err())
        .contains(
            "no batch of enrolment_pension was accepted yet (batch 2018-12-31: part.csv was changed"
                + " while it was being taken in)");
    assertThat(TextTable.drawn(table("quality/batch").select("source", "state", "reason")))
        .isEqualTo(
            """
            source string | state string | reason string
            benefit | accepted |\s
            card | refused | part.parquet was changed: its SHA-256 is not the one in the manifest
            enrolment_medical | refused | part.csv was changed while it was being taken in
            enrolment_pension | refused | part.csv was changed while it was being taken in
            settlement | refused | part.parquet was changed: its SHA-256 is not the one in the manifest
            status | refused | part.csv has disappeared""");
    assertThat(landed("benefit")).isEqualTo(68);
    for (String source : List.of("card", "enrolment_medical", "enrolment_pension", "settlement")) {
      assertThat(landed(source)).as(source).isZero();
    }
  }

  @Test
  void aFileThatIsChangedBeforeItsRejectedRowsAreWrittenEndsTheRunAndLeavesNothingThatCounts()
      throws IOException {
    List<String> lines = with(SmallProvince.lines("card"), 5, ",1,", ",7,");
    new BatchWriter(folder.resolve("province"), "card", DAY).file("part.csv", lines).write();
    Path card = folder.resolve("province/card").resolve(DAY).resolve("part.csv");
    before(3, card, () -> write(card, lines.subList(0, 60)));

    Outcome ingest = command().run("ingest --as-of " + DAY + " --source card");

    assertThat(ingest.code()).as(ingest.err()).isEqualTo(5);
    assertThat(ingest.err())
        .isEqualTo(
            "canbao: No batch of this run was taken: of card 2018-12-31 the file part.csv was"
                + " changed while it was being taken in. Have that batch delivered again, its"
                + " manifest.json last, and run again.\n");
    assertThat(lake().resolve("quality/batch")).doesNotExist();

    Path unused = csv("card");
    Outcome again = command().run("ingest --as-of " + DAY + " --source card");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(landed("card")).isEqualTo(68);
    assertThat(table("quality/rejected").count()).isZero();
  }

  private Path csv(String source) {
    return new BatchWriter(folder.resolve("province"), source, DAY)
        .file("part.csv", SmallProvince.lines(source))
        .written()
        .resolve("part.csv");
  }

  private Path parquet(String source) throws IOException {
    return new BatchWriter(folder.resolve("province"), source, DAY)
        .file(
            "part.parquet",
            ParquetBytes.of(ParquetBytes.table(spark, SmallProvince.lines(source))),
            68)
        .written()
        .resolve("part.parquet");
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n", UTF_8);
  }

  /** The same rows in as many bytes: nothing but the digest tells. */
  private static byte[] ofOtherWriter(byte[] parquet) {
    String text = new String(parquet, ISO_8859_1);
    assertThat(text).contains("parquet-mr version");
    return text.replace("parquet-mr version", "parquet-xx version").getBytes(ISO_8859_1);
  }

  private LocalCommand command() {
    return new LocalCommand(spark, watched(spark, folder.resolve("province")), lake());
  }

  private Path lake() {
    return folder.resolve("lake");
  }

  private long landed(String source) {
    return table("landing/" + source).filter(col("batch").equalTo(DAY)).count();
  }

  private Dataset<Row> table(String path) {
    return spark.read().format("delta").load(lake() + "/" + path);
  }
}
