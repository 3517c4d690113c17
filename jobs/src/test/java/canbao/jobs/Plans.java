package canbao.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Keeps the plan of every query that some work starts, and of no other that runs beside it. */
final class Plans extends SparkListener {

  private static final AtomicInteger WORKS = new AtomicInteger();

  private final String tag = "plans-of-work-" + WORKS.incrementAndGet();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private Plans() {}

  /** The physical plans, as Spark's pages and event logs show them. */
  static List<String> of(SparkSession spark, Runnable work) throws Exception {
    Plans plans = new Plans();
    spark.sparkContext().addSparkListener(plans);
    spark.sparkContext().addJobTag(plans.tag);
    work.run();
    spark.sparkContext().removeJobTag(plans.tag);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(plans);
    return plans.seen;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start && start.jobTags().contains(tag)) {
      seen.add(start.physicalPlanDescription());
    }
  }
}
