package canbao.jobs.evaluation;

import static canbao.jobs.evaluation.EvaluationTables.dated;
import static canbao.jobs.evaluation.EvaluationTables.run;

import canbao.jobs.lake.TableHome;

/** The homes of the tables about the plan itself. */
final class PlanTables {

  /** One row a break of a series: the footnotes of {@code series}. */
  static final TableHome SERIES_BREAK =
      run(
          dated(
                  TableHome.of(
                      "evaluation.series_break", "序列中断 / where figures are not of the kind before"))
              .column("footnote INT NOT NULL", "脚注 / number")
              .column("year INT NOT NULL", "年份 / first year of the new kind")
              .column("indicator INT NOT NULL", "序号 / number in box 2")
              .column("sub STRING NOT NULL", "分项 / row within the indicator")
              .column("line STRING", "险种 / insurance line that has changed, if one alone")
              .column(
                  "figures STRING",
                  "涉及的数 / published, counted or all; none where the source itself changes")
              .column("is_met_with BOOLEAN NOT NULL", "序列中出现 / whether a series has it")
              .column("note STRING NOT NULL", "说明 / what has changed"),
          "as_of",
          "kind",
          "footnote");

  /** One row a contradiction of the plan. */
  static final TableHome CONTRADICTION =
      run(
              dated(
                      TableHome.of(
                          "evaluation.contradiction",
                          "规划自身的矛盾 / two readings, and what becomes of each"))
                  .column("id STRING NOT NULL", "编号 / as in conf/contradictions.csv")
                  .column("contradiction_kind STRING NOT NULL", "类别 / what the effect is")
                  .column("indicator INT", "序号 / number in box 2")
                  .column("sub STRING NOT NULL", "分项 / row within the indicator")
                  .column("topic STRING NOT NULL", "内容 / what it is about")
                  .column("reading_1 STRING NOT NULL", "说法一 / as it stands, empty if computed")
                  .column("source_1 STRING NOT NULL", "说法一出处 / where it stands")
                  .column("value_1 DECIMAL(18,6)", "按说法一 / result")
                  .column("result_1 STRING", "按说法一 / result in words")
                  .column("reading_2 STRING NOT NULL", "说法二 / as it stands, empty if computed")
                  .column("source_2 STRING NOT NULL", "说法二出处 / where it stands")
                  .column("value_2 DECIMAL(18,6)", "按说法二 / result")
                  .column("result_2 STRING", "按说法二 / result in words")
                  .column("unit STRING", "单位 / of the results")
                  .column("difference DECIMAL(18,6)", "影响 / second result less the first")
                  .column("reason STRING", "无法测算的原因 / why there is no result"),
              "as_of",
              "kind",
              "id")
          .check("no_effect_says_why", "(difference IS NULL) = (reason IS NOT NULL)");

  /** One row of box 1, the plan before. */
  static final TableHome FINISHED_INDICATOR =
      run(
              dated(
                      TableHome.of(
                          "evaluation.finished_indicator",
                          "上期规划指标 (专栏1) / what came of the plan before"))
                  .column("indicator INT NOT NULL", "序号 / number in box 1")
                  .column("sub STRING NOT NULL", "分项 / row within the indicator")
                  .column("indicator_name STRING NOT NULL", "指标 / as in the plan")
                  .column("unit STRING NOT NULL", "单位 / as in the plan")
                  .column("base_2010 STRING NOT NULL", "2010年基数 / as in the plan")
                  .column("target_2015 STRING NOT NULL", "2015年目标 / as in the plan")
                  .column("actual_2015 STRING NOT NULL", "2015年实际 / as in the plan")
                  .column("fulfilment DECIMAL(18,6)", "完成任务 / actual / target")
                  .column("completion DECIMAL(18,6)", "完成率 / (actual - base) / (target - base)")
                  .column("judgement STRING", "结论 / 达标 or 未达标")
                  .column("reason STRING", "无结论或无完成率的原因 / why no judgement, or no completion"),
              "as_of",
              "kind",
              "indicator",
              "sub")
          .check("finished_judgement", "judgement IS NULL OR judgement IN ('达标', '未达标')");

  private PlanTables() {}
}
