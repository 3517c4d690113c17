package canbao.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class HistoryTest {

  /** Relation r1 changed pool and end on the 30th, r2 ended then, r3 came then. */
  private static final String ROWS =
      """
      relation_id STRING | pool STRING | end_date DATE | valid_from DATE | valid_to DATE | known_from DATE | known_to DATE
      r1 | 440100 |            |            | 2018-12-30 | 2018-12-29 | 2018-12-30
      r1 | 440300 | 2018-12-31 | 2018-12-30 |            | 2018-12-30 |
      r2 | 440100 |            |            | 2018-12-30 | 2018-12-29 | 2018-12-30
      r3 | 440100 |            | 2018-12-30 |            | 2018-12-30 |
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "before the change the old pool with the newest end, 2018-12-29, r1 440100 2018-12-31; r2 440100",
    "from the change on the new pool, 2018-12-30, r1 440300 2018-12-31; r3 440100",
  })
  void undatedFactsHaveTheValueOfTheDayAndDatedOnesTheirNewest(
      String reason, LocalDate day, String expected, SparkSession spark) {
    List<String> there =
        new History(List.of("relation_id"))
                .on(TextTable.table(spark, ROWS), day, List.of("end_date"))
                .selectExpr("concat_ws(' ', relation_id, pool, end_date)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();

    assertThat(String.join("; ", there)).as(reason).isEqualTo(expected);
  }
}
