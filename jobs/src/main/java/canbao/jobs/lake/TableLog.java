package canbao.jobs.lake;

import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The newest state of a table as its log tells it: version, columns and files.
 *
 * <p>Delta's own reader for Spark replays the log by three Spark queries for each table and
 * version; for the many small tables of a night that costs more than the tables' contents. Here
 * Delta Kernel does it in this thread.
 */
final class TableLog {

  private static final boolean WITH_STATISTICS = true;
  private static final int NAME = AddFile.SCHEMA_WITH_STATS.indexOf("path");
  private static final int MODIFIED = AddFile.SCHEMA_WITH_STATS.indexOf("modificationTime");
  private static final int STATISTICS = AddFile.SCHEMA_WITH_STATS.indexOf("stats");

  private final Engine engine;
  private final SnapshotImpl snapshot;

  private TableLog(Engine engine, SnapshotImpl snapshot) {
    this.engine = engine;
    this.snapshot = snapshot;
  }

  /**
   * The log as it is now.
   *
   * @return empty if there is no table in the folder
   */
  static Optional<TableLog> newest(Configuration hadoop, String folder) {
    Engine engine = DefaultEngine.create(hadoop);
    try {
      SnapshotImpl snapshot =
          (SnapshotImpl) Table.forPath(engine, folder).getLatestSnapshot(engine);
      return Optional.of(new TableLog(engine, snapshot));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // Kernel's answer to the folder that a write has made which died before its commit.
      if (hasCommits(hadoop, new Path(folder, "_delta_log"))) {
        throw e;
      }
      return Optional.empty();
    }
  }

  long version() {
    return snapshot.getVersion(engine);
  }

  /** Names, types, nullability and comments. */
  StructType columns() {
    return (StructType) DataType.fromJson(snapshot.getMetadata().getSchemaString());
  }

  /** The properties that the table was given. */
  Map<String, String> properties() {
    return snapshot.getMetadata().getConfiguration();
  }

  /** The files that may hold rows of a slice, by their partitions and statistics. */
  List<TableFile> files(Slice slice) {
    ScanImpl scan =
        (ScanImpl) snapshot.getScanBuilder(engine).withFilter(engine, slice.predicate()).build();
    List<TableFile> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        scan.getScanFiles(engine, WITH_STATISTICS)) {
      while (batches.hasNext()) {
        addFiles(batches.next(), files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /**
   * How many rows a slice has, by the files' statistics alone; empty if these do not tell, since
   * the slice is not one of whole partitions or a file has none.
   */
  OptionalLong rows(Slice slice) {
    if (!slice.isWhole(Set.copyOf(snapshot.getPartitionColumnNames(engine)))) {
      return OptionalLong.empty();
    }
    List<Optional<Long>> rows = files(slice).stream().map(TableFile::rows).toList();
    return rows.stream().allMatch(Optional::isPresent)
        ? OptionalLong.of(rows.stream().mapToLong(Optional::orElseThrow).sum())
        : OptionalLong.empty();
  }

  /** Whether a version was ever written; one that was cut off has left a hidden file at most. */
  private static boolean hasCommits(Configuration hadoop, Path log) {
    try {
      return Stream.of(log.getFileSystem(hadoop).listStatus(log))
          .filter(FileStatus::isFile)
          .anyMatch(file -> !file.getPath().getName().startsWith("."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addFiles(FilteredColumnarBatch batch, List<TableFile> files)
      throws IOException {
    try (CloseableIterator<Row> rows = batch.getRows()) {
      while (rows.hasNext()) {
        Row file = rows.next();
        Row added = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
        var status = InternalScanFileUtils.getAddFileStatus(file);
        files.add(
            new TableFile(
                status.getPath(),
                added.getString(NAME),
                InternalScanFileUtils.getPartitionValues(file),
                status.getSize(),
                added.getLong(MODIFIED),
                added.isNullAt(STATISTICS)
                    ? Optional.empty()
                    : Optional.of(added.getString(STATISTICS)),
                Optional.ofNullable(InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file))
                    .map(TableLog::gone)));
      }
    }
  }

  /** Kernel's words for a deletion vector in Delta's. */
  private static DeletionVectorDescriptor gone(
      io.delta.kernel.internal.actions.DeletionVectorDescriptor vector) {
    return new DeletionVectorDescriptor(
        vector.getStorageType(),
        vector.getPathOrInlineDv(),
        Scala.option(vector.getOffset()),
        vector.getSizeInBytes(),
        vector.getCardinality(),
        Scala.none());
  }
}
