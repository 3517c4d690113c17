package canbao.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pools: 440100 Guangzhou, 440300 Shenzhen. The day is 31 December 2018. */
@ExtendWith(LocalSpark.class)
class SpellMeasuresTest {

  private static final SpellMeasures ON_DAY = new SpellMeasures(LocalDate.parse("2018-12-31"));
  private static final String COLUMNS =
      "source STRING | relation_id STRING | person_key BIGINT | line STRING | pool_division STRING | state STRING |"
          + " start_date DATE | end_date DATE | insurance_year INT | reason STRING\n";

  private final SparkSession spark;

  SpellMeasuresTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void idsSpellsAndGapsAreCountedByLineAndCityOfThePoolAndEachPersonOnceInTheProvince() {
    // 1 has two live relations in two cities. 2 has two, one after the other, a day between them. 3
    // has four spells with three gaps. 4 has one that touches the next: no gap. 5 ended years ago.
    // 6 has a gap before the last 365 days. 7 has relations that overlap, then a gap.
    Dataset<Row> relations =
        relations(
            """
            p | A1 | 1 | 110 | 440100 | enrolled | 2010-01-01 |            | |
            p | A2 | 1 | 110 | 440300 | enrolled | 2018-01-01 |            | |
            p | B1 | 2 | 110 | 440100 | ended    | 2018-01-01 | 2018-06-29 | |
            p | B2 | 2 | 110 | 440100 | enrolled | 2018-07-01 |            | |
            p | C1 | 3 | 110 | 440300 | ended    | 2018-01-01 | 2018-02-28 | |
            p | C2 | 3 | 110 | 440300 | ended    | 2018-04-01 | 2018-04-30 | |
            p | C3 | 3 | 110 | 440300 | ended    | 2018-06-01 | 2018-06-30 | |
            p | C4 | 3 | 110 | 440300 | enrolled | 2018-09-01 |            | |
            p | D1 | 4 | 110 | 440100 | ended    | 2018-01-01 | 2018-06-30 | |
            p | D2 | 4 | 110 | 440100 | enrolled | 2018-07-01 |            | |
            p | E1 | 5 | 110 | 440100 | ended    | 2010-01-01 | 2012-12-31 | |
            p | F1 | 6 | 110 | 440100 | ended    | 2010-01-01 | 2017-06-30 | |
            p | F2 | 6 | 110 | 440100 | enrolled | 2017-10-01 |            | |
            p | G1 | 7 | 110 | 440100 | ended    | 2018-01-01 | 2018-08-31 | |
            p | G2 | 7 | 110 | 440100 | ended    | 2018-02-01 | 2018-03-31 | |
            p | G3 | 7 | 110 | 440100 | enrolled | 2018-10-01 |            | |
            """);

    assertThat(TextTable.drawn(ON_DAY.ofPeople(relations)))
        .isEqualTo(
            """
            measure string | subject string | division string | numerator bigint | denominator bigint
            one_gap | 110 | 440000 | 3 | 6
            one_gap | 110 | 440100 | 2 | 5
            one_gap | 110 | 440300 | 1 | 2
            several_ids | 110 | 440000 | 6 | 7
            several_ids | 110 | 440100 | 5 | 6
            several_ids | 110 | 440300 | 2 | 2
            three_gaps | 110 | 440000 | 1 | 6
            three_gaps | 110 | 440100 | 0 | 5
            three_gaps | 110 | 440300 | 1 | 2
            two_spells | 110 | 440000 | 1 | 6
            two_spells | 110 | 440100 | 1 | 5
            two_spells | 110 | 440300 | 1 | 2""");
  }

  @Test
  void whoLeftWithoutAReasonAnotherLineOfTheSourceOrDeathIsUnexplained() {
    // 1 stays. 2 is gone from the list. 3 has ended with a reason. 4 is dead. 5 has gone to another
    // line of the source. 6 has ended without a reason. 7 had ended before.
    Dataset<Row> before =
        relations(
            """
            p | A1 | 1 | 110 | 440100 | enrolled | 2010-01-01 |            | |
            p | B1 | 2 | 110 | 440100 | enrolled | 2010-01-01 |            | |
            p | C1 | 3 | 110 | 440100 | enrolled | 2010-01-01 | 2018-12-15 | |
            p | D1 | 4 | 110 | 440300 | enrolled | 2010-01-01 |            | |
            p | E1 | 5 | 110 | 440300 | enrolled | 2010-01-01 |            | |
            p | F1 | 6 | 110 | 440300 | enrolled | 2010-01-01 | 2018-12-15 | |
            p | G1 | 7 | 110 | 440300 | ended    | 2010-01-01 | 2012-12-31 | |
            """);
    Dataset<Row> now =
        relations(
            """
            p | A1 | 1 | 110 | 440100 | enrolled | 2010-01-01 |            | |
            p | C1 | 3 | 110 | 440100 | ended    | 2010-01-01 | 2018-12-15 | | 6405
            p | E2 | 5 | 170 | 440300 | enrolled | 2018-12-10 |            | |
            p | F1 | 6 | 110 | 440300 | ended    | 2010-01-01 | 2018-12-15 | |
            """);
    Dataset<Row> dead = TextTable.table(spark, "person_key BIGINT\n4\n");

    assertThat(TextTable.drawn(ON_DAY.ofLeavers(before, now, dead)))
        .isEqualTo(
            """
            measure string | subject string | division string | numerator bigint | denominator bigint
            left_unexplained | 110 | 440000 | 2 | 6
            left_unexplained | 110 | 440100 | 1 | 3
            left_unexplained | 110 | 440300 | 1 | 3""");
  }

  private Dataset<Row> relations(String rows) {
    return TextTable.table(spark, COLUMNS + rows);
  }
}
