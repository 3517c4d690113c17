package canbao.jobs.run;

import org.apache.spark.sql.SparkSession;

/**
 * What Spark is at, in words of the field: its pages and event logs show it beside every job.
 *
 * <p>Words are names of steps, tables and sources, and days. Event logs are read by others than the
 * lake is, so nothing that a source sent may be among them.
 */
public final class Phase {

  private Phase() {}

  /** All jobs of this thread from now on, until the next phase. */
  public static void begin(SparkSession spark, String words) {
    spark.sparkContext().setJobDescription(words);
  }
}
