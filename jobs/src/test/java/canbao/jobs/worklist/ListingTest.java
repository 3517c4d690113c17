package canbao.jobs.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is visited first, why somebody is not covered, and whom an answer takes off the list. */
@ExtendWith(LocalSpark.class)
class ListingTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  /** An answer: visited on 2018-12-20 (day 17885) by the list of 2018-12-10 (17875), 0 and 204. */
  private static final String FOLDED =
      """
      person_key BIGINT | family INT | city INT | county INT | street INT | special_groups INT | not_due INT | probable_line INT | ended_on DATE | is_deregistered BOOLEAN | since DATE | answer BIGINT
      1 | 0 | 440100 | 440106 | 440106001 | 4 |     |     | 2018-11-30 |      | 2018-12-01 |
      2 | 0 | 440100 | 440106 |           | 0 |     |     | 2018-11-30 |      | 2018-12-01 |
      3 | 1 | 441900 |        | 441900003 | 0 |     |     |            |      |            |
      4 | 0 | 440100 |        |           | 0 | 203 | 110 |            | true | 2018-12-01 | 17885178750204
      5 | 0 | 440100 |        |           | 0 |     | 170 |            |      | 2018-12-01 |
      6 | 1 | 440100 |        |           | 0 |     | 390 |            |      | 2018-12-01 |
      7 | 0 | 440100 |        |           | 0 | 202 |     |            | true | 2018-12-01 | 17885178750204
      8 | 0 | 440100 |        |           | 0 | 203 |     |            | true | 2018-12-01 | 17885178750204
      9 | 1 | 440100 |        |           | 0 | 203 |     |            | true | 2018-12-01 |
      10 | 1 | 440100 |       |           | 0 | 207 |     |            | true | 2018-12-01 |
      11 | 1 | 440100 |       |           | 0 | 203 |     |            |      | 2018-12-01 |
      12 | 0 | 440100 |       |           | 0 |     |     |            |      | 2018-12-11 | 17885178750204
      13 | 0 | 440100 |       |           | 0 |     |     |            |      |            | 17885178750204
      14 | 0 | 440100 |       |           | 0 |     |     |            |      | 2017-01-01 | 17531175202011
      15 | 0 | 440100 |       |           | 0 |     |     |            |      | 2017-01-01 | 17530175202011
      16 | 0 | 440100 |       |           | 0 |     |     |            |      | 2017-01-01 | 17530175200203
      """;

  /**
   * 4 to 11 go down the decision order: enrolled by a link, outside the province, an earlier visit,
   * the household, another list. The answers about 12 and 13 are of a time before they came on the
   * list; 14 says no for a year, from 2017-12-31 on, 15 from a day before; 16 is settled for ever.
   */
  @Test
  void eachRowHasOnePriorityReasonAndState(SparkSession spark) {
    List<Row> rows =
        new Listing(DAY, Settings.load(Path.of("../conf"), "local", Map.of()).worklist())
            .decided(TextTable.table(spark, FOLDED))
            .selectExpr(
                "concat_ws(' ', lpad(person_key, 2, ' '), family, division, coalesce(street, '-'),"
                    + " priority, coalesce(reason_class, '-'), coalesce(reason_code, '-'),"
                    + " coalesce(reason_source, '-'), state, since, coalesce(visited, '-'))")
            .collectAsList();

    assertThat(rows.stream().map(row -> row.getString(0)).sorted())
        .containsExactly(
            " 1 pension 440106 440106001 1 - - - open 2018-12-01 -",
            " 2 pension 440106 - 2 - - - open 2018-12-01 -",
            " 3 medical 441900 441900003 3 - - - open 2018-12-31 -",
            " 4 pension 440100 - 3 0 200 link answered 2018-12-01 2018-12-20",
            " 5 pension 440100 - 3 1 011 link open 2018-12-01 -",
            " 6 medical 440100 - 3 - - link open 2018-12-01 -",
            " 7 pension 440100 - 3 0 202 status answered 2018-12-01 2018-12-20",
            " 8 pension 440100 - 3 0 204 visit answered 2018-12-01 2018-12-20",
            " 9 medical 440100 - 3 0 208 household open 2018-12-01 -",
            "10 medical 440100 - 3 0 207 household open 2018-12-01 -",
            "11 medical 440100 - 3 0 203 status open 2018-12-01 -",
            "12 pension 440100 - 3 - - - open 2018-12-11 -",
            "13 pension 440100 - 3 - - - open 2018-12-31 -",
            "14 pension 440100 - 3 2 011 visit answered 2017-01-01 2017-12-31",
            "15 pension 440100 - 3 2 011 visit open 2017-01-01 2017-12-30",
            "16 pension 440100 - 3 0 203 visit answered 2017-01-01 2017-12-30");
  }
}
