package canbao.jobs.evaluation;

import static java.util.stream.Collectors.joining;
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
import canbao.jobs.register.RegisterTables;
import canbao.jobs.release.ReleaseTables;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Sheet;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three year ends, the last of them released twice: of 广州 stale numbers, of 深圳 none yet, of most
 * cities no row; with cards, stays and figures of offices.
 */
@ExtendWith(LocalSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationJobTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final String LEDGER =
      """
      as_of DATE | release_id STRING | revision INT
      2016-12-31 | 2016-12-31-r1 | 1
      2017-12-31 | 2017-12-31-r1 | 1
      2018-12-31 | 2018-12-31-r1 | 1
      2018-12-31 | 2018-12-31-r2 | 2
      """;
  private static final String RELEASED =
      """
      as_of DATE | release_id STRING | basis STRING | division STRING | family STRING | denominator STRING | due BIGINT | covered BIGINT | covered_low BIGINT | covered_high BIGINT | state STRING | stale_since DATE
      2016-12-31 | 2016-12-31-r1 | residence    | 440000 | pension      | resident_due   | 1000 | 950      | 950      | 950      | fresh   |
      2017-12-31 | 2017-12-31-r1 | residence    | 440000 | pension      | resident_due   | 1000 | 960      | 960      | 960      | fresh   |
      2017-12-31 | 2017-12-31-r1 | residence    | 440600 | pension      | resident_due   | 200  | 190      | 190      | 190      | fresh   |
      2018-12-31 | 2018-12-31-r1 | residence    | 440000 | pension      | resident_due   | 1000 | 900      | 900      | 900      | fresh   |
      2018-12-31 | 2018-12-31-r2 | residence    | 440000 | pension      | resident_due   | 1000 | 970      | 969      | 971      | fresh   |
      2018-12-31 | 2018-12-31-r2 | residence    | 440000 | pension      | resident_all   | 2000 | 970      | 969      | 971      | fresh   |
      2018-12-31 | 2018-12-31-r2 | enrolment    | 440000 | pension      | resident_due   | 1000 | 990      | 990      | 990      | fresh   |
      2018-12-31 | 2018-12-31-r2 | residence    | 440100 | pension      | resident_due   | 300  | 297      | 297      | 297      | stale   | 2018-12-29
      2018-12-31 | 2018-12-31-r2 | residence    | 440600 | pension      | resident_due   | 200  | 188      | 188      | 188      | fresh   |
      2018-12-31 | 2018-12-31-r2 | residence    | 440300 | pension      | resident_due   |      | 0        | 0        | 0        | no_data |
      2018-12-31 | 2018-12-31-r2 | residence    | 440400 | pension      | resident_due   | 0    | 0        | 0        | 0        | no_data |
      2018-12-31 | 2018-12-31-r2 | residence    | 440000 | maternity    | resident_due   |      | 29000000 | 29000000 | 29000000 | fresh   |
      2018-12-31 | 2018-12-31-r2 | enrolment    | 440000 | maternity    | resident_due   |      | 29999999 | 29999999 | 30000000 | fresh   |
      """;

  /** Two editions of a figure, a figure of another year, one in another unit, one unreadable. */
  private static final String STATISTICS =
      """
      code STRING | division STRING | year INT | value STRING | unit STRING | edition STRING
      RESIDENT_BASIC_PENSION    | 440000 | 2016 | 110     | 元/人·月 | A
      RESIDENT_BASIC_PENSION    | 440000 | 2017 | 120     | 元/人·月 | A
      RESIDENT_BASIC_PENSION    | 440000 | 2018 | 127     | 元/人·月 | A
      RESIDENT_BASIC_PENSION    | 440000 | 2018 | 148     | 元/人·月 | B
      ORPHAN_SCATTERED          | 440000 | 2017 | 950     | 元/人·月 | A
      ORPHAN_COLLECTIVE         | 440000 | 2018 | 1560    | 元       | A
      DISABLED_CARE_SUBSIDY     | 440000 | 2018 | 2400左右 | 元/人·年 | A
      MINIMUM_LIVING_URBAN      | 440100 | 2018 | 950     | 元/人·月 | A
      MINIMUM_LIVING_URBAN      | 440600 | 2018 | 750     | 元/人·月 | A
      URBAN_CONSUMPTION_PER_HEAD | 440100 | 2017 | 38000  | 元       | A
      URBAN_CONSUMPTION_PER_HEAD | 440600 | 2017 | 30001  | 元/人    | A
      URBAN_CONSUMPTION_PER_HEAD | 440100 | 2018 | 99999  | 元       | A
      DESTITUTE_COLLECTIVE      | 441900 | 2018 | 9000    | 元/人·年 | A
      RURAL_INCOME_PER_HEAD     | 441900 | 2017 | 15000   | 元       | A
      """;

  /** Of aided people 1 and 2 within a spell, 3 after it; one stay of 2017, one of 2019. */
  private static final String SETTLEMENTS =
      """
      stay_id STRING | person_key BIGINT | city STRING | discharged DATE | total DECIMAL(18,2) | in_policy DECIMAL(18,2) | fund_paid DECIMAL(18,2) | assistance_paid DECIMAL(18,2)
      a | 1 | 440100 | 2018-01-01 | 120.00 | 100.00 | 80.00 | 15.00
      b | 2 | 440600 | 2018-12-31 | 250.00 | 200.00 | 170.00 | 22.50
      c | 3 | 440600 | 2018-06-01 | 50.00  | 40.00  | 20.00 | 20.00
      d | 4 | 440100 | 2017-06-01 | 50.00  | 40.00  | 30.00 | 0.00
      e | 4 | 440100 | 2019-01-01 | 50.00  | 40.00  | 0.00  | 0.00
      f | 4 | 440100 | 2018-01-01 | 50.00  |        | 10.00 | 0.00
      """;

  private static final String GROUP_MEMBERS =
      """
      person_key BIGINT | group_code STRING | from_date DATE | to_date DATE
      1 | MINIMUM_LIVING | 2018-01-01 | 2018-01-01
      1 | DESTITUTE      | 2017-01-01 |
      2 | DESTITUTE      |            |
      3 | MINIMUM_LIVING | 2017-01-01 | 2018-05-31
      3 | DISABLED       | 2017-01-01 |
      """;

  /** Cards: 1 under a valid number, 2 under key 12 linked for certain, 3 under 13 probably. */
  private static final String CARDS =
      """
      person_key BIGINT | card_state STRING | issued DATE | valid_from DATE
      1  | 1 | 2015-01-01 |
      12 | 1 | 2015-01-01 |
      13 | 1 | 2015-01-01 |
      4  | 2 | 2015-01-01 |
      5  | 1 | 2019-01-01 |
      6  | 1 | 2015-01-01 | 2019-01-02
      """;

  private static final String LINKS =
      """
      from_key BIGINT | to_key BIGINT | certainty STRING
      12 | 2 | certain
      13 | 3 | probable
      """;

  private static final String STATES =
      """
      person_key BIGINT | in_register BOOLEAN | dead BOOLEAN | resident_city INT
      1  | true  | false | 440100
      2  | true  | false | 440100
      3  | true  | false | 440600
      4  | true  | false | 440600
      5  | true  | false | 440600
      6  | true  | false | 440600
      7  | true  | true  | 440600
      8  | true  | false |
      12 | false | false | 440100
      """;

  private static final String RELEASED_CHANGES =
      """
      release_id STRING | from_as_of DATE | to_as_of DATE | basis STRING | division STRING | family STRING | lost_lapsed BIGINT
      2018-12-31-r1 | 2018-12-30 | 2018-12-31 | residence | 440600 | pension | 7
      2018-12-31-r2 | 2018-12-30 | 2018-12-31 | residence | 440600 | pension | 1
      2018-12-31-r2 | 2018-12-30 | 2018-12-31 | residence | 440000 | pension | 4
      """;

  /** Asked for from earlier days; the released run is x. */
  private static final String CHANGES =
      """
      from_as_of DATE | to_as_of DATE | basis STRING | division STRING | family STRING | lost_lapsed BIGINT | run_id STRING
      2017-12-31 | 2018-12-31 | residence    | 440600 | pension | 6 | x
      2016-12-31 | 2018-12-31 | residence    | 440600 | pension | 8 | of no release
      2017-12-31 | 2018-12-31 | registration | 440600 | pension | 9 | x
      2017-12-31 | 2018-12-31 | residence    | 440100 | pension | 3 | x
      """;

  private static final String GROUPS =
      """
      release_id STRING | division STRING | family STRING | denominator STRING | dimension STRING | value STRING | due BIGINT | covered BIGINT | suppressed BOOLEAN
      2018-12-31-r2 | 440600 | pension | resident_due   | total         | all     | 200 | 188 | false
      2018-12-31-r2 | 440600 | pension | resident_due   | special_group | migrant | 100 | 90  | false
      2018-12-31-r2 | 440600 | pension | resident_due   | sex           | female  | 100 | 95  | false
      2018-12-31-r2 | 440600 | pension | resident_due   | special_group | orphan  |     |     | true
      2018-12-31-r2 | 440600 | pension | registered_due | sex           | male    | 100 | 10  | false
      2018-12-31-r2 | 440604 | pension | resident_due   | sex           | male    | 100 | 10  | false
      2018-12-31-r1 | 440600 | pension | resident_due   | special_group | poor    | 100 | 10  | false
      """;

  private final SparkSession spark;

  private Lake lake;
  private Settings settings;

  EvaluationJobTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @Test
  void theLastReleaseIsJudgedOnceAndEveryGapIsNamed() {
    StepSummary done = evaluated(EvaluationKind.ANNUAL);

    assertThat(
            drawn(
                "evaluation.indicator_value",
                "indicator, division, numerator, denominator, value, basis, source, state,"
                    + " stale_since, reason",
                "kind = 'annual' AND indicator IN (1, 5) AND division IN ('440000', '440100',"
                    + " '440200', '440300', '440400')"))
        .isEqualTo(
            """
            indicator int | division string | numerator bigint | denominator bigint | value decimal(18,6) | basis string | source string | state string | stale_since date | reason string
            1 | 440000 | 970 | 1000 | 97.000000 | residence | release | fresh |  |\s
            1 | 440100 | 297 | 300 | 99.000000 | residence | release | stale | 2018-12-29 |\s
            1 | 440200 |  |  |  |  | none | no_data |  | not_released
            1 | 440300 |  |  |  | residence | release | no_data |  | never_released
            1 | 440400 |  |  |  | residence | release | no_data |  | nobody_due
            5 | 440000 | 29999999 |  | 2999.999900 | enrolment | release | fresh |  |\s""");
    assertThat(
            drawn(
                "evaluation.assessment",
                "indicator, division, target_year, gap, completion, judgement, is_certain, state,"
                    + " reason",
                "kind = 'annual' AND indicator IN (1, 5) AND division IN ('440000', '440100',"
                    + " '440300')"))
        .isEqualTo(
            """
            indicator int | division string | target_year int | gap bigint | completion decimal(18,6) | judgement string | is_certain boolean | state string | reason string
            1 | 440000 | 2018 | 0 | 0.750000 | 达到预期进度 | false | fresh |\s
            1 | 440100 | 2018 | 0 |  | 达标 | true | stale | no_base
            1 | 440300 |  |  |  |  |  | no_data | never_released
            5 | 440000 | 2018 | 1 |  | 未达标 | false | fresh | floor\
            """);

    String before = all();
    assertThat(evaluated(EvaluationKind.ANNUAL)).isEqualTo(done);
    assertThat(all()).isEqualTo(before);

    assertThat(evaluated(EvaluationKind.FINAL).written()).isEqualTo(done.written());
    assertThat(drawn("evaluation.assessment", "judgement", "kind = 'final' AND indicator = 1"))
        .contains("未达标");
    assertThat(drawn("evaluation.assessment", "count(*)", "kind = 'annual'"))
        .isEqualTo(drawn("evaluation.assessment", "count(*)", "kind = 'final'"));
  }

  @Test
  void whatIsNotReleasedIsCountedInTheRegisterOrTakenFromWhatOfficesPublish() {
    assertThat(
            drawn(
                "evaluation.indicator_value",
                "indicator, sub, division, numerator_low, numerator, numerator_high, denominator,"
                    + " value, source, edition, reason",
                "kind = 'midterm' AND (indicator >= 6 AND division = '440000' OR indicator IN"
                    + " (6, 7, 10) AND division IN ('440100', '440300'))"))
        .isEqualTo(
            """
            indicator int | sub string | division string | numerator_low bigint | numerator bigint | numerator_high bigint | denominator bigint | value decimal(18,6) | source string | edition string | reason string
            10 |  | 440000 |  | 3750 |  | 5000 | 75.000000 | register |  |\s
            10 |  | 440100 |  | 1500 |  | 2000 | 75.000000 | register |  |\s
            10 |  | 440300 |  |  |  |  |  | none |  | no_settlement
            11 |  | 440000 |  |  |  |  | 148.000000 | statistic | B |\s
            12 | 困难残疾人生活补贴 | 440000 |  |  |  |  |  | none |  | no_statistic
            12 | 重度残疾人护理补贴 | 440000 |  |  |  |  |  | none |  | no_statistic
            13 | 散居 | 440000 |  |  |  |  |  | none |  | no_statistic
            13 | 集中 | 440000 |  |  |  |  |  | none |  | no_statistic
            6 |  | 440000 |  | 27000 |  | 34000 | 79.411765 | register |  |\s
            6 |  | 440100 |  | 8000 |  | 10000 | 80.000000 | register |  |\s
            6 |  | 440300 |  |  |  |  |  | none |  | no_settlement
            7 |  | 440000 | 1 | 2 | 3 | 6 | 33.333333 | register |  |\s
            7 |  | 440100 | 1 | 2 | 2 | 2 | 100.000000 | register |  |\s
            7 |  | 440300 |  |  |  |  |  | none |  | nobody_due
            8 | 农村 | 440000 |  |  |  |  |  | none |  | no_statistic
            8 | 城镇 | 440000 |  |  |  |  |  | none |  | no_statistic
            9 | 分散供养 | 440000 |  |  |  |  |  | none |  | no_statistic
            9 | 集中供养 | 440000 |  |  |  |  |  | none |  | no_statistic\
            """);
    assertThat(
            drawn(
                "evaluation.assessment",
                "indicator, sub, division, value, local_amount, target_value, judgement, areas,"
                    + " areas_known, areas_met, reason",
                "kind = 'midterm' AND sub IN ('城镇', '集中供养') AND division IN ('440000', '440100',"
                    + " '440200', '440600', '440103', '441900')"))
        .isEqualTo(
            """
            indicator int | sub string | division string | value decimal(18,6) | local_amount decimal(18,6) | target_value decimal(18,6) | judgement string | areas int | areas_known int | areas_met int | reason string
            8 | 城镇 | 440000 |  |  |  | 未达标 | 21 | 2 | 1 | local_limit
            8 | 城镇 | 440100 | 950.000000 | 3166.666667 | 950.000000 | 达标 |  |  |  | local_limit
            8 | 城镇 | 440200 |  |  |  |  |  |  |  | no_statistic
            8 | 城镇 | 440600 | 750.000000 | 2500.083333 | 750.025000 | 未达标 |  |  |  | local_limit
            8 | 城镇 | 441900 |  |  |  |  |  |  |  | no_statistic
            9 | 集中供养 | 440000 |  |  |  |  | 124 | 1 | 1 | areas_unknown
            9 | 集中供养 | 440100 |  |  |  |  | 11 | 0 | 0 | local_limit_unknown
            9 | 集中供养 | 440103 |  |  |  |  |  |  |  | no_statistic
            9 | 集中供养 | 440200 |  |  |  |  | 10 | 0 | 0 | local_limit_unknown
            9 | 集中供养 | 440600 |  |  |  |  | 5 | 0 | 0 | local_limit_unknown
            9 | 集中供养 | 441900 | 9000.000000 | 15000.000000 | 9000.000000 | 达标 |  |  |  | local_limit\
            """);
  }

  @Test
  void yearsMakeASeriesWithItsBreaksAndALookAhead() {
    assertThat(
            drawn(
                "evaluation.series",
                "indicator, year, figure, value, source, source_release_id, is_break,"
                    + " CAST(footnotes AS STRING) AS notes, reason",
                "kind = 'midterm' AND indicator IN (1, 10, 11) AND division = '440000'"))
        .isEqualTo(
            """
            indicator int | year int | figure string | value decimal(18,6) | source string | source_release_id string | is_break boolean | notes string | reason string
            1 | 2015 | 94 | 94.000000 | plan |  | false | [] |\s
            1 | 2016 |  | 95.000000 | release | 2016-12-31-r1 | true | [3] |\s
            1 | 2017 |  | 96.000000 | release | 2017-12-31-r1 | false | [] |\s
            1 | 2018 |  | 97.000000 | release | 2018-12-31-r2 | false | [] |\s
            10 | 2015 | 70以上 |  | plan |  | false | [] | open_base
            10 | 2016 |  |  | none |  | false | [] | no_settlement
            10 | 2017 |  |  | none |  | false | [] | no_settlement
            10 | 2018 |  | 75.000000 | register |  | false | [] |\s
            11 | 2015 | 100 | 100.000000 | plan |  | false | [] |\s
            11 | 2016 |  | 110.000000 | statistic |  | false | [] |\s
            11 | 2017 |  | 120.000000 | statistic |  | false | [] |\s
            11 | 2018 |  | 148.000000 | statistic |  | false | [] |\s""");
    assertThat(
            drawn(
                "evaluation.assessment",
                "indicator, forecast_2020, forecast_low, forecast_high, forecast_years,"
                    + " forecast_verdict, forecast_reason",
                "kind = 'midterm' AND indicator IN (1, 5, 11) AND division = '440000'"))
        .isEqualTo(
            """
            indicator int | forecast_2020 decimal(18,6) | forecast_low decimal(18,6) | forecast_high decimal(18,6) | forecast_years int | forecast_verdict string | forecast_reason string
            1 | 99.000000 | 99.000000 | 99.000000 | 3 | reaches |\s
            11 | 173.400000 | 115.698070 | 231.101930 | 4 | undecided |\s
            5 |  |  |  |  |  | too_few_years\
            """);
    assertThat(
            drawn(
                "evaluation.series_break",
                "footnote, year, indicator, is_met_with",
                "kind = 'midterm'"))
        .isEqualTo(
            """
            footnote int | year int | indicator int | is_met_with boolean
            1 | 2018 | 1 | false
            2 | 2019 | 5 | false
            3 | 2016 | 1 | true
            4 | 2018 | 5 | true
            5 | 2018 | 7 | true\
            """);
  }

  @Test
  void theWorkbookHasTheSameBytesWheneverItIsWritten() {
    byte[] workbook = EvaluationWorkbook.of(on(DAY), EvaluationKind.MIDTERM);

    assertThat(workbook).isEqualTo(EvaluationWorkbook.of(on(DAY), EvaluationKind.MIDTERM));
    EvaluationContent content =
        new EvaluationContent(lake, settings.plan(), DAY, EvaluationKind.MIDTERM);
    Sheet sheet = new EvaluationSheet(content).sheet();
    assertThat(line(sheet.rows().get(2)))
        .isEqualTo(
            "序号 | 指标 | 单位 | 2015年基数 | 2016年实际 | 2017年实际 | 2018年实际 | 2018年目标 | 应达目标年份"
                + " | 完成率 | 时间进度 | 结论 | 差距人数 | 达标区域 | 2020年目标 | 2020年预测 | 预测下限 |"
                + " 预测上限 | 定义 | 数据来源 | 版本 | 原因 | 措施 | 责任单位 | 脚注");
    assertThat(line(sheet.rows().get(3)))
        .startsWith(
            "1 | 基本养老保险参保率 | % | 94 | 95.000000 (脚注 3) | 96.000000 | 97.000000 | 97 | 2018 |"
                + " 0.750000 | 0.600000 | 达到预期进度 | 0 |  | 98 | 99.000000 | 99.000000 |"
                + " 99.000000 | 参保率 = ")
        .endsWith(" | release | 2018-12-31-r2 |  |  |  | 3");
    assertThat(line(sheet.rows().get(4)))
        .startsWith("2 | 基本医疗保险参保率 | % | 98 |  (未发布 (not_released)) | ");
    assertThat(line(new EvaluationSheet(content).traces().sheet().rows().get(5)))
        .isEqualTo(
            "E4 | evaluation.series | as_of=2018-12-31, kind=midterm, box=2, indicator=1, sub=,"
                + " division=440000, year=2016 | value | 2018-12-31-r2 | release |"
                + " 2016-12-31-r1 | "
                + content.rows(EvaluationTables.SERIES).get(0).getAs("run_id"));
  }

  private static String line(List<Cell> cells) {
    return cells.stream()
        .map(
            cell ->
                Objects.toString(cell.value(), "")
                    + cell.comment().map(text -> " (" + text + ")").orElse(""))
        .collect(joining(" | "));
  }

  @Test
  void aCityIsToldItsPlaceAndWhatWouldHelp() {
    assertThat(
            drawn(
                "evaluation.city_assessment",
                "division, value, rank, ranked, gap, next_target_year, next_gap, months_left,"
                    + " people_a_month, direction, last_move, if_lapses_stop, met_if_lapses_stop,"
                    + " best_group, if_best_group_at_mean, met_if_best_group_at_mean",
                "kind = 'midterm' AND indicator = 1 AND division IN ('440100', '440300',"
                    + " '440600')"))
        .isEqualTo(
            """
            division string | value decimal(18,6) | rank int | ranked int | gap bigint | next_target_year int | next_gap bigint | months_left bigint | people_a_month bigint | direction string | last_move decimal(18,6) | if_lapses_stop decimal(18,6) | met_if_lapses_stop boolean | best_group string | if_best_group_at_mean decimal(18,6) | met_if_best_group_at_mean boolean
            440100 | 99.000000 | 1 | 2 | 0 | 2020 | 0 | 24 | 0 |  |  |  |  |  |  |\s
            440300 |  |  | 2 |  | 2020 |  | 24 |  |  |  |  |  |  |  |\s
            440600 | 94.000000 | 2 | 2 | 6 | 2020 | 8 | 24 | 1 | falling | -1.000000 | 97.000000 | true | special_group migrant | 96.000000 | false\
            """);
    assertThat(
            drawn(
                "evaluation.what_if",
                "division, scenario, dimension, value, since, people, covered, rate, is_met,"
                    + " reason",
                "kind = 'midterm' AND indicator = 1"))
        .isEqualTo(
            """
            division string | scenario string | dimension string | value string | since date | people bigint | covered bigint | rate decimal(18,6) | is_met boolean | reason string
            440000 | lapses_stop |  |  | 2018-12-30 | 4 | 974 | 97.400000 | true |\s
            440600 | group_at_mean | special_group | migrant |  | 4 | 192 | 96.000000 | false |\s
            440600 | group_at_mean | special_group | orphan |  |  |  |  |  | hidden
            440600 | lapses_stop |  |  | 2017-12-31 | 6 | 194 | 97.000000 | true |\s""");
  }

  @Test
  void aDayWithoutAReleaseSaysWhatToDo() {
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

  /** All rows of all tables, a blank line between them. */
  private String all() {
    return EvaluationTables.all().stream()
        .map(home -> drawn(home.qualifiedName(), "*", "true"))
        .collect(joining("\n\n"));
  }

  private String drawn(String table, String columns, String condition) {
    return TextTable.drawn(
        lake.table(table).orElseThrow().filter(condition).selectExpr(columns.split(", ?")));
  }

  @BeforeAll
  void aLakeWithAMidTermEvaluation(@TempDir Path folder) {
    String place = folder.resolve("lake").toString();
    settings = Settings.load(Path.of("../conf"), "local", Map.of("lake", place));
    lake = new Lake(spark, place);
    write(ReleaseTables.LEDGER, LEDGER, Map.of("gate_verdict", "released"));
    write(released("city_coverage"), RELEASED, Map.of());
    write(released("change"), RELEASED_CHANGES, Map.of());
    write(released("group_coverage"), GROUPS, Map.of("basis", "residence"));
    Map<String, String> register = Map.of("source", "x", "certainty", "exact");
    write(register("register.statistic"), STATISTICS, register);
    write(register("register.settlement"), SETTLEMENTS, register);
    write(register("register.group_member"), GROUP_MEMBERS, register);
    write(register("register.card"), CARDS, register);
    write(register("register.link"), LINKS, Map.of());
    write(coverage("coverage.person_state"), STATES, Map.of());
    write(coverage("coverage.change"), CHANGES, Map.of());
    StepSummary unused = evaluated(EvaluationKind.MIDTERM);
  }

  private static TableHome register(String name) {
    return named(RegisterTables.all(), name);
  }

  /** The copies of a table of coverage. */
  private static TableHome released(String name) {
    return TableHome.of("release." + name, "of the test")
        .column("release_id STRING NOT NULL", "release")
        .columns(named(CoverageTables.all(), "coverage." + name).columns());
  }

  private static TableHome coverage(String name) {
    return named(CoverageTables.all(), name);
  }

  /** Without conditions on columns that the test does not look at. */
  private static TableHome named(List<TableHome> homes, String name) {
    TableHome home =
        homes.stream().filter(one -> one.qualifiedName().equals(name)).findFirst().orElseThrow();
    return TableHome.of(name, home.comment()).columns(home.columns());
  }

  private void write(TableHome home, String drawing, Map<String, String> alike) {
    Dataset<Row> rows = TextTable.table(spark, drawing);
    for (Map.Entry<String, String> column : alike.entrySet()) {
      rows = rows.withColumn(column.getKey(), lit(column.getValue()));
    }
    lake.replace(home, completed(rows, home), Slice.everything());
  }

  /** With anything lawful in the columns that the test does not look at. */
  private static Dataset<Row> completed(Dataset<Row> rows, TableHome home) {
    Dataset<Row> all = rows;
    for (StructField field : home.columns().fields()) {
      if (!List.of(all.columns()).contains(field.name())) {
        all = all.withColumn(field.name(), field.nullable() ? none(field) : some(field));
      }
    }
    return all.select(
        List.of(home.columns().fieldNames()).stream()
            .map(name -> col(name))
            .toArray(Column[]::new));
  }

  private static Column none(StructField field) {
    return lit(null).cast(field.dataType());
  }

  private static Column some(StructField field) {
    return switch (field.dataType().typeName()) {
      case "array" -> array().cast(field.dataType());
      case "boolean" -> lit(false);
      case "date" -> lit(field.name().equals("known_from") ? DAY.minusYears(9) : DAY);
      case "string" -> lit("x");
      case "timestamp" -> lit("2019-01-01 02:00:00").cast(field.dataType());
      default -> lit(0).cast(field.dataType());
    };
  }
}
