package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A province that had a good night, and gets broken batches the day after. A night is run on them:
 * it ends with 3, tells the operator why, and leaves all that was published.
 *
 * <p>No batch of the day after is ever accepted, so that every test meets the same province.
 */
final class GoodNight extends RunFolder {

  static final String GOOD_DAY = "2018-12-30";
  static final String DAY = "2018-12-31";

  private final SparkSession spark;
  private final Map<String, Long> published;

  private GoodNight(SparkSession spark) {
    super("good-night");
    this.spark = spark;
    SmallProvince.deliver(landing(), GOOD_DAY);
    Outcome night = run("night --as-of " + GOOD_DAY);
    assertThat(night.code()).as(night.err()).isZero();
    this.published = publishedFiles();
    assertThat(published.keySet())
        .anyMatch(file -> file.startsWith("coverage/city_coverage"))
        .anyMatch(file -> file.startsWith("release/city_coverage"))
        .anyMatch(file -> file.startsWith("release/ledger"));
  }

  static GoodNight run(SparkSession spark) {
    return new GoodNight(spark);
  }

  /** Writes one broken batch, given its writer and the lines of a good one. */
  interface Breaking {
    void write(BatchWriter batch, List<String> lines) throws IOException;
  }

  /** A broken batch of the day after, and why it should be refused. */
  record Delivery(String source, String reason, Breaking breaking) {}

  static Delivery broken(String source, String reason, Breaking breaking) {
    return new Delivery(source, reason, breaking);
  }

  Outcome run(String line) {
    return new LocalCommand(spark, landing(), lake()).run(line);
  }

  /**
   * Delivers the day after and runs its night.
   *
   * @param deliveries one for each daily source, and for others
   */
  void assertRefused(Delivery... deliveries) throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    Arrays.stream(deliveries).forEach(each -> reasons.put(each.source(), each.reason()));
    assertThat(reasons).hasSize(deliveries.length).containsKeys(daily());
    for (String source : SmallProvince.OPTIONAL) {
      FileUtils.deleteDirectory(landing().resolve(source).resolve(DAY).toFile());
    }
    for (Delivery each : deliveries) {
      BatchWriter batch = new BatchWriter(landing(), each.source(), DAY);
      each.breaking().write(batch, SmallProvince.lines(each.source()));
    }

    Outcome night = run("night --as-of " + DAY);

    assertThat(night.code()).as(night.err()).isEqualTo(3);
    assertThat(night.err()).isEqualTo(expectedMessage(reasons));
    assertThat(night.err()).doesNotContain(SmallProvince.NAME, "19800101");
    assertThat(reasons(reasons.keySet().toArray())).isEqualTo(reasons);
    assertNothingHasChanged();
    for (String source : reasons.keySet()) {
      assertThat(lake().resolve("landing").resolve(source).resolve("batch=" + DAY)).doesNotExist();
    }
  }

  /** What others read is as the good night left it. */
  void assertNothingHasChanged() {
    assertThat(publishedFiles()).isEqualTo(published);
    for (String source : daily()) {
      assertThat(lake().resolve("landing").resolve(source).resolve("batch=" + GOOD_DAY))
          .isNotEmptyDirectory();
    }
  }

  /** The state of the batch of the day after. */
  String stateOf(String source) {
    return batches().filter(col("source").equalTo(source)).collectAsList().get(0).getAs("state");
  }

  /** Why the batches of the day after were not accepted, by source. */
  private Map<String, String> reasons(Object[] sources) {
    Map<String, String> reasons = new TreeMap<>();
    batches()
        .filter(col("source").isin(sources).and(col("state").isin("refused", "waiting")))
        .select("source", "reason")
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getString(1)));
    return reasons;
  }

  private Dataset<Row> batches() {
    return spark
        .read()
        .format("delta")
        .load(lake() + "/quality/batch")
        .filter(col("batch").equalTo(DAY));
  }

  private String expectedMessage(Map<String, String> reasons) {
    String daily =
        reasons.entrySet().stream()
            .filter(entry -> SmallProvince.DAILY.contains(entry.getKey()))
            .map(
                entry ->
                    "the last accepted batch of %s is 2018-12-30, it may be 0 days old (batch 2018-12-31: %s)"
                        .formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    return "canbao: Input for 2018-12-31 is not ready: "
        + daily
        + ". Have the sources named deliver or correct their batch under "
        + landing()
        + " and run the night again.\n";
  }

  private static String[] daily() {
    return SmallProvince.DAILY.toArray(String[]::new);
  }

  /** Every file of the tables that others read, with its size: commits and data. */
  private Map<String, Long> publishedFiles() {
    Map<String, Long> sizes = new TreeMap<>();
    for (String schema : List.of("register", "coverage", "release")) {
      try (Stream<Path> files = Files.walk(lake().resolve(schema))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sizes.put(lake().relativize(file).toString(), Files.size(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Collections.unmodifiableMap(sizes);
  }
}
