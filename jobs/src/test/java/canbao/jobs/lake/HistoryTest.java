package canbao.jobs.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Relations of two batches: of 2018-12-30, the first, and of 2018-12-31, which says that A has
 * ended on the 15th and has moved, does not hold B any more, and has C for the first time. D is the
 * same in both. Of a relation without an id only its end has changed.
 */
@ExtendWith(LocalSpark.class)
class HistoryTest {

  private static final TableHome RELATIONS =
      History.timed(
              TableHome.of("register.relation", "Relations of a test")
                  .column("source STRING NOT NULL", "Source")
                  .column("relation_id STRING", "Relation")
                  .column("pool STRING NOT NULL", "Pool, an undated fact")
                  .column("end_date DATE", "End, a dated fact"))
          .keyedBy("source", "relation_id", "batch");

  private static final History HISTORY = new History(List.of("source", "relation_id"));

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;

  HistoryTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void twoBatches() {
    lake = new Lake(spark, folder.toString());
    Dataset<Row> rows =
        TextTable.table(
            spark,
            """
            relation_id STRING | pool STRING | end_date DATE | batch DATE | valid_from DATE | valid_to DATE | known_from DATE | known_to DATE
            A                  | 440100      |               | 2018-12-30 |                 | 2018-12-31    | 2018-12-30      | 2018-12-31
            A                  | 440300      | 2018-12-15    | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |
            B                  | 440100      |               | 2018-12-30 |                 | 2018-12-31    | 2018-12-30      | 2018-12-31
            C                  | 440100      |               | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |
            D                  | 440100      | 2019-06-30    | 2018-12-30 |                 |               | 2018-12-30      |
                               | 440100      | 2019-01-31    | 2018-12-30 |                 | 2018-12-31    | 2018-12-30      | 2018-12-31
                               | 440100      | 2019-02-28    | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |
            """);
    lake.replace(
        RELATIONS,
        rows.withColumn("source", lit("enrolment_pension"))
            .withColumn("row_digest", lit(1L))
            .withColumn("file", lit("part.csv"))
            .withColumn("line_no", lit(2L))
            .withColumn("correction", lit(0))
            .withColumn("is_absent", lit(false)),
        Slice.everything());
  }

  @Test
  void onTheDayOfTheNewestBatchItsRowsHold() {
    assertThat(on("2018-12-31"))
        .isEqualTo(
            """
            relation_id string | pool string | end_date date | batch date
             | 440100 | 2019-02-28 | 2018-12-31
            A | 440300 | 2018-12-15 | 2018-12-31
            C | 440100 |  | 2018-12-31
            D | 440100 | 2019-06-30 | 2018-12-30""");
  }

  @Test
  void onADayBeforeItPlacesAndPresenceAreThoseOfThenAndDatedFactsAreTheNewest() {
    assertThat(on("2018-12-30"))
        .isEqualTo(
            """
            relation_id string | pool string | end_date date | batch date
             | 440100 | 2019-02-28 | 2018-12-30
            A | 440100 | 2018-12-15 | 2018-12-30
            B | 440100 |  | 2018-12-30
            D | 440100 | 2019-06-30 | 2018-12-30""");
  }

  @Test
  void onADayBeforeAllBatchesTheFirstOneSpeaks() {
    assertThat(on("2018-12-01")).isEqualTo(on("2018-12-30"));
  }

  @Test
  void theOpenRowsAreThoseOfTheNewestDay() {
    assertThat(drawn(lake.read(RELATIONS).filter(History.isOpen()))).isEqualTo(on("2018-12-31"));
  }

  /** On the 30th the end of A, learned a day later, was not known, nor that B would go. */
  @Test
  void whatWasLearnedLaterIsNotKnownBefore() {
    LocalDate known = LocalDate.parse("2018-12-30");
    String asKnown =
        """
        relation_id string | pool string | end_date date | batch date
         | 440100 | 2019-01-31 | 2018-12-30
        A | 440100 |  | 2018-12-30
        B | 440100 |  | 2018-12-30
        D | 440100 | 2019-06-30 | 2018-12-30""";

    Dataset<Row> all = History.asKnown(lake.read(RELATIONS), known);
    assertThat(drawn(HISTORY.on(all, known, List.of("end_date")))).isEqualTo(asKnown);
    Dataset<Row> some = History.asKnown(lake.read(RELATIONS, History.openOn(known)), known);
    assertThat(drawn(some.filter(History.isOpen()))).isEqualTo(asKnown);
  }

  private String on(String day) {
    Dataset<Row> rows = lake.read(RELATIONS);
    return drawn(HISTORY.on(rows, LocalDate.parse(day), List.of("end_date")));
  }

  private static String drawn(Dataset<Row> rows) {
    return TextTable.drawn(rows.select("relation_id", "pool", "end_date", "batch"));
  }
}
