package canbao.jobs.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import canbao.jobs.LocalSpark;
import canbao.jobs.quality.Dimension;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A batch of 1 200 made-up rows, every one of whose numbers follows from how it is made. */
@ExtendWith(LocalSpark.class)
class ProfileTest {

  private static final int ROWS = 1_200;
  private static final StructType TEXTS =
      StructType.fromDDL("NUMBER STRING, NAME STRING, CARD STRING, STATE STRING, BORN STRING");
  private static final SourceSpec SOURCE =
      new SourceSpec(
          "cards",
          "card",
          List.of(
              column("NUMBER", ColumnKind.DOCUMENT_NUMBER),
              column("NAME", ColumnKind.NAME),
              column("CARD", ColumnKind.TEXT),
              column("STATE", ColumnKind.CODE),
              column("BORN", ColumnKind.DATE_FIRST)),
          List.of("CARD"),
          -1,
          false);

  /** One in 4 lacks name and birth; one in 600 has an odd state. */
  private static Dataset<Row> rows(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      boolean hasGap = i % 4 == 0;
      rows.add(
          RowFactory.create(
              "99010119900101%04d".formatted(i),
              hasGap ? " " : "丁" + (char) ('一' + i % 300),
              "C%08d".formatted(i),
              i % 600 == 7 ? "9" : i % 3 == 0 ? "1" : "2",
              hasGap ? null : "19%02d-01-01".formatted(50 + i % 40)));
    }
    return spark.createDataFrame(rows, TEXTS).repartition(3);
  }

  @Test
  void theTallyOfPartsIsThatOfTheWhole(SparkSession spark) {
    SourceTally tally = SourceTally.of(rows(spark));

    assertThat(tally.rows()).isEqualTo(ROWS);
    ColumnTally name = tally.columns().get(1);
    assertThat(name.missing()).isEqualTo(ROWS / 4);
    assertThat(name.present()).isEqualTo(ROWS * 3 / 4);
    ColumnTally card = tally.columns().get(2);
    assertThat(card.isExact()).isTrue();
    assertThat(card.distinct()).isEqualTo(ROWS);
    assertThat(card.patterns()).containsExactly(new ColumnTally.Frequent("A9{8}", ROWS));
    ColumnTally state = tally.columns().get(3);
    assertThat(state.values())
        .containsExactly(
            new ColumnTally.Frequent("2", 798),
            new ColumnTally.Frequent("1", 400),
            new ColumnTally.Frequent("9", 2));
    ColumnTally born = tally.columns().get(4);
    assertThat(born.firstDay()).hasValue((int) LocalDate.of(1951, 1, 1).toEpochDay());
    assertThat(born.lastDay()).hasValue((int) LocalDate.of(1989, 1, 1).toEpochDay());
  }

  @Test
  void nothingThatNamesAPersonIsShown(SparkSession spark) {
    String text = profile(spark).text();

    assertThat(text)
        .contains("cards, batch of 2018-12-31 (full): 1,200 accepted rows")
        .containsPattern("NAME +字\\{2\\} 100.00% +not shown\n")
        .containsPattern("NAME +name +75.00% +\\d+ +text +100.00% +2\n")
        .containsPattern("BORN +date_first +75.00% +\\d+ +date +100.00% +10 +1951 to 1989\n")
        .containsPattern("STATE +9 100.00% +2 66.50%, 1 33.33%\n")
        .containsPattern("NAME +BORN +1.00\n")
        .doesNotContain("丁", "990101199001", "C00000");
  }

  @Test
  void rulesAreSuggestedByUsAndByDeequ(SparkSession spark) {
    assertThat(suggestions(spark))
        .extracting(Suggestion::id, Suggestion::by, Suggestion::predicate)
        .contains(
            tuple("card_present", List.of("canbao", "deequ"), "`CARD` IS NOT NULL"),
            tuple("card_shape", List.of("canbao"), "`CARD` RLIKE '^[A-Z][0-9]{8}\\\\z'"),
            tuple("state_usual", List.of("canbao", "deequ"), "`STATE` IN ('1', '2', '9')"),
            tuple("name_present", List.of("deequ"), "`NAME` IS NOT NULL"));
  }

  @Test
  void gapsThatExcludeEachOtherCorrelateNegatively() {
    GapCorrelations gaps = new GapCorrelations(Map.of(0b01L, 5L, 0b10L, 5L), 10);

    assertThat(gaps.between(0, 1)).isCloseTo(-1, within(1e-12));
    assertThat(gaps.between(0, 2)).isZero();
  }

  @Test
  void aShapeTellsNoCharacterOfAName() {
    assertThat(TextPattern.of("440524198001010014")).isEqualTo("9{18}");
    assertThat(TextPattern.of("H12345678")).isEqualTo("A9{8}");
    assertThat(TextPattern.of("阿依·𠅤é")).isEqualTo("字{2}?字?");
    assertThat("ZZ001".matches(TextPattern.regex("A{2}9{3}"))).isTrue();
    assertThat(TextPattern.example("A{2}9{3}")).isEqualTo("AA000");
  }

  private static Profile profile(SparkSession spark) {
    Map<Suggestion, Long> suggestions = new LinkedHashMap<>();
    suggestions(spark).forEach(one -> suggestions.put(one, 0L));
    BatchHeader header =
        new BatchHeader(LocalDate.of(2018, 12, 31), BatchHeader.Mode.FULL, List.of("440000"));
    return new Profile(SOURCE, header, SourceTally.of(rows(spark)), suggestions);
  }

  private static List<Suggestion> suggestions(SparkSession spark) {
    SourceTally tally = SourceTally.of(rows(spark));
    List<Suggestion> all = new ArrayList<>();
    for (int i = 0; i < SOURCE.columns().size(); i++) {
      all.addAll(new Suggestions(SOURCE.columns().get(i), tally.columns().get(i)).all());
    }
    assertThat(all).extracting(Suggestion::dimension).contains(Dimension.COMPLETENESS);
    return all;
  }

  private static ColumnSpec column(String name, ColumnKind kind) {
    return new ColumnSpec(name, name, kind, true, List.of(), Map.of());
  }
}
