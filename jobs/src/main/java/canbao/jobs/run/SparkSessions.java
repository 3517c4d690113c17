package canbao.jobs.run;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts the session that all steps of a command share. */
public final class SparkSessions {

  private static final String MASTER = "spark.master";

  private SparkSessions() {}

  /**
   * A session with Delta, Canbao's functions and the time zone of the province.
   *
   * @param settings give everything else; the master that spark-submit was told wins over theirs
   * @param name shown in Spark's and the cluster's pages
   */
  public static SparkSession start(Settings settings, String name) {
    boolean submitted = new SparkConf().contains(MASTER);
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(name)
            .config("spark.sql.warehouse.dir", warehouse())
            // A progress bar draws over itself: in a file it would be noise.
            .config("spark.ui.showConsoleProgress", System.console() != null);
    settings
        .spark()
        .forEach(
            (key, value) -> {
              if (!key.equals(MASTER) || !submitted) {
                builder.config(key, value);
              }
            });
    return fixed(builder).getOrCreate();
  }

  /** As {@link #start}, for the time of some work. */
  public static void use(Settings settings, String name, Consumer<SparkSession> work) {
    try (SparkSession spark = start(settings, name)) {
      work.accept(spark);
    }
  }

  /** A folder that Spark wants and nothing is kept in: all tables are in the lake. */
  private static String warehouse() {
    String name = "canbao-warehouse-" + System.getProperty("user.name");
    return Path.of(System.getProperty("java.io.tmpdir"), name).toUri().toString();
  }

  /** What results depend on is the same everywhere. */
  private static SparkSession.Builder fixed(SparkSession.Builder builder) {
    return builder
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.ansi.enabled", false)
        .config("spark.sql.caseSensitive", false)
        .config(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension,canbao.udfs.CanbaoExtensions")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
  }
}
