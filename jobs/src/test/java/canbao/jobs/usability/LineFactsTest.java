package canbao.jobs.usability;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.quality.MetricState.Values;
import canbao.jobs.run.Usability.Line;
import canbao.jobs.run.Usability.Published;
import canbao.jobs.source.BatchHeader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A line of one source, on 31 March 2019: Guangzhou 440100, Shenzhen 440300. */
@ExtendWith(LocalSpark.class)
class LineFactsTest {

  private static final LocalDate DAY = LocalDate.parse("2019-03-31");
  private static final Line PENSION =
      new Line(
          "pension", List.of("p"), Optional.of("pension"), Optional.empty(), List.of("A", "B"));
  private static final Published RESIDENTS = new Published("residents", Optional.empty());

  private final SparkSession spark;

  @TempDir private Path folder;

  private final List<BatchEntry> batches = new ArrayList<>();
  private final List<MetricState> states = new ArrayList<>();

  LineFactsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aVolumeIsHeldAgainstTheMedianOfTheLastMonthEnds() {
    batch("2018-12-20", "440000", 500);
    batch("2019-01-31", "440000", 900);
    batch("2019-02-15", "440000", 1_000);
    batch("2019-03-31", "440000", 1_100);

    assertThat(told(facts().volumePast("440300", 3)))
        .isEqualTo(
            "2223: 1,100 are counted, 900 are the median of the last 3 month ends (22.22% away)");
    assertThat(told(facts().volumePast("440300", 1)))
        .isEqualTo(
            "1000: 1,100 are counted, 1,000 are the median of the last 1 month ends (10.00% away)");
  }

  @Test
  void withoutAnEarlierMonthNothingIsSaidOfAVolume() {
    batch("2019-03-02", "440000", 1_000);

    assertThat(told(facts().volumePast("440300", 3)))
        .isEqualTo("none: no list of the last 3 month ends is known");
  }

  @Test
  void whatWasCountedIsHeldAgainstAPublishedFigure() {
    assertThat(told(facts().volumePublished("440300", RESIDENTS, Optional.of(230L))))
        .isEqualTo("1500: 230 are counted, 200 are published (15.00% away)");
    assertThat(told(facts().volumePublished("440100", RESIDENTS, Optional.of(230L))))
        .isEqualTo("none: no figure of residents is known");
  }

  @Test
  void aCityIsAsLateAsTheNewestListThatSpeaksForIt() {
    batch("2019-03-01", "440000", 1_000);
    batch("2019-03-30", "440300", 1_000);

    assertThat(told(facts().late("440300")))
        .isEqualTo("1: the newest list is of 2019-03-30, 1 days before");
    assertThat(told(facts().late("440100")))
        .isEqualTo("30: the newest list is of 2019-03-01, 30 days before");
  }

  @Test
  void duplicatesAndEmptyValuesAreSharesRoundedUp() {
    size("received", 3_000);
    size("duplicate", 1);
    filled("A", 2_999, 3_000);
    filled("B", 2_000, 3_000);
    filled("C", 0, 3_000);

    assertThat(told(facts().duplicates("440300")))
        .isEqualTo("4: 1 of 3,000 rows received repeat another one (0.03%)");
    assertThat(told(facts().missing("440300")))
        .isEqualTo("3334: B is empty in 1,000 of 3,000 rows (33.33%)");
    assertThat(told(facts().missing("440000"))).isEqualTo(told(facts().missing("440300")));
    assertThat(told(facts().duplicates("440100")))
        .isEqualTo("none: the lists in force have no row");
  }

  private LineFacts facts() {
    BatchLog log = BatchLog.read(new Lake(spark, folder.toString())).with(batches);
    return new LineFacts(
        PENSION,
        DAY,
        log,
        states,
        (code, division) -> division.equals("440300") ? Optional.of(200L) : Optional.empty());
  }

  private static String told(Finding finding) {
    return finding.value().map(Object::toString).orElse("none") + ": " + finding.reason();
  }

  private void batch(String day, String scope, long rows) {
    LocalDate date = LocalDate.parse(day);
    batches.add(
        new BatchEntry(
            "p",
            date,
            Optional.of(new BatchHeader(date, BatchHeader.Mode.FULL, List.of(scope))),
            BatchEntry.State.ACCEPTED,
            "",
            new BatchEntry.Counts(rows, rows, 0, 0),
            date,
            "",
            Map.of("440300", rows),
            List.of()));
  }

  private void size(String which, long rows) {
    states.add(new MetricState("440300", Analyzer.SIZE, which, Values.rows(rows)));
  }

  private void filled(String column, long filled, long rows) {
    states.add(
        new MetricState("440300", Analyzer.COMPLETENESS, column, Values.matches(filled, rows)));
  }
}
