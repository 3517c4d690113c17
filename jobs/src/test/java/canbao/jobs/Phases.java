package canbao.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;

/** What Spark's pages and event logs call the jobs of some work. */
final class Phases extends SparkListener {

  private static final String OURS = "phases-of-a-test";

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** In the order in which they began, each once. */
  static List<String> of(SparkSession spark, Runnable work) throws Exception {
    Phases phases = new Phases();
    spark.sparkContext().addSparkListener(phases);
    spark.sparkContext().addJobTag(OURS);
    work.run();
    spark.sparkContext().removeJobTag(OURS);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(phases);
    return phases.heard.stream().distinct().toList();
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    if (start.properties().getProperty("spark.job.tags", "").contains(OURS)) {
      heard.add(start.properties().getProperty("spark.job.description"));
    }
  }
}
