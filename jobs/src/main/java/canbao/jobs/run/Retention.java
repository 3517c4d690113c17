package canbao.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a table can be read as it was.
 *
 * <p>A table says so itself, in its properties: a removal that is older may be missing from its
 * log, and then VACUUM could no longer tell a file that was removed yesterday from one that nobody
 * needs.
 *
 * @param days at least the week below which Delta calls the removal of files unsafe
 */
public record Retention(int days) {

  private static final String TABLE = "delta.";
  private static final String NEW_TABLES = "spark.databricks.delta.properties.defaults.";

  /** What was written before and is not needed may go. */
  public Instant before(Instant now) {
    return now.minus(Duration.ofDays(days));
  }

  /** What a table is told. */
  public Map<String, String> ofTable() {
    return properties(TABLE);
  }

  /** What a session is told for the tables that it will make. */
  Map<String, String> ofNewTables() {
    return properties(NEW_TABLES);
  }

  private Map<String, String> properties(String prefix) {
    String interval = "interval %d days".formatted(days);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(prefix + "deletedFileRetentionDuration", interval);
    properties.put(prefix + "logRetentionDuration", interval);
    return properties;
  }
}
