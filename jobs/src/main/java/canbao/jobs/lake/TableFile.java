package canbao.jobs.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;

/**
 * A file of a table, as its log has it.
 *
 * @param path absolute
 * @param name as the log has it
 * @param partition by column, the values that all its rows share; without those that are null
 * @param size in bytes
 * @param modified in milliseconds
 * @param statistics Delta's, as JSON
 * @param gone which of its rows are not in the table any more
 */
record TableFile(
    String path,
    String name,
    Map<String, String> partition,
    long size,
    long modified,
    Optional<String> statistics,
    Optional<DeletionVectorDescriptor> gone) {

  private static final boolean DATA_CHANGE = true;

  /** The last part of its path: how Spark calls it in rows that it has read, and no other file. */
  String lastName() {
    return new Path(path).getName();
  }

  /** The rows of the table that it has; empty if its writer has left no statistics. */
  Optional<Long> rows() {
    return Scala.optional(action(List.of()).numLogicalRecords()).map(Long.class::cast);
  }

  /**
   * The log's action that has added it.
   *
   * @param partitions the table's partition columns
   */
  AddFile action(List<String> partitions) {
    Map<String, String> values = new LinkedHashMap<>();
    partitions.forEach(column -> values.put(column, partition.get(column)));
    return new AddFile(
        name,
        Scala.map(values),
        size,
        modified,
        DATA_CHANGE,
        statistics.orElse(null),
        null,
        gone.orElse(null),
        Scala.none(),
        Scala.none(),
        Scala.none());
  }
}
