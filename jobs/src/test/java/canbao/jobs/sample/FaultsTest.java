package canbao.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class FaultsTest {

  @TempDir Path folder;

  @Test
  void everyKindOccursInTheNewcomersProvinceAndTwoOrThreeOfAHundredRowsAreTouched(
      SparkSession spark) throws IOException {
    SampleSummary summary = SampleProvince.write(spark, options(Dirt.NORMAL, 100_000));
    List<String> faults = SampleFiles.truth(folder, "faults");
    assertThat(kinds(faults))
        .isEqualTo(
            Faults.all().stream().map(Fault::name).collect(Collectors.toCollection(TreeSet::new)));
    assertThat(faults.size()).isBetween(rows(summary, 0.02), rows(summary, 0.03));
  }

  @Test
  void heavyTouchesEightToTenOfAHundredRows(SparkSession spark) throws IOException {
    SampleSummary summary = SampleProvince.write(spark, options(Dirt.HEAVY, 20_000));
    List<String> faults = SampleFiles.truth(folder, "faults");
    assertThat(faults.size()).isBetween(rows(summary, 0.08), rows(summary, 0.10));
  }

  @Test
  void emptyKeysStayFarBelowWhatRefusesABatch() {
    Fault emptyId =
        Faults.all().stream()
            .filter(fault -> fault.name().equals("empty_relation_id"))
            .findFirst()
            .orElseThrow();
    assertThat(emptyId.probability(Dirt.HEAVY)).isLessThan(0.005);
  }

  @Test
  void everyKindHasAnOwnNameAndAnExpectation() {
    assertThat(Faults.all()).extracting(Fault::name).doesNotHaveDuplicates();
    assertThat(Faults.all())
        .extracting(Fault::expected)
        .allMatch(expected -> expected.matches("rule [1-9]|Q[0-2][0-9]|finding|duplicate|nothing"));
  }

  private static Set<String> kinds(List<String> faults) {
    return faults.stream()
        .map(line -> line.split(",", -1)[4])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int rows(SampleSummary summary, double share) {
    return (int) (summary.total() * share);
  }

  private SampleOptions options(Dirt dirt, long persons) {
    return new SampleOptions(folder.toString(), persons, 3, 1, dirt, LocalDate.of(2018, 12, 31));
  }
}
