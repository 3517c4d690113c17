package canbao.jobs.province;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Conservation laws on random provinces, others each time as with properties of jqwik. What fails
 * names its seed: {@code -Dcanbao.province=SEED} tries that province alone, {@code
 * -Dcanbao.provinces=50} so many new ones. It is no property of jqwik, whose engine would have
 * every other test wait.
 */
@ExtendWith(LocalSpark.class)
class RandomProvincesTest {

  private static final int PROVINCES = Integer.getInteger("canbao.provinces", 3);
  private static final Optional<Long> REPEATED =
      Optional.ofNullable(Long.getLong("canbao.province"));

  private final SparkSession spark;

  /** The province that is looked at; none if its nights have not gone through. */
  private Optional<LivedProvince> lived = Optional.empty();

  RandomProvincesTest(SparkSession spark) {
    this.spark = spark;
  }

  @TestFactory
  Stream<DynamicNode> everyLawHolds() {
    return REPEATED
        .map(LongStream::of)
        .orElseGet(() -> new SplittableRandom().longs(PROVINCES))
        .mapToObj(this::laws);
  }

  private DynamicNode laws(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = Shape.any(random);
    String name = "province %d: %s".formatted(seed, shape);
    DynamicTest lives =
        dynamicTest("its nights go through", () -> assertAll(name, () -> live(shape, random)));
    Stream<DynamicTest> laws =
        Law.all().stream().map(law -> dynamicTest(law.sentence(), () -> assertHolds(law, name)));
    return dynamicContainer(name, Stream.concat(Stream.of(lives), laws));
  }

  private void live(Shape shape, SplittableRandom random) throws IOException {
    lived = Optional.empty();
    Path folder = Files.createTempDirectory("province");
    try {
      lived = Optional.of(ProvinceLife.of(spark, folder, shape, random));
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void assertHolds(Law law, String province) {
    assumeThat(lived).as("its nights have gone through").isPresent();
    assertAll(law.sentence() + " in " + province, () -> law.holds().accept(lived.orElseThrow()));
  }
}
