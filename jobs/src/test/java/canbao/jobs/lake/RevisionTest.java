package canbao.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class RevisionTest {

  private static final Revision REVISION =
      new Revision(
          List.of("source", "person_key", "from_date"),
          LocalDate.of(2018, 12, 31),
          LocalDate.of(2019, 1, 2));

  /** The third thing has no date in its key; the fifth lives outside the province. */
  private static final String OPEN =
      """
      source STRING | person_key BIGINT | from_date DATE | row_digest BIGINT | city STRING | place BIGINT
      status | 1 | 2018-01-01 | 11 | 440100 | 100
      status | 2 | 2018-01-01 | 21 | 440100 | 101
      status | 3 |            | 31 | 440300 | 102
      status | 4 | 2018-01-01 | 41 | 440300 | 103
      status | 5 | 2018-01-01 | 51 |        | 104
      """;

  private static final String RECEIVED =
      """
      source STRING | person_key BIGINT | from_date DATE | row_digest BIGINT | city STRING | op STRING | file STRING | line_no BIGINT
      status | 1 | 2018-01-01 | 11 | 440100 | U | a.csv | 2
      status | 2 | 2018-01-01 | 22 | 440100 | U | a.csv | 3
      status | 3 |            | 31 | 440300 | D | a.csv | 4
      status | 6 | 2018-01-01 | 61 | 440300 | I | b.csv | 2
      status | 7 | 2018-01-01 | 71 | 440300 | D | b.csv | 3
      status | 1 | 2018-12-01 | 12 | 440100 | I | b.csv | 4
      """;

  private static final String CHANGES_OF_THE_LIST =
      """
      source string | person_key bigint | from_date date | closes boolean | opens boolean | place bigint | file string | line_no bigint
      status | 1 | 2018-12-01 | false | true |  | b.csv | 4
      status | 2 | 2018-01-01 | true | true | 101 | a.csv | 3
      status | 3 |  | true | false | 102 | a.csv | 4
      status | 6 | 2018-01-01 | false | true |  | b.csv | 2\
      """;

  @Test
  void aChangeListClosesAndOpensWhatItSaysSomethingNewOf(SparkSession spark) {
    Dataset<Row> changes =
        REVISION.changesOfFew(TextTable.table(spark, OPEN), TextTable.table(spark, RECEIVED));

    assertThat(TextTable.drawn(changes)).isEqualTo(CHANGES_OF_THE_LIST);
  }

  @Test
  void aLongChangeListDoesTheSame(SparkSession spark) {
    Dataset<Row> changes =
        REVISION.changesOfMany(
            TextTable.table(spark, OPEN),
            TextTable.table(spark, RECEIVED),
            header(BatchHeader.Mode.CHANGES, "440000"));

    assertThat(TextTable.drawn(changes)).isEqualTo(CHANGES_OF_THE_LIST);
  }

  @Test
  void aFullListEndsWhatIsMissingInTheCitiesItSpeaksFor(SparkSession spark) {
    Dataset<Row> received = TextTable.table(spark, RECEIVED).filter("op != 'D'");
    Dataset<Row> open = TextTable.table(spark, OPEN);

    assertThat(closing(REVISION.changesOfMany(open, received, full("440300"))))
        .containsExactly(2L, 3L, 4L);
    assertThat(closing(REVISION.changesOfMany(open, received, full("440000"))))
        .containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void aListIsBroadcastAndTheOpenRowsAreReadOnce(SparkSession spark) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.adaptive.enabled", false);
    String plan =
        REVISION
            .changesOfFew(TextTable.table(session, OPEN), TextTable.table(session, RECEIVED))
            .queryExecution()
            .executedPlan()
            .toString();

    assertThat(plan)
        .contains("BroadcastHashJoin")
        .doesNotContain("SortMergeJoin")
        .doesNotContain("hashpartitioning");
  }

  private static List<Long> closing(Dataset<Row> changes) {
    return changes.filter("closes").collectAsList().stream()
        .map(row -> row.<Long>getAs("person_key"))
        .sorted()
        .toList();
  }

  private static BatchHeader full(String scope) {
    return header(BatchHeader.Mode.FULL, scope);
  }

  private static BatchHeader header(BatchHeader.Mode mode, String scope) {
    return new BatchHeader(LocalDate.of(2018, 12, 31), mode, List.of(scope));
  }
}
