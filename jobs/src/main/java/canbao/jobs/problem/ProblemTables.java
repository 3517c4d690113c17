package canbao.jobs.problem;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of problems, in schema {@code quality}. */
public final class ProblemTables {

  /** One row a day, rule and division whose rows break it, or broke it the day before. */
  static final TableHome PROBLEM =
      TableHome.of(
              "quality.problem", "问题的新增、持续与解决 / rules broken on a day: new, persisting or solved")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("rule STRING NOT NULL", "规则编号 / id of the rule")
          .column("source STRING NOT NULL", "来源 / source")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("state STRING NOT NULL", "new 新增, persisting 持续, solved 已解决 / state")
          .column(
              "status STRING NOT NULL",
              "PASS_WITH_VIOLATIONS within its limits, WARN or FAIL beyond them, ERROR; PASS solved 结果")
          .column("since DATE NOT NULL", "首见批次 / batch that it was first seen in")
          .column("batch DATE NOT NULL", "最近批次 / newest batch that was judged")
          .column("checked BIGINT NOT NULL", "适用的行 / rows in force that the rule applies to")
          .column("failed BIGINT NOT NULL", "违反的行 / rows among them that break it")
          .column("failed_before BIGINT NOT NULL", "上一日违反的行 / the same on the day before")
          .keyedBy("as_of", "rule", "division")
          .partitionedBy("as_of")
          .check("problem_state", "state IN ('new', 'persisting', 'solved')")
          .check("problem_counts", "failed BETWEEN 0 AND checked AND failed_before >= 0");

  /** One row each time that somebody said who follows a problem up; the last one holds. */
  static final TableHome FOLLOW_UP =
      TableHome.of(
              "quality.follow_up", "问题的跟踪 / who follows a problem up, until when, with what answer")
          .column("rule STRING NOT NULL", "规则编号 / id of the rule")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("owner STRING NOT NULL", "责任人或单位 / who answers for it")
          .column("due DATE NOT NULL", "期限 / last day for it")
          .column("answer STRING", "答复 / what came of it, as far as is known")
          .column("who STRING NOT NULL", "登记人 / name of the account")
          .column("recorded_at TIMESTAMP NOT NULL", "登记时间 / moment of the command")
          .keyedBy("rule", "division", "recorded_at")
          .appendOnly();

  private ProblemTables() {}

  public static List<TableHome> all() {
    return List.of(PROBLEM, FOLLOW_UP);
  }
}
