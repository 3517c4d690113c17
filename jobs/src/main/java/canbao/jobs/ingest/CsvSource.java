package canbao.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A Spark data source of the CSV files of one batch: rows as {@link ReadRequest#schema}, only the
 * columns asked for, one partition a file.
 *
 * <p>Spark's own CSV reader gives neither the line of a record nor a verdict on the file, and would
 * need a second pass for its digest.
 */
public final class CsvSource implements TableProvider {

  private static final String REQUEST = "request";
  private static final Map<String, ReadRequest> OPEN = new ConcurrentHashMap<>();

  /** The rows of the request's files. */
  static Dataset<Row> rows(SparkSession spark, ReadRequest request) {
    String name = Long.toString(request.reports().id());
    OPEN.put(name, request);
    return spark.read().format(CsvSource.class.getName()).option(REQUEST, name).load();
  }

  /** Forgets a request whose rows are not asked for any more. */
  static void close(ReadRequest request) {
    OPEN.remove(Long.toString(request.reports().id()));
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return OPEN.get(options.get(REQUEST)).schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new CsvBatch(OPEN.get(properties.get(REQUEST)));
  }

  private record CsvBatch(ReadRequest request) implements Table, SupportsRead {

    @Override
    public String name() {
      return "batch files";
    }

    @Override
    @SuppressWarnings("deprecation") // Table.schema() is the method that every 3.5 table implements
    public StructType schema() {
      return request.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      return new CsvScan(request);
    }
  }

  private static final class CsvScan
      implements ScanBuilder, SupportsPushDownRequiredColumns, Scan, Batch {

    private final ReadRequest request;
    private StructType wanted;

    CsvScan(ReadRequest request) {
      this.request = request;
      this.wanted = request.schema();
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
      wanted = requiredSchema;
    }

    @Override
    public Scan build() {
      return this;
    }

    @Override
    public StructType readSchema() {
      return wanted;
    }

    @Override
    public String description() {
      return "batch files " + String.join(",", wanted.fieldNames());
    }

    @Override
    public Batch toBatch() {
      return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
      List<InputPartition> partitions = new ArrayList<>();
      request.files().forEach(file -> partitions.add(new CsvPartition(file)));
      return partitions.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      StructType columns = wanted;
      ReadRequest files = request;
      return partition -> new CsvPartitionReader((CsvPartition) partition, files, columns);
    }
  }

  record CsvPartition(FileToRead file) implements InputPartition {}
}
