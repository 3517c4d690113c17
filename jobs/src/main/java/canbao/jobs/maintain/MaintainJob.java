package canbao.jobs.maintain;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.LakeUpkeep;
import canbao.jobs.lake.TableUpkeep;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * OPTIMIZE and VACUUM of every table of the lake, which no step of a night does. Tables have the
 * same rows afterwards; running it again does what is left to do, and then nothing.
 */
public final class MaintainJob {

  /**
   * So many tasks Delta starts to list one table's folders: 10 000, unless it is told otherwise.
   */
  private static final String LISTING_TASKS =
      "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  /** An entry in a table's log for a VACUUM, also for one that finds nothing to remove. */
  private static final String VACUUM_IN_LOG = "spark.databricks.delta.vacuum.logging.enabled";

  private MaintainJob() {}

  /**
   * Keeps the tables, one after the other. All logs are read before the first table is changed.
   *
   * @param tables names of the tables that Canbao has, {@code schema.table}
   * @throws JobFailure USAGE if a table cannot be read, CONFLICT if somebody else writes to one
   */
  public static Maintained run(SparkSession spark, Settings settings, Set<String> tables) {
    spark.conf().set(LISTING_TASKS, spark.conf().get("spark.sql.shuffle.partitions"));
    spark.conf().set(VACUUM_IN_LOG, false);
    Phase.begin(spark, "maintain: what is in the lake");
    LakeUpkeep lake = LakeUpkeep.of(new Lake(spark, settings.lake()), tables);
    List<TableUpkeep.Done> done = new ArrayList<>();
    for (TableUpkeep table : lake.tables()) {
      Phase.begin(spark, "maintain: " + table.name());
      done.add(table.run(settings.retention()));
    }
    return new Maintained(done, lake.clearScratch(), lake.strangers());
  }
}
