package canbao.jobs.lake;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Retention;
import io.delta.tables.DeltaTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.actions.Metadata;

/**
 * Keeps the files of one table few and its folder free of those that nobody can ask for any more.
 *
 * <p>Its rows stay what they are. Each part is one commit of Delta's or removes files that no
 * version within the retention has, so it may be killed at any point; doing it again does what is
 * left. Where there is nothing to do the table gets no commit.
 */
public final class TableUpkeep {

  /** What Delta's OPTIMIZE leaves as it is. */
  private static final long LARGE_BYTES = 1L << 30;

  private final SparkSession spark;
  private final String table;
  private final String path;

  private TableUpkeep(Lake lake, String table) {
    this.spark = lake.spark();
    this.table = table;
    this.path = lake.path(table);
  }

  /**
   * What was done to a table.
   *
   * @param filesBefore of its newest version
   * @param filesAfter the same, afterwards
   * @param removed files deleted from its folder
   */
  public record Done(String table, long filesBefore, long filesAfter, long removed) {

    public boolean isNothing() {
      return filesBefore == filesAfter && removed == 0;
    }
  }

  /**
   * Looks whether there is a table to keep.
   *
   * @param table schema and name
   * @return empty if nothing was ever written to it
   * @throws JobFailure USAGE if its log cannot be read
   */
  public static Optional<TableUpkeep> of(Lake lake, String table) {
    TableUpkeep upkeep = new TableUpkeep(lake, table);
    return upkeep.log().map(found -> upkeep);
  }

  /** Schema and name. */
  public String name() {
    return table;
  }

  /**
   * Joins small files, then removes those that are no longer needed.
   *
   * @throws JobFailure CONFLICT if another writer has changed the table meanwhile
   */
  public Done run(Retention retention) {
    long before = files(written());
    try {
      tell(retention);
      if (hasSmallFilesToJoin(written())) {
        Dataset<Row> unusedNumbers = DeltaTable.forPath(spark, path).optimize().executeCompaction();
      }
      TableLog log = written();
      return new Done(table, before, files(log), clear(files(log) + vectors(log), retention));
    } catch (DeltaConcurrentModificationException e) {
      throw TableCommit.otherWriter(table);
    }
  }

  /** The retention is the table's own, so that whoever cleans it keeps to it. */
  private void tell(Retention retention) {
    Map<String, String> properties = new LinkedHashMap<>(written().properties());
    properties.putAll(retention.ofTable());
    if (properties.equals(written().properties())) {
      return;
    }
    OptimisticTransaction transaction =
        DeltaLog.forTable(spark, new Path(path)).startTransaction(Scala.none(), Scala.none());
    Metadata old = transaction.metadata();
    transaction.updateMetadata(
        new Metadata(
            old.id(),
            old.name(),
            old.description(),
            old.format(),
            old.schemaString(),
            old.partitionColumns(),
            Scala.map(properties),
            old.createdTime()),
        false);
    long unusedVersion =
        transaction.commit(
            Scala.seq(List.of()),
            new DeltaOperations.SetTableProperties(Scala.map(retention.ofTable())));
  }

  /** Files are joined within a partition. */
  private static boolean hasSmallFilesToJoin(TableLog log) {
    return log.files(Slice.everything()).stream()
        .filter(file -> file.size() < LARGE_BYTES)
        .collect(groupingBy(TableFile::partition, counting()))
        .values()
        .stream()
        .anyMatch(files -> files > 1);
  }

  /**
   * Removes files. Delta is asked only if there are any that it might remove.
   *
   * @param needed files of the newest version, those with deletion vectors too
   * @return how many were removed
   */
  private long clear(long needed, Retention retention) {
    Folder folder = Folder.of(hadoop(), path);
    long there = folder.dataFiles();
    // By the clock that Delta's VACUUM goes by; no number rests on it.
    if (there <= needed || !folder.hasFilesBefore(retention.before(Instant.now()))) {
      return 0;
    }
    DeltaTable delta = DeltaTable.forPath(spark, path);
    Dataset<Row> unusedPath = Scala.withoutPrinting(delta::vacuum);
    return there - folder.dataFiles();
  }

  private static long files(TableLog log) {
    return log.files(Slice.everything()).size();
  }

  /** Files that say which rows of others have gone; of one night there is one. */
  private static long vectors(TableLog log) {
    return log.files(Slice.everything()).stream()
        .flatMap(file -> file.gone().stream())
        .map(DeletionVectorDescriptor::uniqueFileId)
        .distinct()
        .count();
  }

  private TableLog written() {
    return log().orElseThrow(() -> new IllegalStateException("The log of a table has gone"));
  }

  private Optional<TableLog> log() {
    try {
      return TableLog.newest(hadoop(), path);
    } catch (RuntimeException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "Table " + table + " at " + path + " cannot be read",
          "its log is damaged (" + e.getClass().getSimpleName() + ")",
          "Bring its folder back from a backup; no table was changed");
    }
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }
}
