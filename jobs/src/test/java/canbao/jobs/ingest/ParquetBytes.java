package canbao.jobs.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Parquet files, sound and damaged, as the bytes that a source would send. */
final class ParquetBytes {

  private ParquetBytes() {}

  /** One file of all rows. */
  static byte[] of(Dataset<Row> rows) throws IOException {
    Path place = Files.createTempDirectory("parquet");
    try {
      rows.coalesce(1).write().mode("overwrite").parquet(place.toString());
      try (Stream<Path> files = Files.list(place)) {
        Path part =
            files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
        return Files.readAllBytes(part);
      }
    } finally {
      FileUtils.deleteDirectory(place.toFile());
    }
  }

  /** The rows of a CSV list as text columns. */
  static Dataset<Row> table(SparkSession spark, List<String> lines) {
    return spark.read().option("header", true).csv(spark.createDataset(lines, Encoders.STRING()));
  }

  /** A text in a page is another one of the same length; the page's checksum is as it was. */
  static byte[] withOtherText(byte[] parquet, String found, String put) {
    String bytes = new String(parquet, ISO_8859_1);
    String text = new String(found.getBytes(UTF_8), ISO_8859_1);
    assertThat(bytes).contains(text);
    return bytes
        .replaceFirst(text, new String(put.getBytes(UTF_8), ISO_8859_1))
        .getBytes(ISO_8859_1);
  }

  /** The pages of one column are nothing but zeros; the footer is as it was. */
  static byte[] withDamagedColumn(byte[] parquet, String column) throws IOException {
    byte[] damaged = parquet.clone();
    Path file = Files.createTempFile("sound", ".parquet");
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(Files.write(file, parquet).toString()),
                new Configuration(false)))) {
      List<ColumnChunkMetaData> chunks =
          reader.getFooter().getBlocks().stream()
              .flatMap(block -> block.getColumns().stream())
              .filter(chunk -> chunk.getPath().toDotString().equals(column))
              .toList();
      assertThat(chunks).isNotEmpty();
      for (ColumnChunkMetaData chunk : chunks) {
        int start = Math.toIntExact(chunk.getStartingPos());
        Arrays.fill(damaged, start, start + Math.toIntExact(chunk.getTotalSize()), (byte) 0);
      }
    } finally {
      Files.delete(file);
    }
    return damaged;
  }
}
