package canbao.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of every row of good batches: pension rows of Guangzhou as CSV one day and as
 * Parquet the next, a change list of labour relations in GB18030, and lists with odd values.
 */
@ExtendWith(LocalSpark.class)
class AcceptedRowsTest {

  private static final String CSV_DAY = "2018-12-30";
  private static final String DAY = "2018-12-31";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The order of the columns is free, and 备注 is none of the source's. */
  private static final String PLAIN =
      "备注=;AAC006=;AAC004=;AAE160=;AAE031=;AAE030=20100101;AAC084=0;AAC031=1;AAC008=1;AAC066=11"
          + ";AAB019=10;AAB001=E1;AAB301=440103;AAE140=110;AAZ159=;AAC003=欧阳安康;AAC147="
          + SmallProvince.number(0)
          + ";AAC058=01";

  private static final DrawnRows PENSION =
      new DrawnRows(
          PLAIN,
          """
            2 | AAZ159=R01                                 | accepted
            3 | -                                          |
            4 | AAZ159=R02; AAB001=E,1⏎"E"                 | accepted
            6 | AAZ159=R03; AAC008=１; AAE140=1\u200b1\u30000  | accepted
            7 | AAZ159=R04; AAC147=440103800101001         | accepted
            8 | AAZ159=R05; AAE030=201012; AAE031=201012   | accepted
            9 | AAZ159=R06; AAE030=2010-12-31; AAE031=2010-12 | accepted
           10 | AAZ159=R07; AAE031=99991231                | accepted
           11 | AAZ159=R08; AAE031=9999-12                 | accepted
           12 | AAZ159=R09; AAE031=19000101                | accepted
           13 | AAZ159=R10; AAE030=198001                  | accepted
           14 | AAZ159=R11; AAC006=197001; AAE030=19700101 | accepted
           15 | AAZ159=R12; AAE140=210                     | line_declared
           16 | AAZ159=R13; AAE140=                        | line_declared
           17 | AAZ159=R14; AAE140=0000110                 | line_declared
           18 | AAZ159=R15; AAC008=9                       | status_declared
           19 | AAZ159=R16; AAC031=                        | payment_declared
           20 | AAZ159=R17; AAC084=是                      | retired_declared
           21 | AAZ159=R18; AAE030=                        | start_given
           22 | AAZ159=R19; AAE030=9999-12-31              | start_given
           23 | AAZ159=R20; AAE030=20100230                | start_is_date
           24 | AAZ159=R21; AAE031=长期                    | end_is_date
           25 | AAZ159=R22; AAC006=1980-13                 | birth_is_date
           26 | AAZ159=R23; AAE030=201002; AAE031=201001   | end_not_before_start
           27 | AAZ159=R24; AAE030=20100102; AAE031=20100101 | end_not_before_start
           28 | AAZ159=R25; AAE030=19791231                | start_not_before_birth
           29 | AAZ159=R26; AAC006=20100201                | start_not_before_birth
           30 | AAZ159=R27; AAC008=4                       | ended_is_not_paying
           31 | AAZ159=R28; AAC008=0; AAC031=0             | not_enrolled_has_no_start
           32 | AAZ159=\u200b                              | relation_given
           33 | AAZ159=R29                                 | relation_unique
           34 | AAZ159=R29; AAB001=E2                      | relation_unique
           35 | AAZ159=R30; AAB301=440304                  | in_scope
           36 | AAZ159=R31; AAB301=                        | in_scope
           37 | AAZ159=R32; AAE140=9; AAC008=9; AAE030=    | line_declared, status_declared, start_given
           38 | AAZ159=R33                                 | accepted
           39 | AAZ159=R33; AAE030=2010-01-01; AAC008= 1   | duplicate
           40 | AAZ159=R33; 备注=又一次                    | duplicate
           41 | AAZ159=R34; AAC008=9                       | status_declared
           42 | AAZ159=R34; AAC008=9                       | duplicate
           43 | AAZ159=R35                                 | relation_unique
           44 | AAZ159=R35                                 | duplicate
           45 | AAZ159=R35; AAE030=20100102                | relation_unique
           46 | AAZ159=R36; AAC003==HYPERLINK(1)           | accepted
           47 | AAZ159=R37; 备注=补缴                      | accepted
           48 | AAZ159=R38; AAC147=123                     | accepted
          """);

  /** The same relation in another file is the later one. */
  private static final DrawnRows MORE_PENSION =
      new DrawnRows(
          PLAIN,
          """
            2 | AAZ159=R01; AAE030=2010-01-01              | duplicate
            3 | AAZ159=R39; AAE030=2010-01-01              | accepted
          """);

  private static final DrawnRows LABOUR_CHANGES =
      new DrawnRows(
          "OP=;" + PLAIN + ";AAE140=410",
          """
            2 | OP=新增; AAZ159=L1                         | accepted
            3 | OP=变更; AAZ159=L2                         | accepted
            4 | OP=取消; AAZ159=L3                         | accepted
            5 | OP= i;   AAZ159=L4                         | accepted
            6 | OP=Ｕ;   AAZ159=L5                         | accepted
            7 | OP=改;   AAZ159=L6                         | op_declared
            8 | OP=;     AAZ159=L7                         | op_declared
            9 | OP=I;    AAZ159=L8; AAE140=210; AAC084=1   | retired_is_not_enrolled
           10 | OP=I;    AAZ159=L9; AAB301=440304          | accepted
          """);

  @TempDir private static Path folder;
  private static Path landing;

  private final SparkSession spark;

  AcceptedRowsTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeAll
  static void twoDaysAreTaken(SparkSession spark) throws IOException {
    landing = folder.resolve("province");
    SmallProvince.deliver(landing, CSV_DAY);
    SmallProvince.deliver(landing, DAY);
    pension(CSV_DAY)
        .file("part-1.csv", BYTE_ORDER_MARK + PENSION.csv(), PENSION.rows().size())
        .file("part-2.csv.gz", MORE_PENSION.csv(), MORE_PENSION.rows().size())
        .write();
    pension(DAY)
        .file("part-1.parquet", parquet(text(spark, PENSION)), PENSION.rows().size())
        .file("part-2.parquet", parquet(typed(spark)), MORE_PENSION.rows().size())
        .write();
    new BatchWriter(landing, "enrolment_labour", DAY)
        .changesOf(CSV_DAY)
        .encoding("GB18030")
        .file("changes.csv.gz", BYTE_ORDER_MARK + LABOUR_CHANGES.csv(), 9)
        .write();
    deliverOddValues();
    Outcome ingest =
        new LocalCommand(spark, landing, folder.resolve("lake"))
            .run("ingest --as-of " + DAY + " --set limits.empty_key_limit_bp=500");
    assertThat(ingest.code()).as(ingest.err()).isZero();
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
                rejectedRows("enrolment_pension", "part-1.csv")
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
        Stream.of(landing("enrolment_pension").columns())
            .filter(name -> !List.of("batch", "file", "line_no").contains(name))
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    Dataset<Row> landed = landing("enrolment_pension");
    Dataset<Row> rejected =
        table("quality/rejected").filter(col("source").equalTo("enrolment_pension"));

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
  void aChangeListSaysWhatBecomesOfEachRow() {
    assertThat(accepted("enrolment_labour", "changes.csv.gz")).isEqualTo(LABOUR_CHANGES.accepted());
    assertThat(rejected("enrolment_labour", "changes.csv.gz")).isEqualTo(LABOUR_CHANGES.rejected());
    assertThat(
            TextTable.drawn(
                on(DAY, landing("enrolment_labour")).select("AAZ159", "op", "city", "AAC003")))
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
  void aPopulationRowCountsWhateverItHolds() {
    assertThat(
            TextTable.drawn(
                on(DAY, landing("population"))
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
                on(DAY, landing("enrolment_medical"))
                    .filter("EMP_NO = 'E9'")
                    .select("PSN_INSU_RLTS_ID", "INSU_YEAR", "INSUTYPE")))
        .isEqualTo(
            """
            PSN_INSU_RLTS_ID string | INSU_YEAR string | INSUTYPE string
            S1 |  | 320
            S2 |  | 390
            S3 | 二〇一八 | 390""");
  }

  @Test
  void controlNumbersBalanceForEveryFile() {
    assertThat(
            TextTable.drawn(
                table("quality/control_number")
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

  private static void deliverOddValues() {
    List<String> people = new ArrayList<>(SmallProvince.lines("population"));
    people.add("99,X,,7,20180230,??,4499,440304,9,昨天,?,");
    new BatchWriter(landing, "population", DAY).file("part.csv", people).write();
    List<String> medical = new ArrayList<>(SmallProvince.lines("enrolment_medical"));
    String person = "01," + SmallProvince.number(0) + ",欧阳安康,";
    medical.add(person + "S1,320,440103,E9,1,0,20100101,,");
    medical.add(person + "S2,390,440103,E9,1,0,20100101,,");
    medical.add(person + "S3,390,440103,E9,1,0,20100101,,二〇一八");
    new BatchWriter(landing, "enrolment_medical", DAY).file("part.csv", medical).write();
  }

  private static BatchWriter pension(String day) {
    return new BatchWriter(landing, "enrolment_pension", day).scope("440100");
  }

  /** Lines of the landed rows of a file, with what became of them. */
  private String accepted(String source, String file) {
    return lines(
        landing(source)
            .filter(col("file").equalTo(file))
            .select(concat_ws(" | ", line(), lit("accepted"))));
  }

  /** Lines of the rejected rows of a file, with the rules without their source. */
  private String rejected(String source, String file) {
    Column rules = regexp_replace(array_join(col("rules"), ", "), lit(source + "."), lit(""));
    return lines(rejectedRows(source, file).select(concat_ws(" | ", line(), rules)));
  }

  private Dataset<Row> rejectedRows(String source, String file) {
    return table("quality/rejected")
        .filter(col("source").equalTo(source).and(col("file").equalTo(file)));
  }

  private static Column line() {
    return lpad(col("line_no").cast("string"), 3, "0");
  }

  private static String lines(Dataset<Row> rows) {
    return String.join("\n", rows.as(Encoders.STRING()).collectAsList().stream().sorted().toList());
  }

  private Row landed(String column, String value) {
    return on(CSV_DAY, landing("enrolment_pension"))
        .filter(col(column).equalTo(value))
        .collectAsList()
        .get(0);
  }

  private Dataset<Row> landing(String source) {
    return table("landing/" + source);
  }

  private static Dataset<Row> on(String day, Dataset<Row> rows) {
    return rows.filter(col("batch").equalTo(day));
  }

  private Dataset<Row> table(String path) {
    return spark.read().format("delta").load(folder.resolve("lake") + "/" + path);
  }

  private static String digest(String... texts) {
    return BatchWriter.sha256((String.join("\u001f", texts) + "\u001f").getBytes(UTF_8));
  }

  private static Dataset<Row> text(SparkSession spark, DrawnRows drawn) {
    StructType schema = new StructType();
    for (String column : drawn.columns()) {
      schema = schema.add(column, DataTypes.StringType);
    }
    List<Row> rows =
        drawn.rows().stream()
            .map(row -> RowFactory.create(row.values().values().toArray()))
            .toList();
    return spark.createDataFrame(rows, schema);
  }

  /** Integers, decimals and dates are read by their text. */
  private static Dataset<Row> typed(SparkSession spark) {
    Dataset<Row> texts = text(spark, MORE_PENSION);
    return texts
        .withColumn("AAC008", col("AAC008").cast("int"))
        .withColumn("AAC084", col("AAC084").cast("decimal(1,0)"))
        .withColumn("AAE140", col("AAE140").cast("bigint"))
        .withColumn("AAE030", col("AAE030").cast("date"));
  }

  private static byte[] parquet(Dataset<Row> rows) throws IOException {
    Path place = Files.createTempDirectory(folder, "parquet").resolve("rows");
    rows.coalesce(1).write().parquet(place.toString());
    try (Stream<Path> files = Files.list(place)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
  }
}
