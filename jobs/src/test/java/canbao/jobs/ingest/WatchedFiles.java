package canbao.jobs.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;

/**
 * The local files under another scheme, where a test can do something right before a file is opened
 * for the second time, or the third: as if a source went on writing while it is read.
 */
public final class WatchedFiles extends RawLocalFileSystem {

  private static final String SCHEME = "watched";
  private static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();
  private static final Map<String, Action> ACTIONS = new ConcurrentHashMap<>();

  /** What a test does to its files. */
  interface Action {
    void run() throws IOException;
  }

  /** Makes the scheme known; the folder's name under it. */
  static String watched(SparkSession spark, java.nio.file.Path folder) {
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs." + SCHEME + ".impl", WatchedFiles.class.getName());
    return SCHEME + ":" + folder;
  }

  /** Does something before a file is opened for the n-th time. */
  static void before(int opening, java.nio.file.Path file, Action action) {
    ACTIONS.put(opening + " " + file, action);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    String file = path.toUri().getPath();
    Action action = ACTIONS.remove(OPENED.merge(file, 1, Integer::sum) + " " + file);
    if (action != null) {
      action.run();
    }
    return super.open(path, bufferSize);
  }
}
