package canbao.jobs.quality;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of schema {@code quality}. */
public final class QualityTables {

  /** One row a batch that was taken, refused or waits. */
  public static final TableHome BATCH =
      TableHome.of("quality.batch", "每个来源的每个批次 / one row a batch of a source")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column(
              "mode STRING", "full 全量, changes 变更; 清单不可读时为空 / NULL if the manifest is unreadable")
          .column("scope ARRAY<STRING>", "覆盖的区划 / division codes that the batch speaks for")
          .column("state STRING NOT NULL", "accepted 接受, refused 拒收, waiting 等待 / state")
          .column("reason STRING", "拒收或等待的原因 / why it was refused or waits")
          .column("rows BIGINT", "数据行数 / data rows")
          .column("accepted BIGINT", "接受的行 / rows that count")
          .column("rejected BIGINT", "被规则拒绝的行 / rows rejected by a rule")
          .column("duplicate BIGINT", "重复的行 / rows identical to an earlier one")
          .column("as_of DATE NOT NULL", "处理该批次的业务日期 / business date of the run that took it")
          .column("manifest_fingerprint STRING", "清单的 SHA-256 / SHA-256 of the manifest")
          .column(
              "rows_by_city ARRAY<STRUCT<city: STRING, rows: BIGINT>>",
              "各市生效的行数 / rows in force by city")
          .column(
              "accepted_shrinks ARRAY<STRUCT<city: STRING, before: BIGINT, now: BIGINT,"
                  + " reason: STRING, accepted_by: STRING>> NOT NULL",
              "人工放行的骤减 / losses of rows that it was accepted in spite of, and why")
          .keyedBy("source", "batch")
          .check("batch_state", "state IN ('accepted', 'refused', 'waiting')")
          .check("batch_mode", "mode IS NULL OR mode IN ('full', 'changes')")
          .check("batch_balances", "state <> 'accepted' OR rows = accepted + rejected + duplicate")
          .check("batch_reason", "state = 'accepted' OR reason IS NOT NULL");

  /** With {@code landing.*} all that the register is made of: what was learned, and when. */
  public static final TableHome REGISTRATION =
      TableHome.of("quality.registration", "登记库何时得知各批次 / when the register has learned of a batch")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("known_on DATE NOT NULL", "System date of the run that took it up 知晓日期")
          .column("run_no INT NOT NULL", "Which run of the register it was, from 1 运行序号")
          .keyedBy("source", "batch")
          .appendOnly();

  /** One row a rejected row of a batch; personal data. */
  public static final TableHome REJECTED =
      TableHome.of("quality.rejected", "被拒绝的原始行 (含个人信息) / rejected rows, personal data")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("file STRING NOT NULL", "清单中的文件名 / file name in the manifest")
          .column("line_no BIGINT NOT NULL", "记录开始的物理行号 / physical line on which the record begins")
          .column("rules ARRAY<STRING> NOT NULL", "违反的规则 / ids of the broken rules")
          .column("reasons ARRAY<STRING> NOT NULL", "原因 / their sentences with the values shown")
          .column("raw STRING NOT NULL", "原始行 / the raw row")
          .keyedBy("source", "batch", "file", "line_no")
          .partitionedBy("source", "batch")
          .check("rejected_has_rule", "size(rules) > 0 AND size(rules) = size(reasons)")
          .check("rejected_line_no", "line_no > 0");

  /** One row each time that somebody has corrected a rejected row; no data of people. */
  public static final TableHome CORRECTION =
      TableHome.of(
              "quality.correction",
              "被拒绝行的更正 / rejected rows that came back corrected, and who did it")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch of both rows")
          .column("file STRING NOT NULL", "被拒绝行的文件 / file of the rejected row")
          .column("line_no BIGINT NOT NULL", "被拒绝行的行号 / its line")
          .column("correction INT NOT NULL", "该批次的第几次更正 / number of the corrections of the batch")
          .column("corrected_file STRING NOT NULL", "更正行的文件 / file of the corrected row")
          .column("corrected_line_no BIGINT NOT NULL", "更正行的行号 / its line")
          .column("who STRING NOT NULL", "更正人 / who has corrected it")
          .column("reason STRING NOT NULL", "理由 / why it is right")
          .column("account STRING NOT NULL", "操作账号 / name of the account")
          .column("recorded_at TIMESTAMP NOT NULL", "记录时间 / moment of the command")
          .column("sha256 STRING NOT NULL", "交回文件的 SHA-256 / SHA-256 of the file handed back")
          .keyedBy("source", "batch", "file", "line_no", "correction")
          .check("correction_number", "correction > 0 AND line_no > 0 AND corrected_line_no > 1")
          .appendOnly();

  /** One row each time that rejected rows were given out to be corrected. */
  public static final TableHome REJECTED_EXPORT =
      TableHome.of(
              "quality.rejected_export", "被拒绝行的导出记录 / who has taken rejected rows out, and why")
          .column("source STRING NOT NULL", "来源 / source")
          .column("rows BIGINT NOT NULL", "行数 / rows that went out")
          .column("purpose STRING NOT NULL", "用途 / why")
          .column("who STRING NOT NULL", "操作账号 / name of the account")
          .column("exported_at TIMESTAMP NOT NULL", "导出时间 / moment of the command")
          .keyedBy("source", "exported_at", "who")
          .appendOnly();

  /**
   * One row an accepted row that breaks a rule of a check or one that may hold a city: what
   * supervision looks at, and where the gate's examples stand.
   */
  public static final TableHome SUSPECT =
      TableHome.of(
              "quality.suspect",
              "接受但可疑的行 / accepted rows that break a rule of a check or of the gate")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("file STRING NOT NULL", "清单中的文件名 / file name in the manifest")
          .column("line_no BIGINT NOT NULL", "记录开始的物理行号 / physical line on which the record begins")
          .column("rules ARRAY<STRING> NOT NULL", "违反的规则 / ids of the broken rules")
          .keyedBy("source", "batch", "file", "line_no")
          .partitionedBy("source", "batch")
          .check("suspect_has_rule", "size(rules) > 0")
          .check("suspect_line_no", "line_no > 0");

  /** One row a rule, source batch and division: 21 cities and the province. */
  public static final TableHome RULE_RESULT =
      TableHome.of("quality.rule_result", "规则结果 / how a rule came out for a batch and a division")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("rule STRING NOT NULL", "规则编号 / id of the rule")
          .column("source STRING NOT NULL", "来源 / source")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("severity STRING NOT NULL", "后果 / REJECT_ROW, HOLD_CITY, STOP_RUN or WARN")
          .column("dimension STRING NOT NULL", "质量维度 / dimension of quality")
          .column(
              "status STRING NOT NULL",
              "结果 / PASS, PASS_WITH_VIOLATIONS, WARN, FAIL, NOT_APPLICABLE or ERROR")
          .column("checked BIGINT NOT NULL", "适用的行 / rows the rule applies to")
          .column("failed BIGINT NOT NULL", "违反的行 / rows among them that break it")
          .column("limit_rate INT NOT NULL", "允许的比例, 万分之一 / share borne, in basis points")
          .column("limit_count BIGINT NOT NULL", "允许的行数 / rows borne; FAIL needs more than both")
          .column("waived_by STRING", "豁免人 / who waived a failure")
          .column("rules_fingerprint STRING NOT NULL", "规则目录的 SHA-256 / SHA-256 of the catalogue")
          .column("kind STRING", "规则种类 / row, or what is judged together")
          .column("unknown BIGINT", "无法判断的行, 计为符合 / rows of which the rule cannot tell")
          .column("value BIGINT", "测得的数值 / what was measured, in the unit of the kind")
          .column("lower BIGINT", "下限 / least value that is borne")
          .column("upper BIGINT", "上限 / greatest value that is borne")
          .column(
              "parts ARRAY<STRUCT<part: STRING, amount: BIGINT>>",
              "供后一批次比较的数 / what a later batch is compared with")
          .keyedBy("as_of", "run_id", "rule", "source", "division", "batch")
          .partitionedBy("as_of")
          .check(
              "rule_result_severity", "severity IN ('REJECT_ROW', 'HOLD_CITY', 'STOP_RUN', 'WARN')")
          .check(
              "rule_result_status",
              "status IN ('PASS', 'PASS_WITH_VIOLATIONS', 'WARN', 'FAIL', 'NOT_APPLICABLE', 'ERROR')")
          .check("rule_result_counts", "failed >= 0 AND checked >= failed")
          .check("rule_result_nothing_passes", "status <> 'PASS' OR checked > 0");

  /**
   * One row a batch, city and thing measured of it: a state that adds up with others, so that
   * provinces, months and years are had without the rows.
   */
  public static final TableHome METRIC_STATE =
      TableHome.of(
              "quality.metric_state", "可合并的度量状态 / what was measured of a batch, to be added up")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("division STRING NOT NULL", "地市, none 为无地市 / city, none for rows of no city")
          .column(
              "analyzer STRING NOT NULL",
              "度量 / Size, Completeness, Compliance, Mean, Minimum or Maximum")
          .column(
              "instance STRING NOT NULL",
              "对象 / column or rule; of Size which rows: received, accepted, rejected, duplicate, *")
          .column("rows BIGINT", "行数 / rows counted; NULL for Minimum and Maximum")
          .column("matches BIGINT", "满足的行 / rows among them that are filled or keep the rule")
          .column("sum DOUBLE", "合计 / sum, of Mean")
          .column("minimum DOUBLE", "最小值 / least value")
          .column("maximum DOUBLE", "最大值 / greatest value")
          .keyedBy("source", "batch", "division", "analyzer", "instance")
          .partitionedBy("batch")
          .check(
              "metric_state_counts",
              "matches IS NULL OR coalesce(matches BETWEEN 0 AND rows, false)");

  /** One row a city and one for the province. */
  public static final TableHome GATE_VERDICT =
      TableHome.of("quality.gate_verdict", "发布闸门的结论 / what the gate decided for a division")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("verdict STRING NOT NULL", "released 发布, held 暂缓, stopped 停止 / verdict")
          .column("rules ARRAY<STRING> NOT NULL", "起作用的规则 / ids of the rules that decided it")
          .keyedBy("as_of", "run_id", "division")
          .partitionedBy("as_of")
          .check("gate_verdict_verdict", "verdict IN ('released', 'held', 'stopped')")
          .check("gate_verdict_has_rule", "verdict = 'released' OR size(rules) > 0");

  /** One row a failure that somebody has overridden for some days. */
  public static final TableHome OVERRIDE =
      TableHome.of("quality.override", "人工放行 / failures that somebody has overridden, and why")
          .column("rule STRING NOT NULL", "规则编号 / id of the rule")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("from_day DATE NOT NULL", "起始日期 / first day on which it holds")
          .column("until_day DATE NOT NULL", "截止日期 / last day")
          .column("reason STRING NOT NULL", "理由 / why it is right")
          .column("who STRING NOT NULL", "放行人 / name of the account")
          .column("recorded_at TIMESTAMP NOT NULL", "记录时间 / moment of the command")
          .keyedBy("rule", "division", "from_day", "recorded_at")
          .check("override_days", "from_day <= until_day")
          .appendOnly();

  /** One row a run and step that came to its end. */
  public static final TableHome RUN_METRIC =
      TableHome.of(
              "quality.run_metric",
              "各步骤的工作量与耗时, 非统计结果 / what a step did and took; seconds and bytes are no results")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("step STRING NOT NULL", "步骤 / step")
          .column("rows_in BIGINT NOT NULL", "输入行 / rows in")
          .column("accepted BIGINT NOT NULL", "接受的行 / rows that count")
          .column("rejected BIGINT NOT NULL", "拒绝的行 / rows kept aside")
          .column("written BIGINT NOT NULL", "写出的行 / rows written into tables of the step")
          .column("seconds DECIMAL(12,3) NOT NULL", "耗时, 秒, 非结果 / wall time, no result")
          .column("bytes_read BIGINT NOT NULL", "读取字节, 非结果 / read by tasks, no result")
          .column("bytes_written BIGINT NOT NULL", "写出字节, 非结果 / written by tasks, no result")
          .column("bytes_shuffled BIGINT NOT NULL", "交换字节, 非结果 / moved between tasks, no result")
          .column("bytes_spilled BIGINT NOT NULL", "溢写字节, 非结果 / put on disk for lack of memory")
          .keyedBy("as_of", "run_id", "step")
          .partitionedBy("as_of")
          .check("run_metric_counts", "least(rows_in, accepted, rejected, written) >= 0")
          .check("run_metric_seconds", "seconds >= 0");

  /** One row a person that somebody asked about; audit data, no result. */
  public static final TableHome EXPLAINED =
      TableHome.of(
              "quality.explained",
              "个人查询记录, 限制访问, 非统计结果 / who asked about whom; restricted, no result")
          .column("as_of DATE NOT NULL", "业务日期 / day that was asked about")
          .column("person_key BIGINT NOT NULL", "人员标识 / pseudonym of the document's person")
          .column("asked_at TIMESTAMP NOT NULL", "查询时间 / when")
          .column("who STRING NOT NULL", "查询人 / operating-system user")
          .column("run_id STRING NOT NULL", "运行编号 / run whose numbers were explained")
          .column("is_found BOOLEAN NOT NULL", "是否有此人 / false: the document is nobody's")
          .keyedBy("as_of", "person_key", "asked_at", "who");

  private QualityTables() {}

  public static List<TableHome> all() {
    return List.of(
        BATCH,
        REGISTRATION,
        REJECTED,
        CORRECTION,
        REJECTED_EXPORT,
        SUSPECT,
        RULE_RESULT,
        METRIC_STATE,
        GATE_VERDICT,
        OVERRIDE,
        RUN_METRIC,
        EXPLAINED);
  }
}
