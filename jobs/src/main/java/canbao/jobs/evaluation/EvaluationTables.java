package canbao.jobs.evaluation;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of schema {@code evaluation}. */
public final class EvaluationTables {

  private static final String[] KEY = {"as_of", "kind", "box", "indicator", "sub", "division"};
  private static final String[] SLICE = {"as_of", "kind"};
  private static final String JUDGEMENTS = "('提前完成', '达到预期进度', '滞后', '逆向', '达标', '未达标')";

  /** One row a day, kind of evaluation, indicator, row within it and division. */
  public static final TableHome INDICATOR_VALUE =
      run(
              sourced(
                      named(
                              TableHome.of(
                                  "evaluation.indicator_value",
                                  "规划指标的数值, 无数值的注明原因 / values of the plan's indicators"))
                          .column(
                              "measure STRING",
                              "计量 / what of the lake is counted, as in conf/indicators.csv")
                          .column(
                              "numerator BIGINT",
                              "分子 / people counted, of a rate those covered; of a share of costs 分")
                          .column("numerator_low BIGINT", "下限 / by exact valid numbers alone")
                          .column("numerator_high BIGINT", "上限 / with probable links")
                          .column(
                              "denominator BIGINT",
                              "分母 / of a rate, people due; of a share of costs 分")
                          .column(
                              "value DECIMAL(18,6)",
                              "数值, 按规划单位, 四舍五入 / in the plan's unit, rounded half up")
                          .column("basis STRING", "口径 / basis of the released row")
                          .column("family STRING", "险种类别 / its family")
                          .column(
                              "denominator_id STRING",
                              "分母 / its denominator in conf/denominators.yml")
                          .column("denominator_version INT", "分母版本 / its version")
                          .column("state STRING NOT NULL", "状态 / fresh, stale or no_data")
                          .column("stale_since DATE", "陈旧起始 / day of the numbers, if stale"))
                  .column(
                      "definition STRING NOT NULL",
                      "定义 / what is counted, as in conf/indicators.csv")
                  .column("reason STRING", "无数值的原因 / why there is no value"),
              KEY)
          .check("an_empty_value_says_why", "(value IS NULL) = (reason IS NOT NULL)")
          .check(
              "bounds_are_ordered",
              "coalesce(numerator_low <= numerator AND numerator <= numerator_high, true)")
          .check("indicator_value_state", "state IN ('fresh', 'stale', 'no_data')");

  /** One row for each of {@link #INDICATOR_VALUE}. */
  public static final TableHome ASSESSMENT =
      run(
              named(
                      TableHome.of(
                          "evaluation.assessment", "规划指标的评估 / how the indicators are judged"))
                  .column("target_kind STRING NOT NULL", "目标类型 / what the target asks")
                  .column(
                      "base_2015 STRING NOT NULL",
                      "2015年基数, 规划原文 / as the plan writes it; of the province")
                  .column("target_2018 STRING NOT NULL", "2018年目标, 规划原文 / as the plan writes it")
                  .column("target_2020 STRING NOT NULL", "2020年目标, 规划原文 / as the plan writes it")
                  .column("value DECIMAL(18,6)", "数值 / as in indicator_value")
                  .column("target_year INT", "应达目标的年份 / year of the target that is due")
                  .column(
                      "target_value DECIMAL(18,6)",
                      "应达目标, 按规划单位 / the target that is due; of a share the area's own limit")
                  .column("target_judgement STRING", "是否达到应达目标 / 达标 or 未达标")
                  .column(
                      "gap BIGINT", "差距人数 / people lacking to the target that is due, 0 if reached")
                  .column(
                      "completion DECIMAL(18,6)", "完成率 / (value - base) / (target of 2020 - base)")
                  .column(
                      "time_share DECIMAL(9,6) NOT NULL",
                      "时间进度 / share of 2016-2020 that has passed")
                  .column("progress_judgement STRING", "进度结论 / completion beside the time")
                  .column("judgement STRING", "结论 / 提前完成, 达到预期进度, 滞后, 逆向, 达标, 未达标")
                  .column("is_certain BOOLEAN", "是否确定 / whether both bounds are judged the same")
                  .column("reason STRING", "无结论或无完成率的原因 / why no judgement, or no completion")
                  .column(
                      "local_amount DECIMAL(18,6)",
                      "当地上年度金额, 按规划单位 / amount of the year before whose share the target is")
                  .column("local_amount_edition STRING", "其版本 / its edition")
                  .column("areas INT", "区域数 / areas with limits of their own")
                  .column("areas_known INT", "其中数值和限额已知 / those whose value and limit are known")
                  .column("areas_met INT", "其中达标 / those that reach it")
                  .column("forecast_2020 DECIMAL(18,6)", "2020年预测 / where the trend leads")
                  .column("forecast_low DECIMAL(18,6)", "预测下限 / of the interval of 95 %")
                  .column("forecast_high DECIMAL(18,6)", "预测上限 / of the interval of 95 %")
                  .column("forecast_years INT", "预测所依年数 / levels that the trend rests on")
                  .column("forecast_method STRING", "预测方法 / method")
                  .column(
                      "forecast_verdict STRING",
                      "预测与2020年目标 / reaches, misses or undecided within the interval")
                  .column("forecast_reason STRING", "无预测的原因 / why there is no forecast")
                  .column("state STRING NOT NULL", "状态 / fresh, stale or no_data")
                  .column("stale_since DATE", "陈旧起始 / day of the numbers, if stale")
                  .column(
                      "note STRING NOT NULL",
                      "说明, 含规划自身的矛盾 / what the plan leaves open or contradicts")
                  .column("cause STRING", "原因 / why it stands so, as the office says")
                  .column("measure_taken STRING", "措施 / what is done, as the office says")
                  .column("responsible_unit STRING", "责任单位 / office"),
              KEY)
          .check("no_judgement_says_why", "judgement IS NOT NULL OR reason IS NOT NULL")
          .check(
              "no_judgement_without_a_value",
              "judgement IS NULL OR value IS NOT NULL OR coalesce(areas_known > 0, false)")
          .check("gap_is_no_surplus", "gap IS NULL OR gap >= 0")
          .check("no_forecast_says_why", "(forecast_2020 IS NULL) = (forecast_reason IS NOT NULL)")
          .check("assessment_judgement", "judgement IS NULL OR judgement IN " + JUDGEMENTS)
          .check("assessment_state", "state IN ('fresh', 'stale', 'no_data')");

  /** One row a day, kind, indicator, row within it, division and year from 2015 on. */
  public static final TableHome SERIES =
      run(
              sourced(
                      named(
                              TableHome.of(
                                  "evaluation.series", "规划指标的年度序列 / the indicators over the years"))
                          .column("year INT NOT NULL", "年份 / year")
                          .column("value_day DATE NOT NULL", "数值日期 / day that the value is of")
                          .column(
                              "figure STRING NOT NULL",
                              "规划原文 / as the plan writes its base, else empty")
                          .column("value DECIMAL(18,6)", "数值, 按规划单位 / in the plan's unit")
                          .column("state STRING NOT NULL", "状态 / fresh, stale or no_data"))
                  .column(
                      "is_break BOOLEAN NOT NULL",
                      "序列中断 / not of the kind of the value before, see the footnotes")
                  .column(
                      "footnotes ARRAY<INT> NOT NULL", "脚注 / numbers in evaluation.series_break")
                  .column("reason STRING", "无数值的原因 / why there is no value"),
              "as_of",
              "kind",
              "box",
              "indicator",
              "sub",
              "division",
              "year")
          .check("an_empty_year_says_why", "(value IS NULL) = (reason IS NOT NULL)")
          .check("a_break_has_a_footnote", "is_break = (size(footnotes) > 0)");

  private EvaluationTables() {}

  public static List<TableHome> all() {
    return List.of(
        INDICATOR_VALUE,
        ASSESSMENT,
        SERIES,
        CityTables.CITY_ASSESSMENT,
        CityTables.WHAT_IF,
        PlanTables.SERIES_BREAK,
        PlanTables.CONTRADICTION,
        PlanTables.FINISHED_INDICATOR);
  }

  /** Day and kind of the evaluation. */
  static TableHome dated(TableHome home) {
    return home.column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
        .column("kind STRING NOT NULL", "评估类型 / annual, midterm or final")
        .check("evaluation_kind", "kind IN ('annual', 'midterm', 'final')");
  }

  /** An indicator in a division. */
  static TableHome named(TableHome home) {
    return dated(home)
        .column("box INT NOT NULL", "专栏 / box of the plan")
        .column("indicator INT NOT NULL", "序号 / number in the box")
        .column("sub STRING NOT NULL", "分项 / row within the indicator, empty if it has one")
        .column("division STRING NOT NULL", "区划 / 440000 province, city, or county")
        .column("division_name STRING NOT NULL", "名称 / its name")
        .column("indicator_name STRING NOT NULL", "指标 / as in the plan")
        .column("unit STRING NOT NULL", "单位 / as in the plan");
  }

  private static TableHome sourced(TableHome home) {
    return home.column(
            "source STRING NOT NULL",
            "来源 / plan, release, register, statistic, or none without a value")
        .column("source_release_id STRING", "来源发布编号 / release that a released value is of")
        .column("edition STRING", "版本 / edition of a published figure")
        .column("publisher STRING", "出处 / where it was published")
        .check("source_word", "source IN ('plan', 'release', 'register', 'statistic', 'none')");
  }

  /** What every table ends with. */
  static TableHome run(TableHome home, String... key) {
    return home.column("release_id STRING NOT NULL", "发布编号 / release that the evaluation rests on")
        .column("run_id STRING NOT NULL", "运行编号 / run")
        .keyedBy(key)
        .partitionedBy(SLICE);
  }
}
