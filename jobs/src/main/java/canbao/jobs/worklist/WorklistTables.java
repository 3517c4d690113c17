package canbao.jobs.worklist;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of schema {@code worklist}. */
public final class WorklistTables {

  /** One row a day, person and family that is due and not covered; keys only. */
  static final TableHome UNENROLLED =
      TableHome.of("worklist.unenrolled", "应参保未参保名单 (仅标识) / people due and not covered, keys only")
          .column("as_of DATE NOT NULL", "业务日期 / day of the list")
          .column("person_key BIGINT NOT NULL", "人员标识 / pseudonym")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("city STRING NOT NULL", "市 / city by the basis of the headline denominator")
          .column("division STRING NOT NULL", "县区 / county on the day; the city if it is not known")
          .column("street STRING", "街道 / nine digits; none if the register knows the county alone")
          .column(
              "priority INT NOT NULL", "优先级 / 1 of a special group, 2 lapsed recently, 3 others")
          .column(
              "lapsed_on DATE", "断保日期 / last day of cover that is known, within the recent months")
          .column("reason_class INT", "分类标志 / class of the reason, none if no reason is known")
          .column("reason_code STRING", "未参保原因 / code of conf/codes/unenrolled_reasons.csv")
          .column(
              "reason_source STRING",
              "原因来源 / link: probably enrolled under another number, status, visit or household")
          .column("state STRING NOT NULL", "状态 / open: to be visited, answered: a visit has told")
          .column(
              "since DATE NOT NULL",
              "起始 / first of the lists on which the person is without a break")
          .column("visited DATE", "核查日期 / day of the last visit that was answered")
          .keyedBy("as_of", "person_key", "family")
          .partitionedBy("as_of")
          .check("worklist_priority", "priority IN (1, 2, 3)")
          .check("worklist_state", "state IN ('open', 'answered')")
          .check("answered_by_a_visit", "state = 'open' OR visited IS NOT NULL");

  /** One row an answer that a visit has brought, judged once. */
  static final TableHome ANSWER =
      TableHome.of("worklist.answer", "核查结果的采用情况 / what became of an answer; keys only")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次 / batch that the answer came with")
          .column("file STRING NOT NULL", "文件 / its file")
          .column("line_no BIGINT NOT NULL", "行号 / its line")
          .column(
              "person_key BIGINT NOT NULL",
              "人员标识 / of the person on the list whom it is about; of its number if there is none")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("list_day DATE NOT NULL", "名单日期 / list that it answers")
          .column("unit STRING NOT NULL", "核查单位 / county or street that has visited")
          .column("verdict STRING NOT NULL", "结论 / taken, not_on_list or other_name")
          .column("judged_on DATE NOT NULL", "判定日期 / day of the list that was made then")
          .keyedBy("source", "batch", "file", "line_no")
          .check("answer_verdict", "verdict IN ('taken', 'not_on_list', 'other_name')")
          .appendOnly();

  /** One row a time that a list was taken out. */
  static final TableHome EXPORT =
      TableHome.of("worklist.export", "名单导出记录 / who has taken a list out, and why")
          .column("as_of DATE NOT NULL", "名单日期 / day of the list")
          .column("division STRING NOT NULL", "区划 / county or street")
          .column("rows BIGINT NOT NULL", "行数 / people and families that went out")
          .column("purpose STRING NOT NULL", "用途 / why")
          .column("who STRING NOT NULL", "领取人 / who answers for it")
          .column("account STRING NOT NULL", "操作账号 / name of the account")
          .column("exported_at TIMESTAMP NOT NULL", "导出时间 / moment of the command")
          .column("sha256 STRING NOT NULL", "文件摘要 / SHA-256 of the file")
          .column("withheld STRING", "暂缓情况 / why the gate had not let the list's numbers through")
          .column("accepted STRING", "放行理由 / why it went out all the same")
          .keyedBy("as_of", "division", "exported_at", "who")
          .check("withheld_is_accepted", "(withheld IS NULL) = (accepted IS NULL)")
          .appendOnly();

  private WorklistTables() {}

  public static List<TableHome> all() {
    return List.of(UNENROLLED, ANSWER, EXPORT);
  }
}
