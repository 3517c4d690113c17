package canbao.jobs.metric;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.gate.GateJob;
import canbao.jobs.gate.GatePage;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Dimension;
import canbao.jobs.quality.Evaluation;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.Limit;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.quality.MetricState.Values;
import canbao.jobs.quality.MetricStates;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.RuleStatus;
import canbao.jobs.quality.Severity;
import canbao.jobs.release.ReleaseTables;
import canbao.jobs.run.ConfCopy;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import canbao.udfs.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Tuesday on which Guangzhou and Shenzhen have sent lists of their people, after ten Tuesdays
 * with about a thousand rows each.
 */
@ExtendWith(LocalSpark.class)
class DayMetricsTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 11);
  private static final String GUANGZHOU = "440100";
  private static final String SHENZHEN = "440300";
  private static final String RECEIVED = "rows_received.population.full";

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;

  DayMetricsTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void aBatchIsInForce() {
    lake = new Lake(spark, folder.resolve("lake").toString());
    BatchHeader list = new BatchHeader(DAY, BatchHeader.Mode.FULL, List.of(GUANGZHOU, SHENZHEN));
    BatchEntry population =
        new BatchEntry(
            "population",
            DAY,
            Optional.of(list),
            BatchEntry.State.ACCEPTED,
            "",
            new BatchEntry.Counts(1_500, 1_500, 0, 0),
            DAY,
            "of a manifest",
            Map.of(),
            List.of());
    BatchLog.read(lake).write(List.of(population));
    List<MetricState> states =
        List.of(
            new MetricState(GUANGZHOU, Analyzer.SIZE, "received", Values.rows(500)),
            new MetricState(SHENZHEN, Analyzer.SIZE, "received", Values.rows(1_000)));
    lake.replace(
        QualityTables.METRIC_STATE,
        MetricStates.rows(spark, List.of(new MetricStates.OfBatch("population", DAY, states))),
        Slice.everything());
  }

  /**
   * Ten Tuesdays, of which one has no night, one was not released, one holds Guangzhou, and of one
   * the released run is superseded; a day after the judged one is there too.
   */
  @Test
  void onlyReleasedNumbersOfEarlierDaysThatWereNotHeldCount() throws IOException {
    past();

    List<Anomaly> judged = DayMetrics.judge(context(conf().folder()), lake);

    assertThat(drawn(judged))
        .isEqualTo(
            """
            440000 rows_received.population.full 1500 COLD_START 0
            440100 rows_received.population.full 500 ANOMALY 6
            440300 rows_received.population.full 1000 NORMAL 7""");
    assertThat(DayAnomalies.on(lake, DAY).drawn())
        .isEqualTo(
            """
            Numbers unlike their past: 1; of 10 numbers too few earlier nights are known to tell
              440100 rows_received.population.full: 500, expected 748 to 1,252 (seasonal, 6 points)""");
  }

  @Test
  void aRunAgainReplacesItsRowsAndAnotherRunSupersedesThem() throws IOException {
    RunContext context = context(conf().folder());
    List<Anomaly> first = DayMetrics.judge(context, lake);
    String once = TextTable.drawn(lake.read(MetricTables.METRIC));
    List<Anomaly> again = DayMetrics.judge(context, lake);

    assertThat(again).isEqualTo(first);
    assertThat(TextTable.drawn(lake.read(MetricTables.METRIC))).isEqualTo(once);

    Settings others =
        Settings.load(
            Path.of("../conf"),
            "local",
            Map.of("lake", folder.resolve("lake").toString(), "count_suspended", "true"));
    List<Anomaly> unused =
        DayMetrics.judge(new RunContext(spark, others, DAY, context.clock()), lake);

    assertThat(
            TextTable.drawn(
                lake.read(MetricTables.METRIC)
                    .filter("metric = 'rows_received.population.full' AND division <> '440000'")
                    .groupBy("is_superseded")
                    .agg(count("*").as("rows"), countDistinct("run_id").as("runs"))))
        .isEqualTo(
            """
            is_superseded boolean | rows bigint | runs bigint
            false | 2 | 1
            true | 2 | 1""");
  }

  /** The settings say that an anomaly of received rows holds its city. */
  @Test
  void anAnomalyHoldsACityIfTheSettingsSaySoUntilSomebodyOverridesIt() throws IOException {
    past();
    passed();
    ConfCopy conf = conf();
    conf.spoil(
        "anomalies.yml",
        "metric: rows_received, severity: warn",
        "metric: rows_received, severity: hold_city");
    RunContext context = context(conf.folder());
    String run = BatchLog.read(lake).runId(DAY, context.settings().fingerprint());
    new ControlNumbers(lake, "coverage", DAY, run)
        .write(List.of(ControlNumber.of("person", 1_500, 1_500)));

    assertThat(GateJob.run(context).rejected()).isEqualTo(1);
    assertThat(GatePage.of(context))
        .contains(
            """
            440100 广州市 is held. Its numbers are those of 2018-11-13, marked stale.
              anomaly.rows_received.population.full is unlike its past
                440100 rows_received.population.full: 500, expected 748 to 1,252 (seasonal, 6 points)
                To do: look at the batch that it is of; if the number is right, gate --override""");

    String rule = "anomaly." + RECEIVED;
    GateOverride override = new GateOverride(rule, GUANGZHOU, DAY, DAY, "letter 117", "zhang");
    assertThat(GateJob.override(context, override).rejected()).isZero();
  }

  /** Only received rows are watched, and six like days are enough. */
  private ConfCopy conf() throws IOException {
    ConfCopy conf = ConfCopy.in(folder);
    conf.spoil(
        "anomalies.yml",
        "metric: rows_received, severity: warn, strategy: seasonal, least_points: 8",
        "metric: rows_received, severity: warn, strategy: seasonal, least_points: 6");
    return conf;
  }

  private RunContext context(Path conf) {
    Settings settings =
        Settings.load(conf, "local", Map.of("lake", folder.resolve("lake").toString()));
    Clock clock = Clock.fixed(Instant.parse("2019-01-01T02:00:00Z"), ZoneOffset.UTC);
    return new RunContext(spark, settings, DAY, clock);
  }

  private void past() {
    List<Row> metrics = new ArrayList<>();
    List<Row> releases = new ArrayList<>();
    for (int week = -1; week <= 10; week++) {
      LocalDate day = DAY.minusWeeks(week);
      boolean isSuperseded = week == 4;
      if (week == 0 || week == 1) {
        continue;
      }
      for (String city : List.of(GUANGZHOU, SHENZHEN)) {
        metrics.add(metric(day, "run " + week, city, 1_000, isSuperseded));
      }
      if (isSuperseded) {
        metrics.add(metric(day, "new run", SHENZHEN, 7, false));
      }
      if (week != 2) {
        releases.add(release(day, "run " + week, week == 3 ? List.of(GUANGZHOU) : List.of()));
      }
    }
    lake.replace(
        MetricTables.METRIC,
        spark.createDataFrame(metrics, MetricTables.METRIC.columns()),
        Slice.everything());
    lake.replace(
        ReleaseTables.LEDGER,
        spark.createDataFrame(releases, ReleaseTables.LEDGER.columns()),
        Slice.everything());
  }

  private static Row metric(
      LocalDate day, String run, String city, long value, boolean isSuperseded) {
    return RowFactory.create(
        day, run, "rows_received", RECEIVED, "population", city, value, null, null, isSuperseded);
  }

  private static Row release(LocalDate day, String run, List<String> held) {
    return RowFactory.create(
        day + "-r1",
        day,
        1,
        day,
        Timestamp.from(Instant.parse("2018-12-01T00:00:00Z")),
        null,
        new Object[0],
        "",
        "",
        held.isEmpty() ? "released" : "released_with_held",
        held.toArray(),
        new Object[0],
        1L,
        "",
        run);
  }

  /** A rule that every city has passed. */
  private void passed() {
    List<RuleResult> results =
        Stream.concat(Stream.of("440000"), Places.cities().stream().map(Places.City::code))
            .map(
                division ->
                    new RuleResult(
                        "population.passed",
                        "population",
                        DAY,
                        division,
                        Severity.WARN,
                        Dimension.VALIDITY,
                        RuleStatus.PASS,
                        1,
                        0,
                        new Limit(0, 0),
                        Optional.empty()))
            .toList();
    lake.add(
        QualityTables.RULE_RESULT,
        RuleResults.rows(spark, results, new Evaluation(DAY, "a run", "of the rules")));
  }

  private static String drawn(List<Anomaly> judged) {
    return judged.stream()
        .filter(anomaly -> anomaly.metric().startsWith("rows_received"))
        .map(
            anomaly ->
                "%s %s %d %s %d"
                    .formatted(
                        anomaly.division(),
                        anomaly.metric(),
                        anomaly.value(),
                        anomaly.judgement().verdict(),
                        anomaly.judgement().points()))
        .collect(joining("\n"));
  }
}
