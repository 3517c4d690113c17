package canbao.jobs.coverage;

import canbao.jobs.lake.TableHome;
import java.util.List;

/**
 * The homes of those tables of schema {@code coverage} that stand beside the headline: other
 * denominators and numerators, what the register lacks, all days of a period.
 */
final class SideTables {

  /** One row a day, division, family, denominator and edition of a published figure. */
  static final TableHome SENSITIVITY =
      TableHome.of("coverage.sensitivity", "分母敏感性 / one rate by every denominator and edition")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("division_name STRING NOT NULL", "名称 / its name")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column(
              "edition STRING NOT NULL", "版本 / edition of the published figure, empty for others")
          .column("is_admissible BOOLEAN NOT NULL", "可用于评判 / may judge the family")
          .column("due BIGINT NOT NULL", "应参保人数 / people due")
          .column("covered BIGINT NOT NULL", "已参保人数 / people covered")
          .column("rate DECIMAL(9,6)", "参保率 / covered / due, rounded half up")
          .column("is_above_all BOOLEAN NOT NULL", "超过百分之百 / more people covered than due")
          .column("target_bp INT", "目标, 万分之一 / target in basis points")
          .column("met BOOLEAN", "是否达标 / decided in integers")
          .column("verdict STRING", "met, not_met or undecided within the bounds of the links 结论")
          .column(
              "missed_link_rate DECIMAL(9,6)",
              "漏链率上限 / at most so large a share of links is missed")
          .column(
              "robustness STRING",
              "robustly_met, depends or robustly_missed over all that are admissible 稳健性")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "division", "family", "denominator", "edition")
          .partitionedBy("as_of")
          .check(
              "robustness_word",
              "robustness IS NULL OR robustness IN ('robustly_met', 'depends', 'robustly_missed')");

  /** One row a day, division, family, published denominator, edition and step. */
  static final TableHome PUBLISHED_BRIDGE =
      TableHome.of(
              "coverage.published_bridge",
              "从公布应参保人数到参保人数 / from people due by a published figure to those covered")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column("edition STRING NOT NULL", "版本 / edition of the published figure")
          .column("step_no INT NOT NULL", "步骤序号 / order of the step")
          .column(
              "step STRING NOT NULL",
              "步骤 / published_due; without_valid_number: people due by the register, maybe twice in"
                  + " it; register_differs: others whom it has more, or fewer; not_covered")
          .column("people BIGINT NOT NULL", "人数, 有正负 / people, signed")
          .column("running BIGINT NOT NULL", "累计 / sum up to the step; the last is covered")
          .column("is_above_all BOOLEAN NOT NULL", "超过百分之百 / more people covered than due")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "division", "family", "denominator", "edition", "step_no")
          .partitionedBy("as_of");

  /** One row a day, basis, division, family and numerator. */
  static final TableHome NUMERATOR =
      TableHome.of(
              "coverage.numerator",
              "三种分子 / people due who are enrolled, who contribute, who receive a pension")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("basis STRING NOT NULL", "口径 / registration or residence")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("division_name STRING NOT NULL", "名称 / its name")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("denominator STRING NOT NULL", "分母 / first one of the basis")
          .column(
              "numerator STRING NOT NULL", "分子 / enrolled, contributing, receiving (pension alone)")
          .column("months INT", "月数 / of contributing: in the last so many months")
          .column("due BIGINT NOT NULL", "应参保人数 / people due")
          .column("people BIGINT NOT NULL", "人数 / people of them")
          .column("rate DECIMAL(9,6)", "比率 / people / due, rounded half up")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "basis", "division", "family", "numerator")
          .partitionedBy("as_of")
          .check("numerator_of_due", "people <= due");

  /** One row a day and division. */
  static final TableHome REGISTER_COMPLETENESS =
      TableHome.of(
              "coverage.register_completeness",
              "人口库完整性估计 (试验) / how complete the register is by dual-system estimation, experimental")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("division_name STRING NOT NULL", "名称 / its name")
          .column("in_register BIGINT NOT NULL", "人口库常住人数 / people living there by the register")
          .column("in_enrolment BIGINT NOT NULL", "参保库人数 / people by the enrolment records")
          .column("in_both BIGINT NOT NULL", "两库皆有人数 / people in both")
          .column("estimate BIGINT", "估计总人数 / Chapman's estimate; none where nobody is in both")
          .column("standard_error BIGINT", "标准误 / its standard error")
          .column("low_95 BIGINT", "下限 / of the interval of 95 %")
          .column("high_95 BIGINT", "上限 / of the interval of 95 %")
          .column(
              "completeness DECIMAL(9,6)", "完整率 / share of the estimate that is in the register")
          .column("petersen BIGINT", "未校正估计 / Lincoln and Petersen's estimate")
          .column(
              "trimmed_records BIGINT NOT NULL",
              "剔除记录 / records of the register without a valid number")
          .column("trimmed_of_both BIGINT NOT NULL", "其中两库皆有 / those of them that are in both")
          .column(
              "trimmed_estimate BIGINT",
              "剔除后估计 / the estimate without them; much smaller if they are of nobody")
          .column("assumptions STRING NOT NULL", "假设 / what must hold for it")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "division")
          .partitionedBy("as_of");

  /** One row a day of a period that was asked for, basis, division, family and denominator. */
  static final TableHome SERIES =
      TableHome.of("coverage.series", "逐日参保率 / numbers of every day of a period, as known at once")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("basis STRING NOT NULL", "口径 / registration, residence or enrolment")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("family STRING NOT NULL", "险种类别 / as in coverage.city_coverage")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column("denominator_version INT NOT NULL", "分母版本 / its version")
          .column("due BIGINT", "应参保人数 / people due, none for head counts")
          .column("covered BIGINT NOT NULL", "已参保人数 / people covered")
          .column("covered_low BIGINT NOT NULL", "下限 / by exact valid numbers alone")
          .column("covered_high BIGINT NOT NULL", "上限 / with probable links")
          .column("rate DECIMAL(9,6)", "参保率 / covered / due, rounded half up")
          .column("run_id STRING NOT NULL", "运行编号 / what the period was counted from")
          .column("known_on DATE NOT NULL", "知晓日期 / system date of what was known")
          .column("definitions_fingerprint STRING NOT NULL", "定义指纹 / SHA-256 of the settings")
          .keyedBy("as_of", "basis", "division", "family", "denominator")
          .check("series_bounds", "covered_low <= covered AND covered <= covered_high");

  private SideTables() {}

  static List<TableHome> all() {
    return List.of(SENSITIVITY, PUBLISHED_BRIDGE, NUMERATOR, REGISTER_COMPLETENESS, SERIES);
  }
}
