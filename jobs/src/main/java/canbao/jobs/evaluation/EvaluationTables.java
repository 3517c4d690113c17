package canbao.jobs.evaluation;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of schema {@code evaluation}. */
public final class EvaluationTables {

  private static final String[] KEY = {"as_of", "kind", "box", "indicator", "sub", "division"};

  /** One row a day, kind of evaluation, indicator, row within it and division. */
  public static final TableHome INDICATOR_VALUE =
      named(
              TableHome.of(
                  "evaluation.indicator_value",
                  "规划指标的数值, 无来源的指标注明原因 / values of the plan's indicators"))
          .column("measure STRING", "计量 / what of the lake is counted, as in conf/indicators.csv")
          .column("numerator BIGINT", "人数, 率的分子 / people counted, of a rate those covered")
          .column("numerator_low BIGINT", "下限 / by exact valid numbers alone")
          .column("numerator_high BIGINT", "上限 / with probable links")
          .column("denominator BIGINT", "率的分母 / of a rate, people due")
          .column("value DECIMAL(18,6)", "数值, 按规划单位, 四舍五入 / in the plan's unit, rounded half up")
          .column("basis STRING", "口径 / basis of the released row")
          .column("family STRING", "险种类别 / its family")
          .column("denominator_id STRING", "分母 / its denominator in conf/denominators.yml")
          .column("denominator_version INT", "分母版本 / its version")
          .column("state STRING NOT NULL", "fresh, stale or no_data 状态")
          .column("stale_since DATE", "陈旧起始 / day of the numbers, if stale")
          .column("reason STRING", "无数值的原因 / why there is no value")
          .column("release_id STRING NOT NULL", "发布编号 / release that the value is of")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy(KEY)
          .partitionedBy("as_of", "kind")
          .check("an_empty_value_says_why", "(value IS NULL) = (reason IS NOT NULL)")
          .check(
              "bounds_are_ordered",
              "coalesce(numerator_low <= numerator AND numerator <= numerator_high, true)")
          .check("indicator_value_state", "state IN ('fresh', 'stale', 'no_data')");

  /** One row for each of {@link #INDICATOR_VALUE}. */
  public static final TableHome ASSESSMENT =
      named(TableHome.of("evaluation.assessment", "规划指标的评估 / how the indicators are judged"))
          .column("target_kind STRING NOT NULL", "目标类型 / what the target asks")
          .column(
              "base_2015 STRING NOT NULL", "2015年基数, 规划原文 / as the plan writes it; of the province")
          .column("target_2018 STRING NOT NULL", "2018年目标, 规划原文 / as the plan writes it")
          .column("target_2020 STRING NOT NULL", "2020年目标, 规划原文 / as the plan writes it")
          .column("value DECIMAL(18,6)", "数值 / as in indicator_value")
          .column("target_year INT", "应达目标的年份 / year of the target that is due")
          .column("target_judgement STRING", "达标 or 未达标 / whether it is reached")
          .column("gap BIGINT", "差距人数 / people lacking to the target that is due, 0 if reached")
          .column("completion DECIMAL(18,6)", "完成率 / (value - base) / (target of 2020 - base)")
          .column("time_share DECIMAL(9,6) NOT NULL", "时间进度 / share of 2016-2020 that has passed")
          .column("progress_judgement STRING", "进度结论 / completion beside the time")
          .column("judgement STRING", "结论 / 提前完成, 达到预期进度, 滞后, 逆向, 达标, 未达标")
          .column("is_certain BOOLEAN", "是否确定 / whether both bounds are judged the same")
          .column("reason STRING", "无结论或无完成率的原因 / why no judgement, or no completion")
          .column("state STRING NOT NULL", "fresh, stale or no_data 状态")
          .column("stale_since DATE", "陈旧起始 / day of the numbers, if stale")
          .column("note STRING NOT NULL", "说明, 含规划自身的矛盾 / what the plan leaves open or contradicts")
          .column("release_id STRING NOT NULL", "发布编号 / release that the value is of")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy(KEY)
          .partitionedBy("as_of", "kind")
          .check("no_judgement_says_why", "judgement IS NOT NULL OR reason IS NOT NULL")
          .check("no_judgement_without_a_value", "judgement IS NULL OR value IS NOT NULL")
          .check("gap_is_no_surplus", "gap IS NULL OR gap >= 0")
          .check(
              "assessment_judgement",
              "judgement IS NULL OR judgement IN ('提前完成', '达到预期进度', '滞后', '逆向', '达标', '未达标')")
          .check("assessment_state", "state IN ('fresh', 'stale', 'no_data')");

  private EvaluationTables() {}

  public static List<TableHome> all() {
    return List.of(INDICATOR_VALUE, ASSESSMENT);
  }

  private static TableHome named(TableHome home) {
    return home.column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
        .column("kind STRING NOT NULL", "评估类型 / annual, midterm or final")
        .column("box INT NOT NULL", "专栏 / box of the plan")
        .column("indicator INT NOT NULL", "序号 / number in the box")
        .column("sub STRING NOT NULL", "分项 / row within the indicator, empty if it has one")
        .column("division STRING NOT NULL", "区划 / city or 440000 province")
        .column("division_name STRING NOT NULL", "名称 / its name")
        .column("indicator_name STRING NOT NULL", "指标 / as in the plan")
        .column("unit STRING NOT NULL", "单位 / as in the plan")
        .check("evaluation_kind", "kind IN ('annual', 'midterm', 'final')");
  }
}
