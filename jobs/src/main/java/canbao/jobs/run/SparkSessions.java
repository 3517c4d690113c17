package canbao.jobs.run;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts the session that all steps of a command share. */
public final class SparkSessions {

  private static final String MASTER = "spark.master";

  /** What is the same everywhere: what results depend on, and what no province has to choose. */
  private static final Map<String, Object> FIXED =
      Map.ofEntries(
          entry("spark.sql.session.timeZone", "Asia/Shanghai"),
          entry("spark.sql.ansi.enabled", false),
          entry("spark.sql.caseSensitive", false),
          entry(
              "spark.sql.extensions",
              "io.delta.sql.DeltaSparkSessionExtension,canbao.udfs.CanbaoExtensions"),
          entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          // Nobody reads the plans of a healthy night, and drawing them takes longer than a small
          // one.
          entry("spark.sql.ui.explainMode", "simple"),
          entry("spark.sql.maxPlanStringLength", 1000),
          entry("spark.sql.debug.maxToStringFields", 3),
          // A night has more different plans than Spark's 100, and each is compiled once.
          entry("spark.sql.codegen.cache.maxEntries", 2000),
          // HotSpot never translates a method of more bytes of code: sixty rules of a source in one
          // method took twice the time of the same in many.
          entry("spark.sql.codegen.hugeMethodLimit", 8000),
          // What is broadcast may have been looked for among all open rows, on a machine that
          // others
          // keep busy: slow is not broken.
          entry("spark.sql.broadcastTimeout", 1200),
          // Outside UTC Delta would rebuild a table's state after every commit to check its sums.
          entry("spark.databricks.delta.allFilesInCrc.verificationMode.enabled", false),
          entry(
              "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled",
              false));

  private SparkSessions() {}

  /**
   * A session with Delta, Canbao's functions and the time zone of the province.
   *
   * @param settings give everything else; the master that spark-submit was told wins over theirs
   * @param name shown in Spark's and the cluster's pages
   * @throws JobFailure BUG, with Spark's own words, if there is no master that gives a session
   */
  public static SparkSession start(Settings settings, String name) {
    Map<String, Object> config = new LinkedHashMap<>(settings.spark());
    if (new SparkConf().contains(MASTER)) {
      config.remove(MASTER);
    }
    config.put("spark.sql.warehouse.dir", warehouse());
    config.putAll(settings.retention().ofNewTables());
    config.put("spark.ui.showConsoleProgress", isAtTerminal());
    config.putAll(FIXED);
    try {
      return SparkSession.builder().appName(name).config(config).getOrCreate();
    } catch (Exception e) { // Scala's checked exceptions come undeclared.
      throw notStarted(e);
    }
  }

  /** No row was read yet, so that what Spark says holds no data of people and may be told. */
  private static JobFailure notStarted(Exception failure) {
    String reasons =
        Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
            .limit(5)
            .map(cause -> cause.toString().lines().findFirst().orElse(""))
            .distinct()
            .collect(joining(" because of "));
    return new JobFailure(
        ExitCode.BUG,
        "Spark cannot be started",
        reasons,
        "Look whether the master runs and gives what the settings ask for (spark-submit's options,"
            + " spark: in conf/env), then start again; nothing was done");
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

  /**
   * Whether somebody looks on: a progress bar draws over itself, in a file it would be noise.
   *
   * <p>From Java 22 on there is a console without a terminal too; Spark 3.5 does not run there.
   */
  @SuppressWarnings("SystemConsoleNull") // Java 17 has no other question to ask.
  private static boolean isAtTerminal() {
    return System.console() != null;
  }
}
