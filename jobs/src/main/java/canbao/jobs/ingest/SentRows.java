package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of accepted batches as they were sent, out of the files in the landing folder once more: a
 * rejected row is kept as one line, and only the header of its file tells what stands where.
 */
public final class SentRows implements AutoCloseable {

  private static final String[] PLACE = {"batch", "file", "line_no"};

  private final SparkSession spark;
  private final Settings settings;
  private final SourceSpec source;
  private final BatchLog log;
  private final List<BatchRows> open = new ArrayList<>();

  private SentRows(SparkSession spark, Settings settings, SourceSpec source) {
    this.spark = spark;
    this.settings = settings;
    this.source = source;
    this.log = BatchLog.read(new Lake(spark, settings.lake()));
  }

  /**
   * The texts of some rows, in the order of batches, files and lines.
   *
   * @param places with the columns batch DATE, file and line_no
   * @return batch (as text), file, line_no, the source's columns by name, OP (null in a full list)
   * @throws JobFailure INPUT if a file is not there any more as it was accepted
   */
  public static List<Row> of(
      SparkSession spark, Settings settings, SourceSpec source, Dataset<Row> places) {
    try (SentRows rows = new SentRows(spark, settings, source)) {
      List<Row> found = rows.at(places);
      long asked = places.count();
      if (found.size() != asked) {
        throw rows.isGone("%d of %d rows are not there".formatted(asked - found.size(), asked));
      }
      return found;
    }
  }

  @Override
  public void close() {
    open.forEach(BatchRows::close);
  }

  /** A file of a date, as tables of rows call it. */
  private record SentFile(LocalDate batch, String name) {}

  private List<Row> at(Dataset<Row> places) {
    Set<SentFile> wanted =
        places.select(col("batch").cast("string"), col("file")).distinct().collectAsList().stream()
            .map(row -> new SentFile(LocalDate.parse(row.getString(0)), row.getString(1)))
            .collect(Collectors.toSet());
    return BatchFolder.of(source.name(), settings.landing(), spark.sessionState().newHadoopConf())
        .stream()
        .flatMap(folder -> rows(folder, wanted))
        .reduce(Dataset::unionByName)
        .map(rows -> rows.join(broadcast(places), PLACE).orderBy(PLACE[0], PLACE[1], PLACE[2]))
        .map(rows -> rows.withColumn(PLACE[0], col(PLACE[0]).cast("string")).collectAsList())
        .orElse(List.of());
  }

  /** The rows of those files of a batch that are wanted. */
  private Stream<Dataset<Row>> rows(BatchFolder folder, Set<SentFile> wanted) {
    BatchId id = folder.id();
    if (wanted.stream().noneMatch(file -> file.batch().equals(id.batch()))) {
      return Stream.of();
    }
    try {
      Manifest manifest = folder.manifest(settings.limits(), id.batch());
      List<FileToRead> files =
          folder.filesOf(manifest).stream()
              .filter(file -> wanted.contains(sent(id, file)))
              .toList();
      if (files.isEmpty()) {
        return Stream.of();
      }
      refuseOther(id, manifest);
      BatchRows rows =
          BatchRows.open(spark, source, new BatchToTake(manifest, files), settings.limits());
      open.add(rows);
      return Stream.of(texts(id, files, rows.rows()));
    } catch (BatchRefused e) {
      throw isGone("of " + id + " " + e.getMessage());
    }
  }

  private Dataset<Row> texts(BatchId id, List<FileToRead> files, Dataset<Row> rows) {
    Column name = lit(null).cast("string");
    for (FileToRead file : files) {
      Column isOfFile = col(ReadRequest.FILE_NO).equalTo(file.number());
      name = coalesce(when(isOfFile, sent(id, file).name()), name);
    }
    List<Column> columns = new ArrayList<>();
    columns.add(lit(id.batch()).as("batch"));
    columns.add(name.as("file"));
    columns.add(col(ReadRequest.LINE_NO));
    source.columns().stream().map(ColumnSpec::name).forEach(column -> columns.add(col(column)));
    boolean hasOp = List.of(rows.columns()).contains(SourceRows.OP);
    columns.add(hasOp ? col(SourceRows.OP) : lit(null).cast("string").as(SourceRows.OP));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static SentFile sent(BatchId id, FileToRead file) {
    return new SentFile(id.batch(), id.name().file(file.name()));
  }

  private void refuseOther(BatchId id, Manifest manifest) {
    boolean isAccepted =
        log.entry(id.name().toString(), id.batch())
            .filter(BatchEntry::isAccepted)
            .filter(entry -> entry.manifestFingerprint().equals(manifest.fingerprint()))
            .isPresent();
    if (!isAccepted) {
      throw isGone(id + " lies there with other content than was accepted");
    }
  }

  private JobFailure isGone(String why) {
    return new JobFailure(
        ExitCode.INPUT,
        "What %s has sent cannot be read again".formatted(source.name()),
        why,
        "Put the files that were accepted back under " + settings.landing());
  }
}
