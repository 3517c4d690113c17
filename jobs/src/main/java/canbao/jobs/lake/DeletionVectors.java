package canbao.jobs.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.deletionvectors.RoaringBitmapArray;
import org.apache.spark.sql.delta.storage.dv.DeletionVectorStore;
import org.apache.spark.sql.delta.storage.dv.DeletionVectorStore$;
import org.apache.spark.sql.delta.storage.dv.DeletionVectorStoreUtils.Writer;

/** The deletion vectors of one table: which rows of its files are not in it any more. */
final class DeletionVectors {

  private static final String NO_PREFIX = "";
  private static final boolean STATISTICS_GET_WIDE = true;
  private static final boolean DATA_CHANGE = true;

  private final Path table;
  private final DeletionVectorStore store;

  DeletionVectors(Configuration hadoop, String table) {
    this.table = new Path(table);
    this.store = DeletionVectorStore$.MODULE$.createInstance(hadoop);
  }

  /** The rows of some files that have gone before. */
  MarkedRows gone(List<TableFile> files) {
    Map<String, RoaringBitmapArray> rows = new HashMap<>();
    for (TableFile file : files) {
      file.gone().ifPresent(vector -> rows.put(file.lastName(), store.read(vector, table)));
    }
    return new MarkedRows(rows);
  }

  /**
   * Marks rows: the files stay, and the actions say which of their rows go. A file without any row
   * left goes itself.
   *
   * @param files that have them
   * @param partitions the table's partition columns
   */
  List<Action> marked(List<TableFile> files, MarkedRows going, List<String> partitions) {
    List<Action> actions = new ArrayList<>();
    Map<AddFile, RoaringBitmapArray> staying = new LinkedHashMap<>();
    for (TableFile file : files) {
      AddFile added = file.action(partitions);
      RoaringBitmapArray rows = going.of(file).orElseThrow().copy();
      file.gone().ifPresent(before -> rows.merge(store.read(before, table)));
      if (Scala.optional(added.numPhysicalRecords()).stream()
          .anyMatch(all -> all.equals(rows.cardinality()))) {
        actions.add(added.remove());
      } else {
        staying.put(added, rows);
      }
    }
    if (!staying.isEmpty()) {
      actions.addAll(written(staying));
    }
    return actions;
  }

  /** All vectors lie in one file. */
  private List<Action> written(Map<AddFile, RoaringBitmapArray> rowsByFile) {
    List<Action> actions = new ArrayList<>();
    UUID id = UUID.randomUUID();
    var path = store.generateFileNameInTable(store.pathWithFileSystem(table), id, NO_PREFIX);
    try (Writer writer = store.createWriter(path)) {
      rowsByFile.forEach(
          (file, rows) -> {
            DeletionVectorDescriptor vector = vector(rows, writer, id);
            actions.addAll(
                Scala.<Action>both(file.removeRows(vector, STATISTICS_GET_WIDE, DATA_CHANGE)));
          });
    }
    return actions;
  }

  private static DeletionVectorDescriptor vector(RoaringBitmapArray rows, Writer writer, UUID id) {
    boolean unused = rows.runOptimize();
    var range = writer.write(MarkedRows.serialized(rows));
    return DeletionVectorDescriptor.onDiskWithRelativePath(
        id,
        NO_PREFIX,
        range.length(),
        rows.cardinality(),
        Scala.some(range.offset()),
        Scala.none());
  }
}
