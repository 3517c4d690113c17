package canbao.jobs;

import canbao.jobs.lake.Scala;
import canbao.jobs.run.Traffic;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the tasks of this thread's jobs move, as long as it is open. What the driver itself
 * reads, such as the logs of tables, is not heard; tasks that failed and ran again are.
 */
final class TrafficMeter extends SparkListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficMeter.class);
  private static final String TAGS = "spark.job.tags";
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final SparkContext spark;
  private final String tag = "canbao-" + UUID.randomUUID();

  /** Spark tells a listener of everything in one thread; another one asks for the sum. */
  private final Set<Integer> stages = new HashSet<>();

  private volatile Traffic heard = Traffic.NONE;

  private TrafficMeter(SparkContext spark) {
    this.spark = spark;
  }

  static TrafficMeter open(SparkContext spark) {
    TrafficMeter meter = new TrafficMeter(spark);
    spark.addSparkListener(meter);
    spark.addJobTag(meter.tag);
    return meter;
  }

  /** What was moved until now. Spark tells it a moment later, which is waited for. */
  Traffic heard() {
    try {
      spark.listenerBus().waitUntilEmpty(LONGEST_WAIT_MILLIS);
    } catch (TimeoutException e) {
      LOG.warn("Spark is behind with telling what its tasks did: bytes are too low");
    }
    return heard;
  }

  @Override
  public void close() {
    spark.removeJobTag(tag);
    spark.removeSparkListener(this);
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    if (properties != null
        && Arrays.asList(properties.getProperty(TAGS, "").split(",", -1)).contains(tag)) {
      Scala.javaList(start.stageInfos()).stream().map(StageInfo::stageId).forEach(stages::add);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    TaskMetrics task = end.taskMetrics();
    // A task that was lost with its executor has none.
    if (task != null && stages.contains(end.stageId())) {
      heard = heard.plus(traffic(task));
    }
  }

  private static Traffic traffic(TaskMetrics task) {
    return new Traffic(
        task.inputMetrics().bytesRead(),
        task.outputMetrics().bytesWritten(),
        task.shuffleWriteMetrics().bytesWritten(),
        task.diskBytesSpilled());
  }
}
