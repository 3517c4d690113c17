package canbao.jobs.supervision;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of schema {@code supervision}. */
public final class SupervisionTables {

  /** One row a suspected case, whatever became of it. */
  static final TableHome FINDING =
      TableHome.of("supervision.finding", "疑点 / suspected cases that officers look into; keys only")
          .column(
              "finding_id STRING NOT NULL",
              "疑点编号 / digest of the check and what it is about; the same every night")
          .column("check_id STRING NOT NULL", "校验编号 / check of conf/codes/checks.csv")
          .column("kind STRING NOT NULL", "种类 / what of the check was found")
          .column("severity STRING NOT NULL", "严重程度 / severity of the check")
          .column("division STRING NOT NULL", "经办地市 / city whose officer is asked, or 440000")
          .column("person_keys ARRAY<BIGINT> NOT NULL", "人员标识 / pseudonyms of the people, sorted")
          .column("first_seen DATE NOT NULL", "首次发现 / first night that found it")
          .column("last_seen DATE NOT NULL", "最近发现 / last night that found it")
          .column("state STRING NOT NULL", "open 待核, sent 已下发, settled 已处理, reopened 重新出现")
          .column("since DATE NOT NULL", "状态起 / day from which the state holds")
          .column("settled_by STRING", "data: 数据已不再如此 no night finds it any more; officer: 经办人认定")
          .column("evidence STRING NOT NULL", "依据 (无个人信息) / lines, pools, months, codes")
          .column(
              "places ARRAY<STRUCT<source: STRING, batch: DATE, file: STRING, line_no: BIGINT>> NOT NULL",
              "原始行位置 / where the rows stand in landing, for who may read it")
          .column(
              "seen ARRAY<STRUCT<from_night: DATE, last_night: DATE, missed_night: DATE>> NOT NULL",
              "出现时段 / nights from, to and first one without it; the last one is open if it is found now")
          .keyedBy("finding_id")
          .check("finding_state", "state IN ('open', 'sent', 'settled', 'reopened')")
          .check("finding_settled_by", "(state = 'settled') = (settled_by IS NOT NULL)")
          .check("finding_times", "first_seen <= last_seen AND size(seen) > 0");

  /** One row for each time that an officer decided something about a finding. */
  static final TableHome DECISION =
      TableHome.of("supervision.decision", "核查结论 / what officers decided about findings")
          .column("decision_no BIGINT NOT NULL", "序号 / in the order in which they were recorded")
          .column("finding_id STRING NOT NULL", "疑点编号 / finding")
          .column("state STRING NOT NULL", "open 待核, sent 已下发, settled 已处理")
          .column("decided_on DATE NOT NULL", "日期 / day of the decision")
          .column("officer STRING NOT NULL", "经办账号 / account of who decided")
          .column("note STRING NOT NULL", "说明 / reason, without personal data")
          .keyedBy("finding_id", "decided_on", "state", "officer", "note")
          .check("decision_state", "state IN ('open', 'sent', 'settled')");

  /** One row a night and check: what the night found. */
  static final TableHome NIGHT =
      TableHome.of("supervision.night", "每晚各项校验的疑点数 / findings by night and check")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("check_id STRING NOT NULL", "校验编号 / check")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("known_on DATE NOT NULL", "System date of what it rests on 知晓日期")
          .column("found BIGINT NOT NULL", "发现 / found by the night")
          .column("opened BIGINT NOT NULL", "新增 / for the first time")
          .column("reopened BIGINT NOT NULL", "重现 / again")
          .column("settled BIGINT NOT NULL", "消失 / found by the night before, not by this one")
          .keyedBy("as_of", "check_id")
          .partitionedBy("as_of")
          .check("night_counts", "least(found, opened, reopened, settled) >= 0");

  /** One row for each batch whose rows a night has looked at. */
  static final TableHome LOOKED_AT =
      TableHome.of("supervision.looked_at", "已核查的批次 / batches whose rows a night has looked at")
          .column("as_of DATE NOT NULL", "业务日期 / business date of the night")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .keyedBy("as_of", "source", "batch");

  private SupervisionTables() {}

  public static List<TableHome> all() {
    return List.of(FINDING, DECISION, NIGHT, LOOKED_AT);
  }
}
