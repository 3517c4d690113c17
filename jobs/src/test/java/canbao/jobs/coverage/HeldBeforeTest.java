package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.group.HeldCells;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two cities of a hundred people each, half of them women, of whom half are covered. */
@ExtendWith(LocalSpark.class)
class HeldBeforeTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  private final SparkSession spark;
  private final Settings settings = Settings.load(Path.of("../conf"), "local", Map.of());

  @TempDir private Path folder;

  HeldBeforeTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  /** When it was released first, so few women were known that their number was hidden. */
  @Test
  void aDayThatIsCountedAgainHidesWhatItsReleaseHas() {
    Lake lake = new Lake(spark, folder.toString());
    TableHome released =
        TableHome.of("release.group_coverage", "of the test")
            .column("release_id STRING", "release")
            .column("as_of DATE", "day")
            .column("basis STRING", "basis")
            .column("dimension STRING", "dimension")
            .column("division STRING", "division")
            .column("value STRING", "value")
            .column("suppressed BOOLEAN", "hidden")
            .column("hidden_until DATE", "until");
    lake.replace(
        released,
        TextTable.table(
            spark,
            """
            release_id STRING | as_of DATE | basis STRING | dimension STRING | division STRING | value STRING | suppressed BOOLEAN | hidden_until DATE
            2018-12-30-r1 | 2018-12-30 | residence | employment_kind | 440300 | public | true  | 2019-12-31
            2018-12-31-r1 | 2018-12-31 | residence | sex             | 440100 | female | true  | 2019-12-31
            2018-12-31-r1 | 2018-12-31 | residence | sex             | 440100 | male_or_unknown | true | 2019-12-31
            2018-12-31-r1 | 2018-12-31 | residence | sex             | 440300 | female | true  | 2018-12-30
            2018-12-31-r1 | 2018-12-31 | residence | employment_kind | 440100 | public | false |
            """),
        Slice.everything());
    RegisterOn register = new RegisterOn(lake, DAY, DAY, true, true, 1, Set.of());
    GroupCoverage groups = new GroupCoverage(register, settings);
    CountedRun run = new CountedRun("run", DAY, "definitions");

    assertThat(hidden(groups.rows(states(), new HeldCells(), run))).isEmpty();
    assertThat(hidden(groups.rows(states(), groups.heldBefore(), run)))
        .contains("sex 440100 female", "sex 440100 male_or_unknown")
        .allMatch(cell -> cell.startsWith("sex "));
  }

  private Dataset<Row> states() {
    return DrawnStates.of(
        spark
            .range(200)
            .selectExpr(
                "id AS person_key",
                "true AS in_register",
                "40 AS age",
                "IF(id < 100, 440100, 440300) AS resident_city",
                "IF(id % 2 = 0, '1', '2') AS sex",
                // Due for a pension and for medical cover by residence.
                "CAST(12 AS BIGINT) AS due_bits",
                "IF(id % 4 < 2, 1, 0) AS cities_110",
                "IF(id % 4 < 2, 1, 0) AS cities_310"));
  }

  private static List<String> hidden(List<Row> rows) {
    return rows.stream()
        .filter(row -> of(row, "suppressed").equals(true))
        .map(row -> of(row, "dimension") + " " + of(row, "division") + " " + of(row, "value"))
        .distinct()
        .toList();
  }

  private static Object of(Row row, String column) {
    return row.get(CoverageTables.GROUP_COVERAGE.columns().fieldIndex(column));
  }
}
