package canbao.jobs.supervision;

import canbao.jobs.run.Settings;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** All that a night finds. */
final class Findings {

  private Findings() {}

  /** As {@link Found} says; a case stands in it once. */
  static Dataset<Row> of(OpenRegister register, Settings settings) {
    Dataset<Row> suspected =
        new Situations(register, settings.supervision())
            .suspected()
            .persist(StorageLevel.MEMORY_AND_DISK());
    return Stream.concat(
            Stream.of(
                new PersonCases(suspected).found(), new RelationCases(register, suspected).found()),
            new BenefitCases(register).found().stream())
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }
}
