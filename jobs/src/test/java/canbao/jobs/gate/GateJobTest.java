package canbao.jobs.gate;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Dimension;
import canbao.jobs.quality.Evaluation;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.Limit;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.quality.RuleStatus;
import canbao.jobs.quality.Severity;
import canbao.jobs.release.ReleaseJob;
import canbao.jobs.run.ConfCopy;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.udfs.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A day on which one full list of the population is in force, judged by two rules. */
@ExtendWith(LocalSpark.class)
class GateJobTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final String PROVINCE = "440000";
  private static final String GUANGZHOU = "440100";
  private static final String SHENZHEN = "440300";
  private static final String HOLDING = "population.holding";
  private static final String STOPPING = "population.stopping";

  private final SparkSession spark;

  @TempDir private Path folder;
  private RunContext context;
  private Lake lake;

  GateJobTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void aBatchIsInForce() {
    String place = folder.resolve("lake").toString();
    Settings settings = Settings.load(Path.of("../conf"), "local", Map.of("lake", place));
    Clock clock = Clock.fixed(Instant.parse("2019-01-01T02:00:00Z"), ZoneOffset.UTC);
    context = new RunContext(spark, settings, DAY, clock);
    lake = new Lake(spark, place);
    BatchHeader full = new BatchHeader(DAY, BatchHeader.Mode.FULL, List.of(PROVINCE));
    BatchEntry population =
        new BatchEntry(
            "population",
            DAY,
            Optional.of(full),
            BatchEntry.State.ACCEPTED,
            "",
            new BatchEntry.Counts(2_200, 2_200, 0, 0),
            DAY,
            "of a manifest",
            Map.of(GUANGZHOU, 2_200L),
            List.of());
    BatchLog.read(lake).write(List.of(population));
    counted(DAY);
  }

  @Test
  void aCityWhoseRuleFailedIsHeldAndTheNightGoesOn() {
    judged(HOLDING, Severity.HOLD_CITY, GUANGZHOU);

    StepSummary summary = GateJob.run(context);

    assertThat(summary).isEqualTo(new StepSummary("gate", 21, 20, 1, 22));
    assertThat(verdicts("verdict <> 'released'")).isEqualTo("440100 | held | population.holding");
  }

  @Test
  void aRuleThatStopsTheRunEndsTheNightAndNothingIsReleased() {
    judged(STOPPING, Severity.STOP_RUN, GUANGZHOU);

    JobFailure stopped = catchThrowableOfType(JobFailure.class, () -> GateJob.run(context));
    JobFailure refused = catchThrowableOfType(JobFailure.class, () -> ReleaseJob.run(context));

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.GATE);
    assertThat(stopped.exitCode().code()).isEqualTo(4);
    assertThat(stopped)
        .hasMessage(
            "The numbers of 2018-12-31 are not published: the province is stopped: rules"
                + " [population.stopping] failed. canbao gate --explain --as-of 2018-12-31 tells"
                + " the rows and what to do.");
    assertThat(verdicts("division IN ('440000', '440100', '440300')"))
        .isEqualTo(
            """
            440000 | stopped | population.stopping
            440100 | held | population.stopping
            440300 | held | population.stopping""");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.GATE);
    assertThat(refused).hasMessageStartingWith("The numbers of 2018-12-31 cannot be released: ");
    assertThat(folder.resolve("lake/release")).doesNotExist();
  }

  @Test
  void aProvinceThatIsHeldIsNotReleasedEither() {
    judged(HOLDING, Severity.HOLD_CITY, PROVINCE);

    JobFailure held = catchThrowableOfType(JobFailure.class, () -> GateJob.run(context));

    assertThat(held.exitCode()).isEqualTo(ExitCode.GATE);
    assertThat(held).hasMessageContaining("the province is held");
    assertThat(verdicts("verdict <> 'released'")).isEqualTo("440000 | held | population.holding");
  }

  /** The rules' file says so after the batch was taken, and no longer says so in the end. */
  @Test
  void aFailureIsWaivedWhereAndAsLongAsTheRuleSaysSo() throws IOException {
    String rule = "population.document_valid";
    ConfCopy conf = ConfCopy.in(folder);
    String id = "  - id: " + rule + "\n";
    String waiver =
        "{who: head of statistics, why: new numbers, until: 2018-12-31, cities: [440100]}";
    conf.spoil("rules/population.yml", id, id + "    waiver: " + waiver + "\n");
    judged(rule, Severity.HOLD_CITY, GUANGZHOU, SHENZHEN);

    StepSummary waived = GateJob.run(on(conf.folder()));

    assertThat(waived).isEqualTo(new StepSummary("gate", 21, 20, 1, 22));
    assertThat(verdicts("verdict <> 'released'")).isEqualTo("440300 | held | " + rule);
    assertThat(waivers()).isEqualTo("440100 FAIL head of statistics");
    assertThat(GatePage.of(on(conf.folder())))
        .endsWith(
            """
            Failures that decide nothing:
              440100 广州市: population.document_valid, batch 2018-12-31, waived by head of statistics

            Numbers unlike their past: none""");
    assertThat(GateJob.run(on(conf.folder()))).isEqualTo(waived);
    assertThat(waivers()).isEqualTo("440100 FAIL head of statistics");

    StepSummary unwaived = GateJob.run(context);

    assertThat(unwaived.rejected()).isEqualTo(2);
    assertThat(waivers()).isEmpty();
  }

  private RunContext on(Path conf) {
    String place = folder.resolve("lake").toString();
    Settings settings = Settings.load(conf, "local", Map.of("lake", place));
    return new RunContext(spark, settings, DAY, context.clock());
  }

  private String waivers() {
    return lake
        .read(QualityTables.RULE_RESULT)
        .filter("waived_by IS NOT NULL")
        .selectExpr("concat_ws(' ', division, status, waived_by)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(joining("\n"));
  }

  /** A rule that failed yesterday, in a list that a new one has replaced, holds nobody today. */
  @Test
  void onlyTheBatchesInForceAreJudged() {
    judged(HOLDING, Severity.HOLD_CITY, "");
    RuleResult old =
        result(HOLDING, Severity.HOLD_CITY, GUANGZHOU, RuleStatus.FAIL, DAY.minusDays(1));
    write(List.of(old), DAY.minusDays(1));

    assertThat(GateJob.run(context).rejected()).isZero();
    assertThat(verdicts("verdict <> 'released'")).isEmpty();
  }

  @Test
  void aVerdictOnOtherInputsReleasesNothing() {
    judged(HOLDING, Severity.HOLD_CITY, "");
    StepSummary unused = GateJob.run(context);
    Settings others =
        Settings.load(
            Path.of("../conf"),
            "local",
            Map.of("lake", folder.resolve("lake").toString(), "count_suspended", "true"));
    RunContext changed = new RunContext(spark, others, DAY, context.clock());

    JobFailure refused = catchThrowableOfType(JobFailure.class, () -> ReleaseJob.run(changed));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.GATE);
    assertThat(refused).hasMessageContaining("the gate has not let run 2018-12-31-");
    assertThat(folder.resolve("lake/release")).doesNotExist();
  }

  @Test
  void thePageOfAHeldCityTellsTheRowsAndWhatToDo() {
    judged("population.document_valid", Severity.HOLD_CITY, GUANGZHOU);
    // Three rows of the city break the rule, one of another city does, and one breaks another rule.
    landed(
        """
        part-1.csv | 12 | 440100 | population.document_valid
        part-1.csv | 9 | 440100 | population.document_valid
        part-2.csv | 2 | 440100 | population.birth_readable population.document_valid
        part-2.csv | 3 | 440300 | population.document_valid
        part-2.csv | 4 | 440100 | population.birth_readable""");
    StepSummary unused = GateJob.run(context);

    assertThat(GatePage.of(context))
        .isEqualTo(
            """
            Gate of 2018-12-31, run %s
            The province is released; 1 of 21 cities are held.

            440100 广州市 is held. It has no numbers: it was never released.
              population.document_valid, batch 2018-12-31 of population, answered for by population registration (公安户政)
                The document number is valid for its type. 证件号码符合其证件类型的校验规则。
                50 of 100 rows break it (50.00%%); borne are 10 rows or 3.00%%
                Rows: part-1.csv: 9, 12; part-2.csv: 2
                To do: have population corrected by a new batch and run the night again; if the rows are right, gate --override

            Numbers unlike their past: none"""
                .formatted(BatchLog.read(lake).runId(DAY, context.settings().fingerprint())));
  }

  @Test
  void aRuleThatCouldNotBeEvaluatedStopsTheProvinceAndIsToldOnce() {
    judged(HOLDING, Severity.HOLD_CITY, "");
    RuleResult error = result("population.broken", Severity.WARN, PROVINCE, RuleStatus.ERROR, DAY);
    add(List.of(error));
    JobFailure stopped = catchThrowableOfType(JobFailure.class, () -> GateJob.run(context));

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.GATE);
    assertThat(GatePage.of(context).lines().skip(1))
        .containsExactly(
            "The province is stopped; 21 of 21 cities are held.",
            "",
            "440000 全省 is stopped. Nothing of the day is published.",
            "  population.broken, batch 2018-12-31 of population",
            "    The rule could not be evaluated.",
            "    To do: look for the rule in conf/rules/population.yml, correct it, and run the"
                + " night again",
            "",
            "Numbers unlike their past: none");
  }

  @Test
  void aDayThatWasNotJudgedHasNoPage() {
    judged(HOLDING, Severity.HOLD_CITY, "");

    JobFailure failure = catchThrowableOfType(JobFailure.class, () -> GatePage.of(context));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure)
        .hasMessage(
            "There is no verdict on 2018-12-31 to explain: the gate has not judged it, or batches"
                + " or settings have changed since. Run canbao gate --as-of 2018-12-31 first.");
  }

  @Test
  void anOverriddenFailureHoldsNobodyUntilItLapses() {
    judged(HOLDING, Severity.HOLD_CITY, GUANGZHOU);
    GateOverride override =
        new GateOverride(HOLDING, GUANGZHOU, DAY, DAY.plusDays(1), "letter 117", "zhang");

    StepSummary overridden = GateJob.override(context, override);
    StepSummary again = GateJob.override(context, override);

    assertThat(overridden).isEqualTo(new StepSummary("gate", 21, 21, 0, 22)).isEqualTo(again);
    assertThat(waivers()).isEqualTo("440100 FAIL zhang");
    assertThat(lake.read(QualityTables.OVERRIDE).count()).isEqualTo(1);
    assertThat(GatePage.of(context))
        .endsWith(
            """
            Overridden at the gate:
              population.holding in 440100 until 2019-01-01: letter 117 (zhang)""");
    counted(DAY.plusDays(2));
    RunContext lapsed = new RunContext(spark, context.settings(), DAY.plusDays(2), context.clock());
    assertThat(GateJob.run(lapsed)).isEqualTo(new StepSummary("gate", 21, 20, 1, 22));
    // The list is in force on both days: the page of the first still tells the first's verdict.
    assertThat(GatePage.of(context))
        .contains("\nThe province is released; 0 of 21 cities are held.");
    assertThat(GatePage.of(lapsed))
        .contains("\nThe province is released; 1 of 21 cities are held.");
  }

  @Test
  void whatCouldNotBeEvaluatedCannotBeOverridden() {
    judged(HOLDING, Severity.HOLD_CITY, "");
    add(List.of(result(STOPPING, Severity.STOP_RUN, GUANGZHOU, RuleStatus.ERROR, DAY)));
    GateOverride override = new GateOverride(STOPPING, GUANGZHOU, DAY, DAY, "letter", "zhang");

    JobFailure stopped =
        catchThrowableOfType(JobFailure.class, () -> GateJob.override(context, override));

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.GATE);
  }

  /** Accepted rows of the day's list: file, line, city, broken rules. */
  private void landed(String rows) {
    Dataset<Row> all =
        spark
            .createDataset(rows.lines().toList(), Encoders.STRING())
            .selectExpr("split(value, ' [|] ') AS cells")
            .selectExpr(
                "'population' AS source",
                "DATE'2018-12-31' AS batch",
                "cells[0] AS file",
                "CAST(cells[1] AS BIGINT) AS line_no",
                "cells[2] AS city",
                "split(cells[3], ' ') AS rules");
    lake.replace(QualityTables.SUSPECT, all.drop("city"), Slice.everything());
    all.select("batch", "file", "line_no", "city")
        .write()
        .format("delta")
        .partitionBy("batch")
        .save(folder.resolve("lake/landing/population").toString());
  }

  /** The rule has passed in every division but those named. */
  /** Coverage of a day has come to its end. */
  private void counted(LocalDate day) {
    String run = BatchLog.read(lake).runId(day, context.settings().fingerprint());
    new ControlNumbers(lake, "coverage", day, run)
        .write(List.of(ControlNumber.of("person", 2_200, 2_200)));
  }

  private void judged(String rule, Severity severity, String... failing) {
    List<RuleResult> results =
        Stream.concat(Stream.of(PROVINCE), Places.cities().stream().map(Places.City::code))
            .map(
                division ->
                    result(
                        rule,
                        severity,
                        division,
                        List.of(failing).contains(division) ? RuleStatus.FAIL : RuleStatus.PASS,
                        DAY))
            .toList();
    write(results, DAY);
  }

  private void add(List<RuleResult> results) {
    lake.add(
        QualityTables.RULE_RESULT,
        RuleResults.rows(spark, results, new Evaluation(DAY, "a run", "of the rules")));
  }

  private void write(List<RuleResult> results, LocalDate day) {
    lake.replace(
        QualityTables.RULE_RESULT,
        RuleResults.rows(spark, results, new Evaluation(day, "a run", "of the rules")),
        Slice.where("as_of", day));
  }

  private static RuleResult result(
      String rule, Severity severity, String division, RuleStatus status, LocalDate batch) {
    return new RuleResult(
        rule,
        "population",
        batch,
        division,
        severity,
        Dimension.VALIDITY,
        status,
        100,
        status == RuleStatus.FAIL ? 50 : 0,
        new Limit(300, 10),
        Optional.empty());
  }

  private String verdicts(String condition) {
    String drawn =
        TextTable.drawn(
            lake.read(QualityTables.GATE_VERDICT)
                .filter(condition)
                .selectExpr("division", "verdict", "array_join(rules, ' ') AS rules"));
    return drawn.lines().skip(1).reduce((a, b) -> a + "\n" + b).orElse("");
  }
}
