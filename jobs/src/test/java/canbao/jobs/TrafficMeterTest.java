package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.run.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class TrafficMeterTest {

  @TempDir private Path folder;

  @Test
  void theBytesOfOnesOwnJobsAreHeardAndNoOthers(SparkSession spark) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    // A thread that is there already: a new one would belong to the work that starts it.
    other.submit(() -> {}).get();
    TrafficMeter meter = TrafficMeter.open(spark.sparkContext());
    try (meter) {
      other.submit(() -> writeNumbers(spark, "theirs")).get();
      assertThat(meter.heard()).isEqualTo(Traffic.NONE);

      writeNumbers(spark, "ours");
      assertThat(meter.heard()).isEqualTo(new Traffic(0, bytes("ours"), 0, 0));

      assertThat(spark.read().parquet(folder.resolve("ours").toString()).distinct().count())
          .isEqualTo(1000);
      assertThat(meter.heard().read()).isPositive();
      assertThat(meter.heard().shuffled()).isPositive();
    } finally {
      other.shutdown();
    }
    writeNumbers(spark, "later");
    assertThat(meter.heard().written()).isEqualTo(bytes("ours"));
  }

  private void writeNumbers(SparkSession spark, String name) {
    spark.range(1000).write().parquet(folder.resolve(name).toString());
  }

  private long bytes(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
