package canbao.jobs.release;

import static canbao.jobs.release.LedgerTest.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is published of 2018-12-31: 440600 is 佛山, 440606 its memo district. */
@ExtendWith(LocalSpark.class)
class HeldCitiesTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  private static final String COMPUTED =
      """
      as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
      2018-12-31 | residence    | 440000          | pension       | resident_due       | 300        | 280            | 280                | 280                 | 3                | 0.933333          | 9700          | 11         | false       | not_met        | fresh        |                  | now
      2018-12-31 | residence    | 440100          | pension       | resident_due       | 200        | 198            | 198                | 198                 | 2                | 0.990000          | 9700          | 0          | true        | met            | fresh        |                  | now
      2018-12-31 | residence    | 440600          | pension       | resident_due       | 100        | 82             | 82                 | 82                  | 1                | 0.820000          | 9700          | 15         | false       | not_met        | fresh        |                  | now
      2018-12-31 | residence    | 440606          | pension       | resident_due       | 40         | 32             | 32                 | 32                  | 0                | 0.800000          | 9700          | 7          | false       | not_met        | fresh        |                  | now
      """;

  private final SparkSession spark;

  HeldCitiesTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @Test
  void aHeldCityRepeatsItsLastReleasedNumbersWithItsMemoDistrict() {
    HeldCities held = held("440600", "2018-12-29-r1\n2018-12-30-r1");

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-29-r1 | 2018-12-29 | residence | 440600 | pension | resident_due | 99 | 95 | 95 | 95 | 4 | 0.959596 | 9700 | 2 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440000 | pension | resident_due | 299 | 290 | 290 | 290 | 3 | 0.969900 | 9700 | 1 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440100 | pension | resident_due | 199 | 193 | 193 | 193 | 2 | 0.969849 | 9700 | 1 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440600 | pension | resident_due | 100 | 97 | 97 | 97 | 1 | 0.970000 | 9700 | 0 | true | met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440606 | pension | resident_due | 40 | 39 | 39 | 39 | 0 | 0.975000 | 9700 | 0 | true | met | fresh |  | before
                """))
        .isEqualTo(
            """
            440000 | 300 | 280 | 280 | 280 | 3 | 0.933333 | 11 | false | not_met | fresh |  | now
            440100 | 200 | 198 | 198 | 198 | 2 | 0.990000 | 0 | true | met | fresh |  | now
            440600 | 100 | 97 | 97 | 97 | 1 | 0.970000 | 0 | true | met | stale | 2018-12-30 | before
            440606 | 40 | 39 | 39 | 39 | 0 | 0.975000 | 0 | true | met | stale | 2018-12-30 | before
            """
                .strip());
  }

  @Test
  void aCityHeldForLongKeepsTheDayOfItsNumbers() {
    HeldCities held = held("440600", "2018-12-29-r1\n2018-12-30-r1 holds 440600");

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-29-r1 | 2018-12-29 | residence | 440600 | pension | resident_due | 99 | 95 | 95 | 95 | 4 | 0.959596 | 9700 | 2 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440600 | pension | resident_due | 99 | 95 | 95 | 95 | 4 | 0.959596 | 9700 | 2 | false | not_met | stale | 2018-12-29 | before
                """))
        .contains(
            "440600 | 99 | 95 | 95 | 95 | 4 | 0.959596 | 2 | false | not_met | stale | 2018-12-29 |"
                + " before");
  }

  @Test
  void eachCityGoesBackToItsOwnRelease() {
    HeldCities held =
        new HeldCities(
            List.of("440100", "440600"), DAY, ledger("2018-12-29-r1\n2018-12-30-r1 holds 440600"));

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-29-r1 | 2018-12-29 | residence | 440600 | pension | resident_due | 99 | 95 | 95 | 95 | 4 | 0.959596 | 9700 | 2 | false | not_met | fresh |  | before
                2018-12-29-r1 | 2018-12-29 | residence | 440606 | pension | resident_due | 39 | 37 | 37 | 37 | 1 | 0.948718 | 9700 | 1 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440100 | pension | resident_due | 199 | 193 | 193 | 193 | 2 | 0.969849 | 9700 | 1 | false | not_met | fresh |  | before
                2018-12-30-r1 | 2018-12-30 | residence | 440600 | pension | resident_due | 99 | 95 | 95 | 95 | 4 | 0.959596 | 9700 | 2 | false | not_met | stale | 2018-12-29 | before
                """))
        .isEqualTo(
            """
            440000 | 300 | 280 | 280 | 280 | 3 | 0.933333 | 11 | false | not_met | fresh |  | now
            440100 | 199 | 193 | 193 | 193 | 2 | 0.969849 | 1 | false | not_met | stale | 2018-12-30 | before
            440600 | 99 | 95 | 95 | 95 | 4 | 0.959596 | 2 | false | not_met | stale | 2018-12-29 | before
            440606 | 39 | 37 | 37 | 37 | 1 | 0.948718 | 1 | false | not_met | stale | 2018-12-29 | before
            """
                .strip());
  }

  @Test
  void whatWasReleasedFirstOfTheDayStandsWhenTheCityIsHeldLater() {
    HeldCities held = held("440100", "2018-12-30-r1\n2018-12-31-r1");

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-30-r1 | 2018-12-30 | residence | 440100 | pension | resident_due | 199 | 193 | 193 | 193 | 2 | 0.969849 | 9700 | 1 | false | not_met | fresh |  | before
                2018-12-31-r1 | 2018-12-31 | residence | 440100 | pension | resident_due | 200 | 191 | 191 | 191 | 2 | 0.955000 | 9700 | 3 | false | not_met | fresh |  | first
                """))
        .contains(
            "440100 | 200 | 191 | 191 | 191 | 2 | 0.955000 | 3 | false | not_met | stale |"
                + " 2018-12-31 | first");
  }

  @Test
  void aCityHeldOnTheFirstNightHasNoNumbers() {
    assertThat(coverage(held("440100", ""), Optional.empty()))
        .isEqualTo(
            """
            440000 | 300 | 280 | 280 | 280 | 3 | 0.933333 | 11 | false | not_met | fresh |  | now
            440100 |  | 0 | 0 | 0 | 0 |  |  |  |  | no_data |  | now
            440600 | 100 | 82 | 82 | 82 | 1 | 0.820000 | 15 | false | not_met | fresh |  | now
            440606 | 40 | 32 | 32 | 32 | 0 | 0.800000 | 7 | false | not_met | fresh |  | now
            """
                .strip());
  }

  @Test
  void aCityHeldFromTheFirstNightOnHasNoNumbersOfAnyDay() {
    HeldCities held = held("440100", "2018-12-30-r1 holds 440100");

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-30-r1 | 2018-12-30 | residence | 440100 | pension | resident_due |  | 0 | 0 | 0 | 0 |  | 9700 |  |  |  | no_data |  | before
                """))
        .contains("440100 |  | 0 | 0 | 0 | 0 |  |  |  |  | no_data |  | now");
  }

  @Test
  void aRowThatTheLastReleaseDidNotHaveIsWithoutNumbers() {
    HeldCities held = held("440100", "2018-12-30-r1");

    assertThat(
            published(
                held,
                """
                release_id STRING | as_of DATE | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | suspended BIGINT | rate DECIMAL(9,6) | target_bp INT | gap BIGINT | met BOOLEAN | verdict STRING | state STRING | stale_since DATE | run_id STRING
                2018-12-30-r1 | 2018-12-30 | residence | 440100 | pension | resident_all | 199 | 193 | 193 | 193 | 2 | 0.969849 | 9700 | 1 | false | not_met | fresh |  | before
                """))
        .contains("440100 |  | 0 | 0 | 0 | 0 |  |  |  |  | no_data |  | now")
        .doesNotContain("| 199 |");
  }

  /** 440600 repeats 95 of a release that had no such step; of 440100 nothing was ever released. */
  @Test
  void aBridgeEndsAtWhatIsReleasedByTheStepHeld() {
    HeldCities held =
        new HeldCities(
            List.of("440100", "440600"),
            DAY,
            ledger("2018-12-29-r1 holds 440100\n2018-12-30-r1 holds 440100 440600"));
    Dataset<Row> released =
        TextTable.table(
            spark,
            """
            release_id STRING | as_of DATE | family STRING | division STRING | step_no INT | step STRING | people BIGINT | running BIGINT | run_id STRING
            2018-12-29-r1 | 2018-12-29 | pension | 440000 | 1 | line_110 | 290 | 290 | before
            2018-12-29-r1 | 2018-12-29 | pension | 440600 | 1 | line_110 | 97  | 97  | before
            2018-12-29-r1 | 2018-12-29 | pension | 440600 | 2 | dead     | -2  | 95  | before
            2018-12-30-r1 | 2018-12-30 | pension | 440600 | 3 | held     | 95  | 95  | before
            """);

    Dataset<Row> rows = held.published(ResultTable.BRIDGE, bridges(), Optional.of(released));

    assertThat(TextTable.drawn(rows))
        .isEqualTo(
            """
            as_of date | family string | division string | step_no int | step string | people bigint | running bigint | run_id string
            2018-12-31 | pension | 440000 | 1 | line_110 | 283 | 283 | now
            2018-12-31 | pension | 440000 | 2 | dead | -3 | 280 | now
            2018-12-31 | pension | 440000 | 3 | held | 0 | 280 | now
            2018-12-31 | pension | 440100 | 3 | held | 0 | 0 | now
            2018-12-31 | pension | 440600 | 3 | held | 95 | 95 | now
            """
                .strip());
  }

  @Test
  void aBridgeOfACityHeldTwiceGoesBackToTheSameRelease() {
    Dataset<Row> released =
        TextTable.table(
            spark,
            """
            release_id STRING | as_of DATE | family STRING | division STRING | step_no INT | step STRING | people BIGINT | running BIGINT | run_id STRING
            2018-12-29-r1 | 2018-12-29 | pension | 440600 | 1 | line_110 | 95  | 95  | before
            2018-12-29-r1 | 2018-12-29 | pension | 440600 | 2 | held     | 0   | 95  | before
            2018-12-30-r1 | 2018-12-30 | pension | 440600 | 2 | held     | 95  | 95  | before
            """);

    Dataset<Row> rows =
        held("440600", "2018-12-29-r1\n2018-12-30-r1 holds 440600")
            .published(ResultTable.BRIDGE, bridges(), Optional.of(released));

    assertThat(TextTable.drawn(rows)).contains("440600 | 3 | held | 95 | 95 | now");
  }

  private Dataset<Row> bridges() {
    return TextTable.table(
        spark,
        """
        as_of DATE | family STRING | division STRING | step_no INT | step STRING | people BIGINT | running BIGINT | run_id STRING
        2018-12-31 | pension | 440000 | 1 | line_110 | 283 | 283 | now
        2018-12-31 | pension | 440000 | 2 | dead     | -3  | 280 | now
        2018-12-31 | pension | 440100 | 1 | line_110 | 198 | 198 | now
        2018-12-31 | pension | 440100 | 2 | dead     | 0   | 198 | now
        2018-12-31 | pension | 440600 | 1 | line_110 | 85  | 85  | now
        2018-12-31 | pension | 440600 | 2 | dead     | -3  | 82  | now
        """);
  }

  @Test
  void withoutHeldCitiesTheNumbersOfTheNightArePublished() {
    Dataset<Row> computed = TextTable.table(spark, COMPUTED);
    HeldCities none = HeldCities.none(DAY);

    for (ResultTable table : List.of(ResultTable.CITY_COVERAGE, ResultTable.CHANGE)) {
      assertThat(none.published(table, computed, Optional.empty())).isSameAs(computed);
    }
  }

  private static HeldCities held(String city, String releases) {
    return new HeldCities(List.of(city), DAY, ledger(releases));
  }

  private String published(HeldCities held, String released) {
    return coverage(held, Optional.of(TextTable.table(spark, released)));
  }

  /** Without the header and the columns that are the same in all rows. */
  private String coverage(HeldCities held, Optional<Dataset<Row>> released) {
    Dataset<Row> computed = TextTable.table(spark, COMPUTED);
    Dataset<Row> rows = held.published(ResultTable.CITY_COVERAGE, computed, released);
    assertThat(rows.columns()).isEqualTo(computed.columns());
    assertThat(rows.select("as_of").distinct().collectAsList())
        .extracting(row -> row.get(0).toString())
        .containsExactly("2018-12-31");
    String drawn =
        TextTable.drawn(rows.drop("as_of", "basis", "family", "denominator", "target_bp"));
    return drawn.substring(drawn.indexOf('\n') + 1);
  }
}
