package canbao.jobs.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A folder below the lake for rows that one step needs several times and nobody else ever. Unlike a
 * cache it survives the loss of an executor, and what is read from it has a short plan.
 */
public final class Scratch implements ComputedOnce, AutoCloseable {

  static final String FOLDER = "_scratch";

  private final Lake lake;
  private final String folder;

  /**
   * @param name of the work, unlike any other that runs at the same time
   */
  public Scratch(Lake lake, String name) {
    this.lake = lake;
    this.folder = lake.folder() + "/" + FOLDER + "/" + name;
  }

  @Override
  public Dataset<Row> computed(String name, Dataset<Row> rows) {
    String path = folder + "/" + name;
    // Read back once or twice: what would make it smaller costs more than it saves.
    rows.write().mode("overwrite").option("parquet.enable.dictionary", false).parquet(path);
    return lake.spark().read().schema(rows.schema()).parquet(path);
  }

  @Override
  public void close() {
    Path path = new Path(folder);
    try {
      boolean unused =
          path.getFileSystem(lake.spark().sessionState().newHadoopConf()).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
