package canbao.jobs.coverage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People outside the register who may be any of several in it raise the upper bound. */
@ExtendWith(LocalSpark.class)
class AmbiguousPeopleTest {

  private final SparkSession spark;

  AmbiguousPeopleTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void eachMayCoverOnePersonOfHisPoolsCityAndNoMoreThanAreDue() {
    // Pools: 1 is Guangzhou, 2 is Shaoguan, 4 is Shenzhen. All in the register are due.
    Dataset<Row> people =
        TextTable.table(
            spark,
            """
            person_key BIGINT | in_register BOOLEAN | resident_city INT | due_bits BIGINT | cities_310 INT | is_ambiguous BOOLEAN
            1 | true  | 440100 | 255 | 1 | false
            2 | true  | 440100 | 255 | 0 | false
            3 | true  | 440100 | 255 | 0 | false
            4 | false |        | 0   | 1 | true
            5 | true  | 440300 | 255 | 0 | false
            6 | false |        | 0   | 4 | true
            7 | false |        | 0   | 4 | true
            8 | false |        | 0   | 2 | false
            """);

    assertThat(medicalOfResidents(people))
        .isEqualTo(
            """
            division due low covered high
            440000 4 1 1 4
            440100 3 1 1 2
            440200 0 0 0 0
            440300 1 0 0 1""");
  }

  private String medicalOfResidents(Dataset<Row> people) {
    Settings settings = Settings.load(Path.of("../conf"), "local", Map.of());
    PersonGroups groups = PersonGroups.of(DrawnStates.of(people));
    Map<String, CoverageCell> cells =
        CityCounts.of(groups, settings.denominators(), PublishedFigures.NONE)
            .get(new Measure(Basis.RESIDENCE, CoverageFamily.MEDICAL, "resident_due"));
    return Stream.concat(
            Stream.of("division due low covered high"),
            Stream.of("440000", "440100", "440200", "440300")
                .map(division -> division + " " + drawn(cells.get(division))))
        .collect(joining("\n"));
  }

  private static String drawn(CoverageCell cell) {
    return "%d %d %d %d"
        .formatted(
            cell.due().orElseThrow(),
            cell.bounds().low(),
            cell.bounds().covered(),
            cell.bounds().high());
  }
}
