package canbao.jobs.evaluation;

import static canbao.jobs.evaluation.EvaluationTables.named;
import static canbao.jobs.evaluation.EvaluationTables.run;

import canbao.jobs.lake.TableHome;

/** The homes of the tables about cities. */
final class CityTables {

  /** One row for each of {@code assessment} that is of a city with a level or limit of its own. */
  static final TableHome CITY_ASSESSMENT =
      run(
              named(
                      TableHome.of(
                          "evaluation.city_assessment",
                          "各市评估 / where cities stand, and what it takes"))
                  .column("value DECIMAL(18,6)", "数值 / as in indicator_value")
                  .column("rank INT", "名次 / 1 is the highest; cities that are alike share one")
                  .column("ranked INT NOT NULL", "参加排名的市 / cities that have a value")
                  .column("judgement STRING", "结论 / as in assessment")
                  .column("target_year INT", "应达目标的年份 / year of the target that is due")
                  .column("gap BIGINT", "差距人数 / people lacking to it, 0 if reached")
                  .column("next_target_year INT", "下一目标的年份 / next target whose date is to come")
                  .column("next_target DECIMAL(18,6)", "下一目标 / in the plan's unit")
                  .column("next_gap BIGINT", "距下一目标人数 / people lacking to it")
                  .column("months_left BIGINT", "剩余月数 / whole months to its date, one at least")
                  .column(
                      "people_a_month BIGINT",
                      "每月须净增人数 / people more a month, net, that reach it in time")
                  .column(
                      "direction STRING", "走势 / rising, falling or steady since the year before")
                  .column(
                      "last_move DECIMAL(18,6)",
                      "较上年变动 / since the last comparable year, in the unit")
                  .column(
                      "slope DECIMAL(18,6)", "年均变动 / of the straight line through comparable years")
                  .column("trend_years INT NOT NULL", "可比年数 / comparable years")
                  .column("if_lapses_stop DECIMAL(18,6)", "若无断保 / value if nobody had lapsed")
                  .column("met_if_lapses_stop BOOLEAN", "若无断保是否达标 / target due reached then")
                  .column(
                      "best_group STRING",
                      "增益最大的群体 / group that gains most at the mean, of those shown")
                  .column("if_best_group_at_mean DECIMAL(18,6)", "若该群体达平均 / value then")
                  .column(
                      "met_if_best_group_at_mean BOOLEAN", "若该群体达平均是否达标 / target due reached then")
                  .column("state STRING NOT NULL", "状态 / fresh, stale or no_data")
                  .column("reason STRING", "无数值的原因 / why there is no value"),
              "as_of",
              "kind",
              "box",
              "indicator",
              "sub",
              "division")
          .check("a_city_without_a_rank_says_why", "rank IS NOT NULL OR value IS NULL");

  /** One row for each scenario of a released rate of the province or a city. */
  static final TableHome WHAT_IF =
      run(
              named(TableHome.of("evaluation.what_if", "情景测算 / what rates would be if …"))
                  .column(
                      "scenario STRING NOT NULL",
                      "情景 / lapses_stop: nobody had lapsed since a day; group_at_mean: the group"
                          + " were covered like everybody of the division")
                  .column("dimension STRING NOT NULL", "维度 / of a group, else empty")
                  .column("value STRING NOT NULL", "取值 / value of the dimension, else empty")
                  .column(
                      "since DATE",
                      "起始日期 / of lapses: the earliest day from which changes explain the release")
                  .column("people BIGINT", "增加的参保人数 / people covered more, none if hidden")
                  .column("covered BIGINT", "届时参保人数 / people covered then")
                  .column("rate DECIMAL(18,6)", "届时数值 / value then, in the plan's unit")
                  .column("is_met BOOLEAN", "届时是否达标 / whether the target due is reached then")
                  .column("reason STRING", "无数值的原因 / hidden: the release hides the group"),
              "as_of",
              "kind",
              "box",
              "indicator",
              "sub",
              "division",
              "scenario",
              "dimension",
              "value")
          .check("what_if_scenario", "scenario IN ('lapses_stop', 'group_at_mean')")
          .check("what_is_not_said_has_a_reason", "(rate IS NULL) = (reason IS NOT NULL)");

  private CityTables() {}
}
