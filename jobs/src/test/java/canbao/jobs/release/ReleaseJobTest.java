package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.GateOverrides;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two cities and the province on two days; the second city, 440300, is held now and then. */
@ExtendWith(LocalSpark.class)
class ReleaseJobTest {

  private static final LocalDate DAY_30 = LocalDate.of(2018, 12, 30);
  private static final LocalDate DAY_31 = LocalDate.of(2018, 12, 31);
  private static final String NOBODY = "";
  private static final String SHENZHEN = "440300";

  private final SparkSession spark;

  @TempDir private Path folder;

  ReleaseJobTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @Test
  void aHeldCityRepeatsWhatWasLastReleasedOfItAndNothingIsReleasedTwice() {
    SmallProvince province = new SmallProvince(spark, folder);

    province.computed(DAY_30, 300, 190, 95);
    assertThat(province.released(DAY_30, SHENZHEN)).isTrue();
    assertThat(province.released(DAY_30, SHENZHEN)).isFalse();
    assertThat(province.released(DAY_30, NOBODY)).isTrue();

    province.computed(DAY_31, 301, 191, 60);
    assertThat(province.released(DAY_31, SHENZHEN)).isTrue();
    assertThat(province.released(DAY_31, SHENZHEN)).isFalse();

    province.computed(DAY_31, 302, 191, 96);
    assertThat(province.released(DAY_31, NOBODY)).isTrue();

    province.computed(DAY_31, 303, 192, 61);
    assertThat(province.released(DAY_31, SHENZHEN)).isTrue();
    assertThat(province.released(DAY_31, SHENZHEN)).isFalse();

    assertThat(TextTable.drawn(releases(province)))
        .isEqualTo(
            """
            release_id string | as_of date | division string | covered bigint | bridge bigint | state string | stale_since date
            2018-12-30-r1 | 2018-12-30 | 440000 | 300 | 300 | fresh |\s
            2018-12-30-r1 | 2018-12-30 | 440100 | 190 | 190 | fresh |\s
            2018-12-30-r1 | 2018-12-30 | 440300 | 0 | 0 | no_data |\s
            2018-12-30-r2 | 2018-12-30 | 440000 | 300 | 300 | fresh |\s
            2018-12-30-r2 | 2018-12-30 | 440100 | 190 | 190 | fresh |\s
            2018-12-30-r2 | 2018-12-30 | 440300 | 95 | 95 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440000 | 301 | 301 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440100 | 191 | 191 | fresh |\s
            2018-12-31-r1 | 2018-12-31 | 440300 | 95 | 95 | stale | 2018-12-30
            2018-12-31-r2 | 2018-12-31 | 440000 | 302 | 302 | fresh |\s
            2018-12-31-r2 | 2018-12-31 | 440100 | 191 | 191 | fresh |\s
            2018-12-31-r2 | 2018-12-31 | 440300 | 96 | 96 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440000 | 303 | 303 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440100 | 192 | 192 | fresh |\s
            2018-12-31-r3 | 2018-12-31 | 440300 | 96 | 96 | stale | 2018-12-31\
            """);
  }

  @Test
  void theLedgerKeepsWhatWasOverriddenOnTheDay() {
    SmallProvince province = new SmallProvince(spark, folder);
    province.computed(DAY_30, 300, 190, 95);
    province.computed(DAY_31, 301, 191, 60);
    GateOverrides.record(
        province.lake(),
        new GateOverride("population.holding", SHENZHEN, DAY_31, DAY_31, "letter 117", "zhang"),
        Instant.parse("2019-01-01T02:00:00Z"));
    boolean before = province.released(DAY_30, NOBODY);
    boolean that = province.released(DAY_31, NOBODY);

    assertThat(before && that).isTrue();
    assertThat(
            TextTable.drawn(
                province
                    .lake()
                    .table("release.ledger")
                    .orElseThrow()
                    .selectExpr("release_id", "to_json(overrides) AS overrides")))
        .isEqualTo(
            """
            release_id string | overrides string
            2018-12-30-r1 | []
            2018-12-31-r1 | [{"rule":"population.holding","division":"440300","until_day":"2018-12-31","reason":"letter 117","who":"zhang"}]\
            """);
  }

  private static Dataset<Row> releases(SmallProvince province) {
    Dataset<Row> bridge =
        province
            .lake()
            .table("release.bridge")
            .orElseThrow()
            .filter("step = 'held'")
            .select(col("release_id"), col("as_of"), col("division"), col("running").as("bridge"));
    return province
        .lake()
        .table("release.city_coverage")
        .orElseThrow()
        .join(bridge, new String[] {"release_id", "as_of", "division"}, "left")
        .select("release_id", "as_of", "division", "covered", "bridge", "state", "stale_since");
  }
}
