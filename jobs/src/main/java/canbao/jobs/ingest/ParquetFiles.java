package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import canbao.udfs.TextForm;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/** The Parquet files of one batch, read as the same rows of text that a CSV file gives. */
final class ParquetFiles {

  /**
   * A name is no pattern, whatever characters it has; what cannot be read is not left out; and a
   * page is compared with its checksum, since a third of those with a wrong byte decode all the
   * same, to other values.
   */
  private static final Map<String, String> READING =
      Map.of(
          "__globPaths__", "false",
          "ignoreCorruptFiles", "false",
          "ignoreMissingFiles", "false",
          "parquet.page.verify-checksum.enabled", "true");

  private final SparkSession spark;
  private final List<FileToRead> files;
  private final ReadRequest request;
  private final Set<String> unknownColumns = new TreeSet<>();

  ParquetFiles(SparkSession spark, List<FileToRead> files, ReadRequest request) {
    this.spark = spark;
    this.files = files;
    this.request = request;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * Columns as {@link ReadRequest#schema}; the first row of a file is line 2, as after a header.
   */
  Dataset<Row> rows() throws BatchRefused {
    refuseChanged();
    Dataset<Row> all = spark.createDataFrame(List.of(), request.schema());
    for (FileToRead file : files) {
      all = all.unionByName(rows(file));
    }
    return all;
  }

  /** Column names that the source does not declare; known once the rows were asked for. */
  Set<String> unknownColumns() {
    return unknownColumns;
  }

  /** Refuses the batch if the bytes of a file are not those that the manifest promises. */
  void refuseChanged() throws BatchRefused {
    if (isEmpty()) {
      return;
    }
    Map<Integer, String> digests = digests();
    for (FileToRead file : files) {
      BatchVerdict.refuseChanged(file, digests.get(file.number()));
    }
  }

  /**
   * Why Spark failed to read the rows, as far as a file is to blame; Spark itself does not say
   * reliably which it is, so every file is read again, alone and with all columns.
   */
  Optional<String> damage() {
    try {
      refuseChanged();
    } catch (BatchRefused e) {
      return Optional.of(e.getMessage());
    }
    return files.stream()
        .filter(this::isDamaged)
        .map(file -> file.name() + " is damaged, though its SHA-256 is the one in the manifest")
        .findFirst();
  }

  private boolean isDamaged(FileToRead file) {
    try {
      long unused = rows(file).queryExecution().toRdd().count();
      return false;
    } catch (Exception e) {
      // Spark's failures are checked exceptions that its Java signatures do not declare.
      return true;
    }
  }

  /** SHA-256 of the bytes of each file, lower-case hex, by the file's number. */
  private Map<Integer, String> digests() {
    ReadRequest access = request;
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Map<Integer, String> byFile = new TreeMap<>();
    context
        .parallelize(files, files.size())
        .map(file -> new Digest(file.number(), digest(file, access)))
        .collect()
        .forEach(digest -> byFile.put(digest.fileNo(), digest.sha256()));
    return byFile;
  }

  private record Digest(int fileNo, String sha256) implements Serializable {}

  private Dataset<Row> rows(FileToRead file) throws BatchRefused {
    Dataset<Row> stored = open(file);
    Map<String, StructField> byName = columnsByReadName(file, stored);
    List<String> missing = request.missing(byName.keySet());
    if (!missing.isEmpty()) {
      throw new BatchRefused(
          file.name() + " lacks the column" + (missing.size() > 1 ? "s " : " ") + missing);
    }
    byName.keySet().stream()
        .filter(name -> !request.headers().contains(name))
        .forEach(unknownColumns::add);
    List<Column> columns = new ArrayList<>();
    columns.add(lit(file.number()).as(ReadRequest.FILE_NO));
    columns.add(col("_metadata.row_index").plus(2L).as(ReadRequest.LINE_NO));
    for (ReadRequest.FileColumn column : request.columns()) {
      columns.add(text(byName.get(column.header())).as(column.name()));
    }
    columns.add(unknownColumns(byName).as(ReadRequest.UNKNOWN_COLUMNS));
    columns.add(raw(stored).as(ReadRequest.RAW));
    return stored.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> open(FileToRead file) throws BatchRefused {
    try {
      return spark.read().options(READING).parquet(file.path());
    } catch (Exception e) {
      // Spark's failures are checked exceptions that its Java signatures do not declare.
      throw new BatchRefused(file.name() + " is no Parquet file with columns");
    }
  }

  private Map<String, StructField> columnsByReadName(FileToRead file, Dataset<Row> stored)
      throws BatchRefused {
    if (stored.schema().size() > request.limits().maxColumns()) {
      throw new BatchRefused(
          file.name() + " has more than " + request.limits().maxColumns() + " columns");
    }
    Map<String, StructField> byName = new LinkedHashMap<>();
    for (StructField field : stored.schema().fields()) {
      UTF8String name = TextForm.read(UTF8String.fromString(field.name()));
      if (!isReadByItsText(field.dataType())) {
        throw new BatchRefused(
            "%s: column %s is %s, which is neither text, integer, decimal nor date"
                .formatted(file.name(), name, field.dataType().catalogString()));
      }
      if (byName.put(name == null ? "" : name.toString(), field) != null) {
        throw new BatchRefused(file.name() + " names a column twice: [" + name + "]");
      }
    }
    return byName;
  }

  private static boolean isReadByItsText(DataType type) {
    return type instanceof DecimalType
        || List.of(
                DataTypes.StringType,
                DataTypes.ByteType,
                DataTypes.ShortType,
                DataTypes.IntegerType,
                DataTypes.LongType,
                DataTypes.DateType)
            .contains(type);
  }

  private static Column text(StructField field) {
    if (field == null) {
      return lit(null).cast(DataTypes.StringType);
    }
    Column text = quoted(field).cast(DataTypes.StringType);
    return when(text.notEqual(""), text);
  }

  private Column unknownColumns(Map<String, StructField> byName) {
    Column[] unknown =
        byName.entrySet().stream()
            .filter(entry -> !request.headers().contains(entry.getKey()))
            .map(entry -> text(entry.getValue()).as(entry.getKey()))
            .toArray(Column[]::new);
    return unknown.length == 0
        ? lit(null).cast(DataTypes.StringType)
        : to_json(struct(unknown), Map.of("ignoreNullFields", "false"));
  }

  private static Column raw(Dataset<Row> stored) {
    Column[] texts =
        Arrays.stream(stored.schema().fields())
            .map(field -> csvField(coalesce(text(field), lit(""))))
            .toArray(Column[]::new);
    return concat_ws(",", texts);
  }

  private static Column csvField(Column text) {
    Column doubled = concat(lit("\""), replace(text, lit("\""), lit("\"\"")), lit("\""));
    return when(text.rlike("[,\"\n\r]"), doubled).otherwise(text);
  }

  private static Column quoted(StructField field) {
    return col("`" + field.name().replace("`", "``") + "`");
  }

  /** Empty if the file has disappeared. */
  private static String digest(FileToRead file, ReadRequest access) {
    Path path = new Path(file.path());
    try (InputStream in = path.getFileSystem(access.hadoop().value().value()).open(path)) {
      return DigestUtils.sha256Hex(in);
    } catch (FileNotFoundException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.name(), e);
    }
  }
}
