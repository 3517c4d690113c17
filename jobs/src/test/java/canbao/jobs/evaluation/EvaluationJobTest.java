package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.coverage.CoverageTables;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.release.ReleaseTables;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A day that was released twice: of 广州 stale numbers, of 深圳 none yet, of most cities no row. */
@ExtendWith(LocalSpark.class)
class EvaluationJobTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final String RELEASED =
      """
      release_id STRING | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | state STRING | stale_since DATE
      2018-12-31-r1 | residence    | 440000 | pension      | resident_due   | 1000 | 900      | 900      | 900      | fresh   |
      2018-12-31-r2 | residence    | 440000 | pension      | resident_due   | 1000 | 970      | 969      | 971      | fresh   |
      2018-12-31-r2 | residence    | 440000 | pension      | resident_all   | 2000 | 970      | 969      | 971      | fresh   |
      2018-12-31-r2 | enrolment    | 440000 | pension      | resident_due   | 1000 | 990      | 990      | 990      | fresh   |
      2018-12-31-r2 | residence    | 440100 | pension      | resident_due   | 300  | 297      | 297      | 297      | stale   | 2018-12-29
      2018-12-31-r2 | residence    | 440300 | pension      | resident_due   |      | 0        | 0        | 0        | no_data |
      2018-12-31-r2 | residence    | 440400 | pension      | resident_due   | 0    | 0        | 0        | 0        | no_data |
      2018-12-31-r2 | residence    | 440000 | maternity    | resident_due   |      | 29000000 | 29000000 | 29000000 | fresh   |
      2018-12-31-r2 | enrolment    | 440000 | maternity    | resident_due   |      | 29999999 | 29999999 | 30000000 | fresh   |
      """;

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;
  private Settings settings;

  EvaluationJobTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @Test
  void theLastReleaseIsJudgedOnceAndEveryGapIsNamed() {
    aLakeWithTwoReleases();

    StepSummary done = evaluated(EvaluationKind.ANNUAL);

    assertThat(done).isEqualTo(new StepSummary("evaluate_annual", 59, 3, 56, 118));
    assertThat(
            drawn(
                "evaluation.indicator_value",
                "indicator, division, numerator, denominator, value, basis, state, stale_since,"
                    + " reason",
                "indicator IN (1, 5, 7) AND division IN ('440000', '440100', '440200', '440300',"
                    + " '440400')"))
        .isEqualTo(
            """
            indicator int | division string | numerator bigint | denominator bigint | value decimal(18,6) | basis string | state string | stale_since date | reason string
            1 | 440000 | 970 | 1000 | 97.000000 | residence | fresh |  |\s
            1 | 440100 | 297 | 300 | 99.000000 | residence | stale | 2018-12-29 |\s
            1 | 440200 |  |  |  |  | no_data |  | not_released
            1 | 440300 |  |  |  | residence | no_data |  | never_released
            1 | 440400 |  |  |  | residence | no_data |  | nobody_due
            5 | 440000 | 29999999 |  | 2999.999900 | enrolment | fresh |  |\s
            7 | 440000 |  |  |  |  | no_data |  | no_source_yet""");
    assertThat(
            drawn(
                "evaluation.assessment",
                "indicator, division, target_year, gap, completion, judgement, is_certain, state,"
                    + " reason",
                "indicator IN (1, 5, 8) AND division IN ('440000', '440100', '440300')"))
        .isEqualTo(
            """
            indicator int | division string | target_year int | gap bigint | completion decimal(18,6) | judgement string | is_certain boolean | state string | reason string
            1 | 440000 | 2018 | 0 | 0.750000 | 达到预期进度 | false | fresh |\s
            1 | 440100 | 2018 | 0 |  | 达标 | true | stale | no_base
            1 | 440300 |  |  |  |  |  | no_data | never_released
            5 | 440000 | 2018 | 1 |  | 未达标 | false | fresh | floor
            8 | 440000 |  |  |  |  |  | no_data | no_source_yet
            8 | 440000 |  |  |  |  |  | no_data | no_source_yet""");

    String before = both();
    assertThat(evaluated(EvaluationKind.ANNUAL)).isEqualTo(done);
    assertThat(both()).isEqualTo(before);

    assertThat(evaluated(EvaluationKind.FINAL).written()).isEqualTo(118);
    assertThat(drawn("evaluation.assessment", "*", "kind = 'annual'"))
        .isEqualTo(before.substring(before.indexOf("\n\n") + 2));
    assertThat(drawn("evaluation.assessment", "judgement", "kind = 'final' AND indicator = 1"))
        .contains("未达标");
  }

  @Test
  void aDayWithoutAReleaseSaysWhatToDo() {
    aLakeWithTwoReleases();

    assertThatThrownBy(() -> EvaluationJob.run(on(DAY.minusDays(1)), EvaluationKind.MIDTERM))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessage(
            "The plan cannot be evaluated as of 2018-12-30: the day has no release, and an"
                + " evaluation rests on released numbers alone. Run the night of 2018-12-30, then"
                + " evaluate again; the last released day is 2018-12-31.");
  }

  private StepSummary evaluated(EvaluationKind kind) {
    return EvaluationJob.run(on(DAY), kind);
  }

  private RunContext on(LocalDate day) {
    Clock clock = Clock.fixed(Instant.parse("2019-01-20T02:00:00Z"), ZoneOffset.UTC);
    return new RunContext(spark, settings, day, clock);
  }

  /** All rows of both tables, a blank line between them. */
  private String both() {
    return drawn("evaluation.indicator_value", "*", "true")
        + "\n\n"
        + drawn("evaluation.assessment", "*", "true");
  }

  private String drawn(String table, String columns, String condition) {
    return TextTable.drawn(
        lake.table(table).orElseThrow().filter(condition).selectExpr(columns.split(", ?")));
  }

  private void aLakeWithTwoReleases() {
    String place = folder.resolve("lake").toString();
    settings = Settings.load(Path.of("../conf"), "local", Map.of("lake", place));
    lake = new Lake(spark, place);
    Dataset<Row> releases =
        TextTable.table(
                spark,
                """
                release_id STRING | revision INT
                2018-12-31-r1 | 1
                2018-12-31-r2 | 2
                """)
            .withColumn("gate_verdict", lit("released"));
    lake.replace(
        ReleaseTables.LEDGER, completed(releases, ReleaseTables.LEDGER), Slice.everything());
    TableHome copies =
        TableHome.of("release.city_coverage", "of the test")
            .column("release_id STRING NOT NULL", "release")
            .columns(CoverageTables.CITY_COVERAGE.columns());
    lake.replace(copies, completed(TextTable.table(spark, RELEASED), copies), Slice.everything());
  }

  /** With anything lawful in the columns that the test does not look at. */
  private static Dataset<Row> completed(Dataset<Row> rows, TableHome home) {
    Dataset<Row> all = rows.withColumn("as_of", lit(DAY));
    for (StructField field : home.columns().fields()) {
      if (List.of(all.columns()).contains(field.name())) {
        continue;
      }
      all =
          all.withColumn(
              field.name(),
              field.nullable()
                  ? lit(null).cast(field.dataType())
                  : switch (field.dataType().typeName()) {
                    case "array" -> array().cast(field.dataType());
                    case "date" -> lit(DAY);
                    case "string" -> lit("x");
                    case "timestamp" -> lit("2019-01-01 02:00:00").cast(field.dataType());
                    default -> lit(0).cast(field.dataType());
                  });
    }
    return all.select(
        List.of(home.columns().fieldNames()).stream()
            .map(name -> col(name))
            .toArray(org.apache.spark.sql.Column[]::new));
  }
}
