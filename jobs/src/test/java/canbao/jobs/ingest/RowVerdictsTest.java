package canbao.jobs.ingest;

import static canbao.jobs.ingest.TakenDays.DAY;
import static canbao.jobs.ingest.TakenDays.LABOUR_CHANGES;
import static canbao.jobs.ingest.TakenDays.MORE_PENSION;
import static canbao.jobs.ingest.TakenDays.PENSION;
import static canbao.jobs.ingest.TakenDays.on;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.TextTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which rows of good batches are accepted, and for which reasons others are not. */
@ExtendWith(SharedRuns.class)
class RowVerdictsTest {

  private final TakenDays days;

  RowVerdictsTest(TakenDays days) {
    this.days = days;
  }

  @Test
  void everyRowIsAcceptedOrRejectedForExactlyItsReasons() {
    assertThat(accepted("enrolment_pension", "part-1.csv")).isEqualTo(PENSION.accepted());
    assertThat(rejected("enrolment_pension", "part-1.csv")).isEqualTo(PENSION.rejected());
    assertThat(accepted("enrolment_pension", "part-2.csv.gz")).isEqualTo(MORE_PENSION.accepted());
    assertThat(rejected("enrolment_pension", "part-2.csv.gz")).isEmpty();
  }

  @Test
  void aRejectedRowIsKeptAsItCameWithAReasonForEachRule() {
    assertThat(
            TextTable.drawn(
                days.rejectedRows("enrolment_pension", "part-1.csv")
                    .filter(col("line_no").isin(18, 26, 37))
                    .select(
                        col("line_no"),
                        array_join(col("reasons"), "; ").as("reasons"),
                        col("raw"))))
        .isEqualTo(
            """
            line_no bigint | reasons string | raw string
            18 | The enrolment status is one of those declared (AAC008 = '9') | ,,,,,20100101,0,1,9,11,10,E1,440103,110,R15,欧阳安康,%1$s,01
            26 | The relation does not end before it starts (AAE030 = '2010-02-01', AAE031 = '2010-01-31') | ,,,,201001,201002,0,1,1,11,10,E1,440103,110,R23,欧阳安康,%1$s,01
            37 | The line is one that this source lists (AAE140 = '9'); The enrolment status is one of those declared (AAC008 = '9'); The relation has a start | ,,,,,,0,1,9,11,10,E1,440103,9,R32,欧阳安康,%1$s,01"""
                .formatted(SmallProvince.number(0)));
  }

  @Test
  void aChangeListSaysWhatBecomesOfEachRow() {
    assertThat(accepted("enrolment_labour", "changes.csv.gz")).isEqualTo(LABOUR_CHANGES.accepted());
    assertThat(rejected("enrolment_labour", "changes.csv.gz")).isEqualTo(LABOUR_CHANGES.rejected());
    assertThat(
            TextTable.drawn(
                on(DAY, days.landing("enrolment_labour")).select("AAZ159", "op", "city", "AAC003")))
        .isEqualTo(
            """
            AAZ159 string | op string | city string | AAC003 string
            L1 | I | 440100 | 欧阳安康
            L2 | U | 440100 | 欧阳安康
            L3 | D | 440100 | 欧阳安康
            L4 | I | 440100 | 欧阳安康
            L5 | U | 440100 | 欧阳安康
            L9 | I | 440300 | 欧阳安康""");
  }

  @Test
  void controlNumbersBalanceForEveryFile() {
    assertThat(
            TextTable.drawn(
                days.table("quality/control_number")
                    .filter("source LIKE 'enrolment%' AND source <> 'enrolment_medical'")
                    .select(
                        "source",
                        "batch",
                        "file",
                        "rows_in",
                        "accepted",
                        "rejected",
                        "duplicate",
                        "balanced")))
        .isEqualTo(
            """
            source string | batch date | file string | rows_in bigint | accepted bigint | rejected bigint | duplicate bigint | balanced boolean
            enrolment_labour | 2018-12-30 | part.csv | 68 | 68 | 0 | 0 | true
            enrolment_labour | 2018-12-31 | changes.csv.gz | 9 | 6 | 3 | 0 | true
            enrolment_pension | 2018-12-30 | part-1.csv | 45 | 15 | 26 | 4 | true
            enrolment_pension | 2018-12-30 | part-2.csv.gz | 2 | 1 | 0 | 1 | true
            enrolment_pension | 2018-12-31 | part-1.parquet | 45 | 15 | 26 | 4 | true
            enrolment_pension | 2018-12-31 | part-2.parquet | 2 | 1 | 0 | 1 | true""");
  }

  /** Lines of the landed rows of a file, with what became of them. */
  private String accepted(String source, String file) {
    return lines(
        days.landing(source)
            .filter(col("file").equalTo(file))
            .select(concat_ws(" | ", line(), lit("accepted"))));
  }

  /** Lines of the rejected rows of a file, with the rules without their source. */
  private String rejected(String source, String file) {
    Column rules = regexp_replace(array_join(col("rules"), ", "), lit(source + "."), lit(""));
    return lines(days.rejectedRows(source, file).select(concat_ws(" | ", line(), rules)));
  }

  private static Column line() {
    return lpad(col("line_no").cast("string"), 3, "0");
  }

  private static String lines(Dataset<Row> rows) {
    return String.join("\n", rows.as(Encoders.STRING()).collectAsList().stream().sorted().toList());
  }
}
