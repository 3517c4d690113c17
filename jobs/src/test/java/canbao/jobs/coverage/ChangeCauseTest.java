package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why one person counts on one day and not on another, a case a line. */
@ExtendWith(LocalSpark.class)
class ChangeCauseTest {

  private static final Column NONE = lit("");

  /** Of a pension, from one night to the next. */
  @Test
  void everyoneHasTheFirstCauseThatFits(SparkSession spark) {
    Dataset<Row> people =
        TextTable.table(
            spark,
            """
            person STRING | before_in_register BOOLEAN | before_dead BOOLEAN | before_age INT | was_here BOOLEAN | was_due BOOLEAN | was_covered BOOLEAN | after_in_register BOOLEAN | after_dead BOOLEAN | after_age INT | is_here BOOLEAN | is_due BOOLEAN | is_covered BOOLEAN | is_late BOOLEAN
            16 today               | true  | false | 15 | true  | false | false | true  | false | 16 | true  | true  | false | false
            16 and enrolled        | true  | false | 15 | true  | false | false | true  | false | 16 | true  | true  | true  | true
            made older by letter   | true  | false | 12 | true  | false | false | true  | false | 40 | true  | true  | false | false
            birth was unreadable   | true  | false |    | true  | false | false | true  | false | 40 | true  | true  | false | false
            new to the register    |       |       |    | false | false | false | true  | false | 30 | true  | true  | true  | false
            known by enrolment     | false | false |    | false | false | false | true  | false | 30 | true  | true  | false | false
            from another city      | true  | false | 30 | false | false | false | true  | false | 30 | true  | true  | true  | false
            no student any more    | true  | false | 22 | true  | false | false | true  | false | 22 | true  | true  | false | false
            was never dead         | true  | true  | 70 | true  | false | false | true  | false | 70 | true  | true  | true  | false
            died, was insured      | true  | false | 80 | true  | true  | true  | true  | true  | 80 | true  | false | false | false
            died and struck off    | true  | false | 80 | true  | true  | false | false |       |    | false | false | false | false
            died, register says so | true  | false | 80 | true  | true  | false | true  | true  | 80 | false | false | false | false
            to another city        | true  | false | 30 | true  | true  | true  | true  | false | 30 | false | false | false | false
            became a soldier       | true  | false | 19 | true  | true  | false | true  | false | 19 | true  | false | false | false
            made younger by letter | true  | false | 40 | true  | true  | false | true  | false | 14 | true  | false | false | false
            enrolled today         | true  | false | 30 | true  | true  | false | true  | false | 30 | true  | true  | true  | false
            reported late          | true  | false | 30 | true  | true  | false | true  | false | 30 | true  | true  | true  | true
            lapsed                 | true  | false | 30 | true  | true  | true  | true  | false | 30 | true  | true  | false | false
            as before              | true  | false | 30 | true  | true  | true  | true  | false | 31 | true  | true  | true  | false""");

    assertThat(causes(people, true, 0))
        .isEqualTo(
            """
            person string | due string | covered string
            16 and enrolled | entered_of_age | gained_entered
            16 today | entered_of_age |\s
            as before |  |\s
            became a soldier | left_exclusion_began |\s
            birth was unreadable | entered_correction |\s
            died and struck off | left_correction |\s
            died, register says so | left_died |\s
            died, was insured | left_died | lost_died
            enrolled today |  | gained_enrolled
            from another city | entered_moved_in | gained_entered
            known by enrolment | entered_moved_in |\s
            lapsed |  | lost_lapsed
            made older by letter | entered_correction |\s
            made younger by letter | left_correction |\s
            new to the register | entered_moved_in | gained_entered
            no student any more | entered_exclusion_ended |\s
            reported late |  | gained_late_report
            to another city | left_moved_out | lost_left
            was never dead | entered_correction | gained_entered""");
  }

  /** Medical has no least age: of two new to the register, who can have been born since was. */
  @Test
  void aChildIsBornOrMovesIn(SparkSession spark) {
    Dataset<Row> people =
        TextTable.table(
            spark,
            """
            person STRING | before_in_register BOOLEAN | before_dead BOOLEAN | before_age INT | was_here BOOLEAN | was_due BOOLEAN | was_covered BOOLEAN | after_in_register BOOLEAN | after_dead BOOLEAN | after_age INT | is_here BOOLEAN | is_due BOOLEAN | is_covered BOOLEAN | is_late BOOLEAN
            0 years old     |      |       |   | false | false | false | true | false | 0 | true | true  | true  | false
            1 year old      |      |       |   | false | false | false | true | false | 1 | true | true  | true  | false
            2 years old     |      |       |   | false | false | false | true | false | 2 | true | true  | false | false
            back from abroad| true | false | 9 | true  | false | false | true | false | 9 | true | true  | true  | false""");

    assertThat(causes(people, false, 0))
        .contains("0 years old | entered_born", "1 year old | entered_moved_in")
        .contains("back from abroad | entered_exclusion_ended | gained_entered");
    assertThat(causes(people, false, 1))
        .as("over more than a year")
        .contains("0 years old | entered_born", "1 year old | entered_born")
        .contains("2 years old | entered_moved_in");
  }

  private static String causes(Dataset<Row> people, boolean hasLeastAge, int years) {
    return TextTable.drawn(
        people
            .withColumn(ChangeCause.HAS_LEAST_AGE, lit(hasLeastAge))
            .select(
                people.col("person"),
                coalesce(ChangeCause.ofDue(years), NONE).as("due"),
                coalesce(ChangeCause.ofCovered(), NONE).as("covered")));
  }
}
