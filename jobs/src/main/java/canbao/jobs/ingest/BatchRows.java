package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The raw rows of one batch, whatever the form of its files: columns as {@link ReadRequest#schema}.
 * Reading them verifies the files; {@link #reports} tells the outcome.
 */
final class BatchRows implements AutoCloseable {

  private final SparkSession spark;
  private final ReadRequest request;
  private final ParquetFiles parquet;

  BatchRows(
      SparkSession spark,
      SourceSpec source,
      Manifest manifest,
      List<FileToRead> files,
      Limits limits) {
    this.spark = spark;
    List<String> required = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    for (ColumnSpec column : source.columns()) {
      (column.required() ? required : optional).add(column.name());
    }
    if (!manifest.header().isFull()) {
      required.add(SourceRows.OP);
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    CollectionAccumulator<FileReport> reports =
        spark.sparkContext().collectionAccumulator("file reports");
    this.request =
        new ReadRequest(
            files.stream().filter(file -> !file.isParquet()).toList(),
            manifest.encoding(),
            required,
            optional,
            limits,
            hadoop,
            reports);
    this.parquet =
        new ParquetFiles(spark, files.stream().filter(FileToRead::isParquet).toList(), request);
  }

  /** All records of the batch. */
  Dataset<Row> rows() throws BatchRefused {
    Dataset<Row> csv =
        request.files().isEmpty()
            ? spark.createDataFrame(List.of(), request.schema())
            : CsvSource.rows(spark, request);
    return parquet.isEmpty() ? csv : csv.unionByName(parquet.rows());
  }

  /** What the CSV files turned out to be, by their number; complete once all rows were read. */
  Map<Integer, FileReport> reports() {
    Map<Integer, FileReport> byFile = new TreeMap<>();
    request.reports().value().forEach(report -> byFile.put(report.number(), report));
    return byFile;
  }

  /** Digests of the Parquet files, by their number. */
  Map<Integer, String> parquetDigests() {
    return parquet.digests();
  }

  @Override
  public void close() {
    CsvSource.close(request);
  }
}
