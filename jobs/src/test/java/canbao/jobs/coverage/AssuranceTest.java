package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.AssuredPerson;
import canbao.jobs.run.ConfCopy;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class AssuranceTest {

  @TempDir private Path folder;

  @Test
  void everyExampleComesOutAsItMust(SparkSession spark) {
    Assurance assurance = Assurance.of(spark, Settings.load(Path.of("../conf"), "local", Map.of()));

    assertThat(assurance.outcomes())
        .filteredOn(outcome -> !outcome.differences().isEmpty())
        .isEmpty();
  }

  /** Each reason and each family is shown by somebody, so that no rule goes without an example. */
  @Test
  void everyReasonAndFamilyHasAnExample() {
    List<AssuredPerson> people = Settings.load(Path.of("../conf"), "local", Map.of()).assurance();

    assertThat(people.stream().flatMap(person -> person.reason().stream()))
        .contains("not_in_register", "dead", "lives_elsewhere", "age_unknown", "under_16")
        .contains("student", "soldier", "abroad", "insured_outside");
    assertThat(people.stream().flatMap(person -> person.covered().stream()))
        .containsAll(Stream.of(Family.values()).map(Family::word).toList());
  }

  @Test
  void aChangedRuleIsRefusedWithTheExamplesThatItDecidesOtherwise(SparkSession spark)
      throws IOException {
    ConfCopy conf = ConfCopy.in(folder);
    conf.spoil(
        "denominators.yml",
        "coalesce(age >= 16, false)\n      AND NOT (student",
        "coalesce(age >= 15, false)\n      AND NOT (student");
    Assurance assurance = Assurance.of(spark, conf.load(Map.of()));

    assertThatThrownBy(assurance::refuseDifferences)
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(
            "of_age_tomorrow: due by registered_due medical pension, must be medical.");
    assertThat(assurance.drawn()).contains("of_age_today ", " as it must");
  }
}
