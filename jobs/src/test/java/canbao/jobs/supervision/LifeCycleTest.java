package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.run.Check;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of findings from the 27th to the 30th of December 2018. */
@ExtendWith(LocalSpark.class)
class LifeCycleTest {

  private static final List<Check> CHECKS = List.of(new Check("Q07", "重复参保", "high"));
  private static final String FOUND = "finding_id STRING | division STRING | evidence STRING\n";

  private final SparkSession spark;

  LifeCycleTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aFindingIsOpenSentSettledAndReopened() {
    Dataset<Row> table = none(SupervisionTables.FINDING.columns());
    table =
        night(
            27,
            table,
            "always | 440100 | 110\n sent | 440100 | 110\n lawful | 440100 | 110\n gone | 440100 | 110");
    table = night(28, table, "always | 440100 | 110\n sent | 440100 | 110\n lawful | 440100 | 110");
    table =
        night(
            29,
            table,
            "always | 440100 | 120\n sent | 440100 | 110\n gone | 440300 | 110\n new | 440100 | 110");
    assertThat(drawn(table))
        .isEqualTo(
            """
            finding_id string | division string | evidence string | state string | since date | settled_by string | first_seen date | last_seen date
            always | 440100 | 120 | open | 2018-12-27 |  | 2018-12-27 | 2018-12-29
            gone | 440300 | 110 | reopened | 2018-12-29 |  | 2018-12-27 | 2018-12-29
            lawful | 440100 | 110 | settled | 2018-12-29 | data | 2018-12-27 | 2018-12-28
            new | 440100 | 110 | open | 2018-12-29 |  | 2018-12-29 | 2018-12-29
            sent | 440100 | 110 | open | 2018-12-27 |  | 2018-12-27 | 2018-12-29""");

    Dataset<Row> decided =
        LifeCycle.withState(
            table,
            decisions(
                """
                1 | sent   | sent    | 2018-12-28
                2 | always | sent    | 2018-12-28
                3 | always | settled | 2018-12-29
                4 | gone   | settled | 2018-12-28
                5 | new    | sent    | 2018-12-30
                6 | new    | open    | 2018-12-30
                """));
    assertThat(drawn(decided.select("finding_id", "state", "since", "settled_by")))
        .isEqualTo(
            """
            finding_id string | state string | since date | settled_by string
            always | settled | 2018-12-29 | officer
            gone | reopened | 2018-12-29 |\s
            lawful | settled | 2018-12-29 | data
            new | open | 2018-12-30 |\s
            sent | sent | 2018-12-28 |\s""");
  }

  @Test
  void aNightThatIsRunAgainForgetsItsFirstTry() {
    Dataset<Row> before = none(SupervisionTables.FINDING.columns());
    before = night(27, before, "one | 440100 | 110\n two | 440100 | 110\n three | 440100 | 110");
    before = night(28, before, "one | 440100 | 110\n two | 440100 | 110");
    Dataset<Row> once = night(29, before, "one | 440100 | 110\n three | 440100 | 110");
    Dataset<Row> first = night(29, before, "two | 440100 | 110\n stray | 440100 | 110");
    Dataset<Row> again = night(29, first, "one | 440100 | 110\n three | 440100 | 110");

    assertThat(drawn(again.drop("places"))).isEqualTo(drawn(once.drop("places")));
    assertThat(drawn(once.select("finding_id", "state")))
        .contains("one | open", "two | settled", "three | reopened");
  }

  private Dataset<Row> night(int day, Dataset<Row> findings, String found) {
    LocalDate night = LocalDate.of(2018, 12, day);
    LifeCycle life =
        new LifeCycle(night, day == 27 ? Optional.empty() : Optional.of(night.minusDays(1)));
    Dataset<Row> rows =
        TextTable.table(spark, FOUND + found)
            .withColumn("check_id", lit("Q07"))
            .withColumn("kind", lit("two_cities"))
            .withColumn("person_keys", array(lit(7L)))
            .withColumn("places", Found.nowhere());
    Dataset<Row> after =
        LifeCycle.withState(life.after(life.before(findings), rows, CHECKS), decisions(""));
    return spark.createDataFrame(
        SupervisionTables.FINDING.conformed(after).collectAsList(),
        SupervisionTables.FINDING.columns());
  }

  private Dataset<Row> decisions(String drawing) {
    return TextTable.table(
        spark,
        "decision_no BIGINT | finding_id STRING | state STRING | decided_on DATE\n" + drawing);
  }

  private Dataset<Row> none(StructType columns) {
    return spark.createDataFrame(List.of(), columns);
  }

  private static String drawn(Dataset<Row> findings) {
    boolean isWhole = List.of(findings.columns()).contains("seen");
    return TextTable.drawn(
        isWhole
            ? findings.select(
                col("finding_id"),
                col("division"),
                col("evidence"),
                col("state"),
                col("since"),
                col("settled_by"),
                col("first_seen"),
                col("last_seen"))
            : findings);
  }
}
