package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The raw rows of one batch, whatever the form of its files: columns as {@link ReadRequest#schema}.
 * Reading them verifies CSV files each time; {@link #reports} tells the outcome.
 */
final class BatchRows implements AutoCloseable {

  private final ReadRequest request;
  private final ParquetFiles parquet;
  private final Dataset<Row> rows;
  private Optional<String> damage = Optional.empty();

  private BatchRows(ReadRequest request, ParquetFiles parquet, Dataset<Row> rows) {
    this.request = request;
    this.parquet = parquet;
    this.rows = rows;
  }

  /**
   * Opens the files of a batch.
   *
   * @throws BatchRefused if a Parquet file was changed or cannot be read as rows of text
   */
  static BatchRows open(SparkSession spark, SourceSpec source, BatchToTake batch, Limits limits)
      throws BatchRefused {
    ReadRequest request = request(spark, source, batch, limits);
    ParquetFiles parquet =
        new ParquetFiles(
            spark, batch.files().stream().filter(FileToRead::isParquet).toList(), request);
    Dataset<Row> csv =
        request.files().isEmpty()
            ? spark.createDataFrame(List.of(), request.schema())
            : CsvSource.rows(spark, request);
    return new BatchRows(
        request, parquet, parquet.isEmpty() ? csv : csv.unionByName(parquet.rows()));
  }

  /** All records of the batch; of one that was found damaged, none. */
  Dataset<Row> rows() {
    return damage.isEmpty()
        ? rows
        : rows.sparkSession().createDataFrame(List.of(), request.schema());
  }

  /** Looks whether a file is to blame that Spark failed to read the rows. */
  boolean findDamage() {
    damage = parquet.damage();
    return damage.isPresent();
  }

  /** Refuses the batch if a file was found damaged. */
  void refuseDamaged() throws BatchRefused {
    if (damage.isPresent()) {
      throw new BatchRefused(damage.get());
    }
  }

  /**
   * Refuses the batch if a file was another one at any of the times that it was read: then rows
   * were kept that nobody has judged.
   */
  void refuseChangedMeanwhile() throws BatchRefused {
    for (FileToRead file : request.files()) {
      boolean wasChanged =
          request.reports().value().stream()
              .filter(report -> report.number() == file.number())
              .anyMatch(report -> !report.isReadable() || !report.sha256().equals(file.sha256()));
      if (wasChanged) {
        throw new BatchRefused(file.name() + " was changed while it was being taken in");
      }
    }
    parquet.refuseChanged();
  }

  /** What the CSV files turned out to be, by their number; complete once all rows were read. */
  Map<Integer, FileReport> reports() {
    Map<Integer, FileReport> byFile = new TreeMap<>();
    request.reports().value().forEach(report -> byFile.put(report.number(), report));
    return byFile;
  }

  /** Header names that the source does not declare. */
  Set<String> unknownColumns() {
    Set<String> unknown = new TreeSet<>(parquet.unknownColumns());
    request.reports().value().forEach(report -> unknown.addAll(report.unknownColumns()));
    return unknown;
  }

  @Override
  public void close() {
    CsvSource.close(request);
  }

  private static ReadRequest request(
      SparkSession spark, SourceSpec source, BatchToTake batch, Limits limits) {
    List<ReadRequest.FileColumn> columns = new ArrayList<>();
    for (ColumnSpec column : source.columns()) {
      columns.add(new ReadRequest.FileColumn(column.name(), column.header(), column.required()));
    }
    if (!batch.manifest().header().isFull()) {
      columns.add(new ReadRequest.FileColumn(SourceRows.OP, SourceRows.OP, true));
    }
    CollectionAccumulator<FileReport> reports =
        spark.sparkContext().collectionAccumulator("file reports");
    return new ReadRequest(
        batch.files().stream().filter(file -> !file.isParquet()).toList(),
        batch.manifest().encoding(),
        columns,
        limits,
        // Every task needs it, and it is longer than many a file.
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf())),
        reports);
  }
}
