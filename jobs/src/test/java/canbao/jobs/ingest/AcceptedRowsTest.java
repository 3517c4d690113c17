package canbao.jobs.ingest;

import static canbao.jobs.ingest.TakenDays.CSV_DAY;
import static canbao.jobs.ingest.TakenDays.DAY;
import static canbao.jobs.ingest.TakenDays.on;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.TextTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How accepted rows lie in their landing table. */
@ExtendWith(SharedRuns.class)
class AcceptedRowsTest {

  private final TakenDays days;

  AcceptedRowsTest(TakenDays days) {
    this.days = days;
  }

  @Test
  void anAcceptedRowIsKeptAsItCameWithTheDigestOfItsDeclaredColumns() {
    Row row = landed("AAZ159", "R03");

    assertThat(row.<String>getAs("AAC008")).isEqualTo("１");
    assertThat(row.<String>getAs("AAE140")).isEqualTo("1\u200b1\u30000");
    assertThat(row.<String>getAs("AAC006")).isNull();
    assertThat(row.<String>getAs("digest"))
        .isEqualTo(
            digest(
                "01",
                SmallProvince.number(0),
                "欧阳安康",
                "R03",
                "1\u200b1\u30000",
                "440103",
                "E1",
                "10",
                "11",
                "１",
                "1",
                "0",
                "20100101",
                "",
                "",
                "",
                ""));
    assertThat(landed("AAZ159", "R02").<String>getAs("AAB001")).isEqualTo("E,1\n\"E\"");
    assertThat(landed("AAZ159", "R36").<String>getAs("AAC003")).isEqualTo("=HYPERLINK(1)");
  }

  @Test
  void anUnknownColumnIsKept() {
    assertThat(landed("AAZ159", "R37").<String>getAs("unknown_columns"))
        .isEqualTo("{\"备注\":\"补缴\"}");
    assertThat(landed("AAZ159", "R01").<String>getAs("unknown_columns")).isEqualTo("{\"备注\":null}");
  }

  @Test
  void anOldNumberOfFifteenDigitsNamesTheSamePersonAndAWrongOneIsProvisional() {
    Row plain = landed("AAZ159", "R01");

    assertThat(landed("AAZ159", "R04").<Long>getAs("person_key"))
        .isEqualTo(plain.<Long>getAs("person_key"));
    assertThat(landed("AAZ159", "R38").<Long>getAs("person_key"))
        .isNotEqualTo(plain.<Long>getAs("person_key"));
    assertThat(plain.<String>getAs("certainty")).isEqualTo("exact");
    assertThat(landed("AAZ159", "R38").<String>getAs("certainty")).isEqualTo("none");
  }

  @Test
  void parquetGivesTheSameRowsAsCsv() {
    Column[] content =
        Stream.of(days.landing("enrolment_pension").columns())
            .filter(name -> !List.of("batch", "file", "line_no").contains(name))
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    Dataset<Row> landed = days.landing("enrolment_pension");
    Dataset<Row> rejected =
        days.table("quality/rejected").filter(col("source").equalTo("enrolment_pension"));

    assertThat(TextTable.drawn(on(DAY, landed).select(content)))
        .isEqualTo(TextTable.drawn(on(CSV_DAY, landed).select(content)));
    assertThat(TextTable.drawn(on(DAY, rejected).select("rules", "reasons", "raw")))
        .isEqualTo(TextTable.drawn(on(CSV_DAY, rejected).select("rules", "reasons", "raw")));
    assertThat(
            on(DAY, landed)
                .filter("AAZ159 IN ('R01', 'R39')")
                .select(concat_ws(" ", col("file"), col("line_no")))
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("part-1.parquet 2", "part-2.parquet 3");
  }

  @Test
  void aPopulationRowCountsWhateverItHolds() {
    assertThat(
            TextTable.drawn(
                on(DAY, days.landing("population"))
                    .filter("AAC009 = '??'")
                    .select("AAC147", "AAC006", "HJZT", "city", "certainty")))
        .isEqualTo(
            """
            AAC147 string | AAC006 string | HJZT string | city string | certainty string
            X | 20180230 | ? | 440300 | none""");
  }

  @Test
  void supplementsAndResidentsWithoutAYearCount() {
    assertThat(
            TextTable.drawn(
                on(DAY, days.landing("enrolment_medical"))
                    .filter("EMP_NO = 'E9'")
                    .select("PSN_INSU_RLTS_ID", "INSU_YEAR", "INSUTYPE")))
        .isEqualTo(
            """
            PSN_INSU_RLTS_ID string | INSU_YEAR string | INSUTYPE string
            S1 |  | 320
            S2 |  | 390
            S3 | 二〇一八 | 390""");
  }

  private Row landed(String column, String value) {
    return on(CSV_DAY, days.landing("enrolment_pension"))
        .filter(col(column).equalTo(value))
        .collectAsList()
        .get(0);
  }

  private static String digest(String... texts) {
    return BatchWriter.sha256((String.join("\u001f", texts) + "\u001f").getBytes(UTF_8));
  }
}
