package canbao.jobs.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The session's cache for rows of one piece of work, until it is closed. For commands that write
 * nothing to the lake, beside which others may run; those that write have {@link Scratch}.
 */
public final class Cached implements ComputedOnce, AutoCloseable {

  private final List<Dataset<Row>> kept = new ArrayList<>();

  @Override
  public Dataset<Row> computed(String name, Dataset<Row> rows) {
    Dataset<Row> cached = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(cached);
    return cached;
  }

  @Override
  public void close() {
    for (Dataset<Row> rows : kept) {
      Dataset<Row> unused = rows.unpersist();
    }
  }
}
