package canbao.jobs.ingest;

import static canbao.jobs.ingest.ParquetBytes.withDamagedColumn;
import static canbao.jobs.ingest.ParquetBytes.withOtherText;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Two days that one run has taken: pension rows of Guangzhou as CSV one day and as Parquet the
 * next, a change list of labour relations in GB18030, lists with odd values, and among them broken
 * batches of sources that the run can do without.
 */
final class TakenDays extends RunFolder {

  static final String CSV_DAY = "2018-12-30";
  static final String DAY = "2018-12-31";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The order of the columns is free, and 备注 is none of the source's. */
  private static final String PLAIN =
      "备注=;AAC006=;AAC004=;AAE160=;AAE031=;AAE030=20100101;AAC084=0;AAC031=1;AAC008=1;AAC066=11"
          + ";AAB019=10;AAB001=E1;AAB301=440103;AAE140=110;AAZ159=;AAC003=欧阳安康;AAC147="
          + SmallProvince.number(0)
          + ";AAC058=01";

  static final DrawnRows PENSION =
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
  static final DrawnRows MORE_PENSION =
      new DrawnRows(
          PLAIN,
          """
            2 | AAZ159=R01; AAE030=2010-01-01              | duplicate
            3 | AAZ159=R39; AAE030=2010-01-01              | accepted
          """);

  static final DrawnRows LABOUR_CHANGES =
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

  private final SparkSession spark;
  private final String log;

  private TakenDays(SparkSession spark) throws IOException {
    super("taken-days");
    this.spark = spark;
    SmallProvince.deliver(landing(), CSV_DAY);
    SmallProvince.deliver(landing(), DAY);
    deliverPension();
    new BatchWriter(landing(), "enrolment_labour", DAY)
        .changesOf(CSV_DAY)
        .encoding("GB18030")
        .file("changes.csv.gz", BYTE_ORDER_MARK + LABOUR_CHANGES.csv(), 9)
        .write();
    deliverOddValues();
    deliverBrokenBatches();
    Outcome ingest =
        new LocalCommand(spark, landing(), lake())
            .run("ingest --as-of " + DAY + " --set limits.empty_key_limit_bp=500");
    assertThat(ingest.code()).as(ingest.err()).isZero();
    this.log = ingest.log();
  }

  static TakenDays run(SparkSession spark) {
    try {
      return new TakenDays(spark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasLanding(String source) {
    return new Lake(spark, lake().toString()).table("landing." + source).isPresent();
  }

  Dataset<Row> landing(String source) {
    return table("landing/" + source);
  }

  static Dataset<Row> on(String day, Dataset<Row> rows) {
    return rows.filter(col("batch").equalTo(day));
  }

  Dataset<Row> table(String path) {
    return spark.read().format("delta").load(lake() + "/" + path);
  }

  Dataset<Row> rejectedRows(String source, String file) {
    return table("quality/rejected")
        .filter(col("source").equalTo(source).and(col("file").equalTo(file)));
  }

  /** All that the run has logged. */
  String log() {
    return log;
  }

  private void deliverPension() throws IOException {
    pension(CSV_DAY)
        .file("part-1.csv", BYTE_ORDER_MARK + PENSION.csv(), PENSION.rows().size())
        .file("part-2.csv.gz", MORE_PENSION.csv(), MORE_PENSION.rows().size())
        .write();
    pension(DAY)
        .file("part-1.parquet", ParquetBytes.of(text(PENSION)), PENSION.rows().size())
        .file("part-2.parquet", ParquetBytes.of(typed()), MORE_PENSION.rows().size())
        .write();
  }

  private BatchWriter pension(String day) {
    return new BatchWriter(landing(), "enrolment_pension", day).scope("440100");
  }

  private void deliverOddValues() {
    List<String> people = new ArrayList<>(SmallProvince.lines("population"));
    people.add("99,X,,7,20180230,??,4499,440304,9,昨天,?,");
    new BatchWriter(landing(), "population", DAY).file("part.csv", people).write();
    List<String> medical = new ArrayList<>(SmallProvince.lines("enrolment_medical"));
    String person = "01," + SmallProvince.number(0) + ",欧阳安康,";
    medical.add(person + "S1,320,440103,E9,1,0,20100101,,");
    medical.add(person + "S2,390,440103,E9,1,0,20100101,,");
    medical.add(person + "S3,390,440103,E9,1,0,20100101,,二〇一八");
    new BatchWriter(landing(), "enrolment_medical", DAY).file("part.csv", medical).write();
  }

  /**
   * Of the cards' file a name is damaged so that it can be read all the same, which is met when
   * rows are judged; of the members' a column that nobody declared, which is met when they are
   * landed.
   */
  private void deliverBrokenBatches() throws IOException {
    Dataset<Row> cards = ParquetBytes.table(spark, SmallProvince.lines("card"));
    new BatchWriter(landing(), "card", DAY)
        .file("part.parquet", withOtherText(ParquetBytes.of(cards), SmallProvince.NAME, "欧阳安乐"), 68)
        .write();
    Dataset<Row> members =
        ParquetBytes.table(spark, SmallProvince.lines("group_member"))
            .withColumn("NOTE", col("AAC147"));
    new BatchWriter(landing(), "group_member", CSV_DAY)
        .file("part.parquet", withDamagedColumn(ParquetBytes.of(members), "NOTE"), 68)
        .write();
    new BatchWriter(landing(), "settlement", DAY).file("a.txt", List.of("")).write();
  }

  private Dataset<Row> text(DrawnRows drawn) {
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
  private Dataset<Row> typed() {
    Dataset<Row> texts = text(MORE_PENSION);
    return texts
        .withColumn("AAC008", col("AAC008").cast("int"))
        .withColumn("AAC084", col("AAC084").cast("decimal(1,0)"))
        .withColumn("AAE140", col("AAE140").cast("bigint"))
        .withColumn("AAE030", col("AAE030").cast("date"));
  }
}
