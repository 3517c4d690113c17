package canbao.jobs.ingest;

import static canbao.jobs.ingest.BrokenLines.repeatedNumber;
import static canbao.jobs.ingest.BrokenLines.with;
import static canbao.jobs.ingest.GoodNight.broken;
import static canbao.jobs.ingest.ParquetBytes.table;
import static canbao.jobs.ingest.ParquetBytes.withDamagedColumn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Batches with a file that is not the one of the manifest or that cannot be read. */
@ExtendWith({LocalSpark.class, SharedRuns.class})
@ResourceLock("good night")
class RefusedFilesTest {

  private final SparkSession spark;
  private final GoodNight province;

  RefusedFilesTest(SparkSession spark, GoodNight province) {
    this.spark = spark;
    this.province = province;
  }

  @Test
  void aBatchWhoseFilesAreNotThoseOfItsManifestOrOfItsSourceIsRefused() throws IOException {
    province.assertRefused(
        broken(
            "population",
            "the file part-2.csv is missing",
            (batch, lines) ->
                Files.delete(
                    batch
                        .file("part.csv", lines)
                        .file("part-2.csv", lines.subList(0, 1))
                        .written()
                        .resolve("part-2.csv"))),
        broken(
            "enrolment_pension",
            "the manifest does not name [part-2.csv]",
            (batch, lines) ->
                Files.writeString(
                    batch.file("part.csv", lines).written().resolve("part-2.csv"), "", UTF_8)),
        broken(
            "enrolment_labour",
            "part.csv was changed: its SHA-256 is not the one in the manifest",
            (batch, lines) ->
                Files.write(
                    batch.file("part.csv", lines).written().resolve("part.csv"),
                    String.join("\r\n", lines).getBytes(UTF_8))),
        broken(
            "enrolment_medical",
            "part.csv has 68 rows, the manifest says 67",
            (batch, lines) ->
                batch.file("part.csv", String.join("\n", lines), lines.size() - 2).write()),
        broken(
            "card",
            "part.csv line 1: the header lacks the column [AAC003]",
            (batch, lines) -> batch.file("part.csv", with(lines, 0, "AAC003", "NAME")).write()),
        broken(
            "group_member",
            "part.csv line 1: the header names a column twice: [AAC147]",
            (batch, lines) ->
                batch
                    .file("part.csv", lines.stream().map(line -> repeatedNumber(line)).toList())
                    .write()),
        broken(
            "settlement",
            "part.csv after line 0: its bytes are not in the encoding that the manifest declares",
            (batch, lines) -> {
              byte[] gb18030 = String.join("\n", lines).getBytes("GB18030");
              batch.file("part.csv", gb18030, 68).write();
            }),
        broken(
            "benefit",
            "part.csv line 5: holds a NUL character",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 4, SmallProvince.NAME, "欧\0阳")).write()));
  }

  @Test
  void aBatchWithAHostileFileOrABrokenContainerIsRefused() throws IOException {
    province.assertRefused(
        broken(
            "population",
            "part.csv after line 3: is no RFC 4180 CSV or holds a field that is too long",
            (batch, lines) ->
                batch
                    .file("part.csv", with(lines, 2, SmallProvince.NAME, "x".repeat(5_000_000)))
                    .write()),
        broken(
            "enrolment_pension",
            "part.csv has more than 4096 columns",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 0, "AAC058", ",".repeat(4096))).write()),
        broken(
            "enrolment_labour",
            "part.csv line 4: the record has 16 fields, the header 15",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 3, SmallProvince.NAME, ",")).write()),
        broken(
            "enrolment_medical",
            "part.csv after line 1: its bytes are not in the encoding that the manifest declares",
            (batch, lines) -> {
              byte[] whole = (String.join("\n", lines) + "康").getBytes("GB18030");
              batch
                  .encoding("GB18030")
                  .file("part.csv", Arrays.copyOf(whole, whole.length - 1), 68)
                  .write();
            }),
        broken(
            "benefit",
            "part.csv line 69: the record has a quote that is not closed before the end of the"
                + " file",
            (batch, lines) ->
                batch.file("part.csv", with(lines, 68, "1000.00", "\"1000.00")).write()),
        broken(
            "card",
            "part.csv.gz is no complete gzip file",
            (batch, lines) -> {
              byte[] whole = BatchWriter.gzip(String.join("\n", lines).getBytes(UTF_8));
              batch.file("part.csv.gz", Arrays.copyOf(whole, whole.length / 2), 68).write();
            }),
        broken(
            "settlement",
            "part.csv.gz inflates to more than 200 times its size",
            (batch, lines) -> {
              String bomb = String.join("\n", lines) + "\n".repeat(16 << 20);
              batch.file("part.csv.gz", bomb, 68).write();
            }));
  }

  @Test
  void aBatchWithAParquetFileThatIsNotReadAsItsRowsIsRefused() throws IOException {
    province.assertRefused(
        broken(
            "population",
            "part.parquet is no Parquet file with columns",
            (batch, lines) -> batch.file("part.parquet", lines).write()),
        broken(
            "enrolment_pension",
            "part.parquet lacks the column [AAC031]",
            (batch, lines) ->
                batch
                    .file("part.parquet", ParquetBytes.of(table(spark, lines).drop("AAC031")), 68)
                    .write()),
        broken(
            "enrolment_labour",
            "part.parquet: column AAC084 is double, which is neither text, integer, decimal nor"
                + " date",
            (batch, lines) ->
                batch
                    .file(
                        "part.parquet",
                        ParquetBytes.of(
                            table(spark, lines).withColumn("AAC084", col("AAC084").cast("double"))),
                        68)
                    .write()),
        broken(
            "enrolment_medical",
            "part-2.parquet is damaged, though its SHA-256 is the one in the manifest",
            (batch, lines) -> {
              byte[] sound = ParquetBytes.of(table(spark, lines));
              batch
                  .file("part-1.parquet", sound, 68)
                  .file("part-2.parquet", withDamagedColumn(sound, "INSUTYPE"), 68)
                  .write();
            }),
        broken(
            "card",
            "part.parquet was changed: its SHA-256 is not the one in the manifest",
            (batch, lines) -> {
              byte[] bytes = ParquetBytes.of(table(spark, lines));
              Path file = batch.file("part.parquet", bytes, 68).written().resolve("part.parquet");
              Arrays.fill(bytes, 4, 200, (byte) 0);
              Path unused = Files.write(file, bytes);
            }),
        broken(
            "group_member",
            "part.parquet names a column twice: [AAC003]",
            (batch, lines) ->
                batch
                    .file(
                        "part.parquet",
                        ParquetBytes.of(table(spark, lines).withColumn("ＡＡＣ００３", col("AAC003"))),
                        68)
                    .write()),
        broken(
            "settlement",
            "part.parquet has 68 rows, the manifest says 69",
            (batch, lines) ->
                batch.file("part.parquet", ParquetBytes.of(table(spark, lines)), 69).write()));
  }
}
