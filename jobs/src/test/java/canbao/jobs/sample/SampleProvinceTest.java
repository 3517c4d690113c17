package canbao.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class SampleProvinceTest {

  @TempDir Path folder;

  @Test
  void everySourceHasRows(SparkSession spark) {
    var options =
        new SampleOptions(
            "/tmp/sample-out/a", 100_000, 3, 1, Dirt.NORMAL, LocalDate.of(2018, 12, 31));
    long t = System.nanoTime();
    SampleSummary summary = SampleProvince.write(spark, options);
    System.err.println(summary + " " + (System.nanoTime() - t) / 1e9);
    assertThat(summary.rows().values()).allMatch(rows -> rows > 0);
  }
}
