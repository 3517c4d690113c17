package canbao.jobs.evaluation;

import java.util.Locale;

/** Why there is no value, no judgement or no completion. */
enum Reason {
  /** Nothing that the lake holds gives it, and no figure of the year is published. */
  NO_STATISTIC("登记库不能统计, 当年亦无公布数"),
  /** No stay of the year is known, or none of those who are meant. */
  NO_SETTLEMENT("当年无住院结算"),
  /** No list of cards was ever taken. */
  NO_CARD("无社会保障卡名单"),
  /** Of the day the lake does not have everybody's state, by which holders are counted. */
  NO_STATE("库中无该日人员状态"),
  /** The release has no row for it. */
  NOT_RELEASED("未发布"),
  /** The city is held, and was never released before. */
  NEVER_RELEASED("该市暂缓, 从未发布"),
  /** So few people are in the group, or beside it, that the release hides its numbers. */
  HIDDEN("人数过少, 已隐藏"),
  /** Nobody is due in the division. */
  NOBODY_DUE("无应参保者"),
  /** The day lies before the end of 2015. */
  BEFORE_THE_PLAN("早于规划期"),
  /** No target of the plan is due yet, and the completion cannot be told. */
  NO_TARGET_DUE("尚无到期目标"),
  /** A floor is kept or not; there is no way to it. */
  FLOOR("保底目标, 无完成率"),
  /** The plan names no number for 2020. */
  NO_TARGET("规划无2020年数值目标"),
  /** The plan names no base, or the province's alone. */
  NO_BASE("规划无基数"),
  /** The plan's base is open, as in 70以上. */
  OPEN_BASE("基数为“以上”, 无完成率"),
  /** What was reached is open in print, as in 70以上: that it is enough is all that is known. */
  OPEN_ACTUAL("实际为“以上”, 无完成率"),
  /** There is no way from the base to a target that is not above it. */
  TARGET_NOT_ABOVE_BASE("目标不高于基数, 无完成率"),
  /** Each city or county has a limit of its own; the amount of the year before is not known. */
  LOCAL_LIMIT_UNKNOWN("当地上年度金额未知"),
  /** Of some areas the value or the limit is not known, and all others reach theirs. */
  AREAS_UNKNOWN("部分区域未知, 其余均达标"),
  /** The limit is another one in every year: there is no way to it. */
  LOCAL_LIMIT("当地限额逐年变动, 无完成率和预测"),
  /** Fewer years than a trend needs are comparable with the last one. */
  TOO_FEW_YEARS("可比年数不足"),
  /** The time of the last target is here: what comes of it is no forecast. */
  TIME_IS_OVER("规划期已满"),
  /** "左右": how near is near enough the plan does not say. */
  ABOUT("目标为“左右”");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** What a word of the tables says, for readers of the sheet. */
  static String explained(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT)).text + " (" + word + ")";
  }

  /** As in the tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
