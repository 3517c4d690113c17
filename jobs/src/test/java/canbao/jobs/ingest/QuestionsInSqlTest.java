package canbao.jobs.ingest;

import static canbao.jobs.ingest.LateList.AFTER;
import static canbao.jobs.ingest.LateList.LATE;
import static canbao.jobs.ingest.LateList.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.lake.History;
import canbao.jobs.lake.RowsCompared;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What was true on a day, and what was published of it, as known at the end of another. */
@ExtendWith({LocalSpark.class, SharedRuns.class})
@ResourceLock("catalogue")
class QuestionsInSqlTest {

  private final LateList list;

  QuestionsInSqlTest(LateList list) {
    this.list = list;
  }

  @AfterEach
  void forgetTables() {
    list.forgetTables();
  }

  @Test
  void bothQuestionsCanBeAskedOfTheRegister() {
    assertThat(pensions("'2018-12-30', DATE'2018-12-31'")).isEqualTo("68");
    assertThat(pensions("'2018-12-30', '2019-01-01'")).isEqualTo("64");
    assertThat(pensions("'2018-12-30'")).isEqualTo("64");
    assertThat(pensions("DATE'2018-12-31', NULL")).isEqualTo("68");
    assertThat(pensions("date_sub(DATE'2018-12-31', 1)")).isEqualTo("64");
    assertThat(pensions("'2018-12-32'"))
        .startsWith(
            "canbao: The query cannot be run: register_enrolment needs days that are known when the"
                + " query is read, such as DATE'2018-12-31'; it was given '2018-12-32'");
    theFunctionsAnswerLikeTheHistory();
  }

  /** The functions give the columns of their tables as History does. */
  private void theFunctionsAnswerLikeTheHistory() {
    for (String known : List.of(AFTER, NOW)) {
      assertAlike("person", "source, person_key", "birth, sex, death_date", known);
      assertAlike(
          "enrolment", "source, relation_id", "start_date, end_date, insurance_year", known);
      assertAlike("status", "source, person_key, kind, from_date", "to_date", known);
    }
  }

  private void assertAlike(String table, String key, String dated, String known) {
    Dataset<Row> inSql =
        list.session().sql("SELECT * FROM register_%s('%s', '%s')".formatted(table, LATE, known));
    Dataset<Row> rows = list.tables().table("register." + table).orElseThrow();
    Dataset<Row> byHistory =
        new History(List.of(key.split(", ")))
            .on(
                History.asKnown(rows, LocalDate.parse(known)),
                LocalDate.parse(LATE),
                List.of(dated.split(", ")))
            .drop("row_digest", "correction", "is_absent");
    assertThat(inSql.columns()).containsExactlyInAnyOrder(byHistory.columns());
    RowsCompared compared = RowsCompared.of(byHistory, inSql);
    assertThat(compared.areAlike()).as("%s at %s", table, known).isTrue();
    assertThat(compared.rows()).isPositive();
  }

  /** Relations of pensions that were there, or why it cannot be told. */
  private String pensions(String arguments) {
    String answer =
        list.asked(
            "SELECT count(*) AS n FROM register_enrolment(%s) WHERE source = 'enrolment_pension'"
                .formatted(arguments));
    String[] lines = answer.split("\n", -1);
    return lines.length == 3 ? lines[2].strip() : answer;
  }
}
