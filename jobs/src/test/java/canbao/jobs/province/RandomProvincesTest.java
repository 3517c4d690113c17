package canbao.jobs.province;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * Conservation laws on random provinces: on a few that broke one once, or with {@code
 * -Dcanbao.provinces=50} on so many new ones. What fails names its seed: {@code
 * -Dcanbao.province=SEED} tries that province alone. It is no property of jqwik, whose engine would
 * have every other test wait.
 */
@ExtendWith(LocalSpark.class)
class RandomProvincesTest {

  /**
   * One person alone; more people counted off a published figure than it has; a held city; somebody
   * whose number a list of a group alone confirms.
   */
  private static final long[] KNOWN = {
    5320472899665670226L, -4047795025974318044L, 1, 4265129689066051225L
  };

  private static final Optional<Long> REPEATED =
      Optional.ofNullable(Long.getLong("canbao.province"));
  private static final Optional<Integer> NEW =
      Optional.ofNullable(Integer.getInteger("canbao.provinces"));

  private final SparkSession spark;

  /** The province that is looked at; none if its nights have not gone through. */
  private Optional<LivedProvince> lived = Optional.empty();

  /** All that were looked at, of the known ones. */
  private final List<LivedProvince> known = new ArrayList<>();

  RandomProvincesTest(SparkSession spark) {
    this.spark = spark;
  }

  @TestFactory
  Stream<DynamicNode> everyLawHolds() {
    LongStream seeds =
        REPEATED
            .map(LongStream::of)
            .or(() -> NEW.map(number -> new SplittableRandom().longs(number)))
            .orElseGet(() -> LongStream.of(KNOWN));
    boolean areKnown = REPEATED.isEmpty() && NEW.isEmpty();
    return Stream.concat(
        seeds.mapToObj(this::laws), areKnown ? Stream.of(falsifications()) : Stream.of());
  }

  /** Something false is noticed: each law can fail, and each count is looked at by one. */
  private DynamicNode falsifications() {
    Stream<DynamicTest> ofLaws =
        Law.all().stream()
            .map(law -> dynamicTest(law.sentence(), () -> LawsCanFail.assertCanFail(law, known)));
    Stream<DynamicTest> ofCounts =
        PublishedCount.all().stream()
            .map(
                count ->
                    dynamicTest(count.toString(), () -> LawsCanFail.assertIsGuarded(count, known)));
    return dynamicContainer("what is false is noticed", Stream.concat(ofLaws, ofCounts));
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
      lived.ifPresent(known::add);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void assertHolds(Law law, String province) {
    assumeThat(lived).as("its nights have gone through").isPresent();
    assertAll(law.sentence() + " in " + province, () -> law.holds().accept(lived.orElseThrow()));
  }
}
