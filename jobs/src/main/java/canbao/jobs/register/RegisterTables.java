package canbao.jobs.register;

import canbao.jobs.lake.History;
import canbao.jobs.lake.TableHome;
import java.util.List;
import java.util.stream.Stream;

/** The homes of the tables of schema {@code register}. */
public final class RegisterTables {

  /** One row for each person and each time that something about the person changed. */
  static final TableHome PERSON =
      keyed(
          person(TableHome.of("register.person", "人口登记 / people by the population register"))
              .column("sex STRING", "1 男 male, 2 女 female; none if unreadable")
              .column("birth DATE", "出生日期 / birth date, none if unreadable")
              .column("household_kind STRING", "户口性质 / household registration kind")
              .column("registration_division STRING", "户籍地 / county of registration as sent")
              .column("residence_division STRING", "居住地 / county of residence as sent")
              .column("residence_is_empty BOOLEAN NOT NULL", "居住地为空 / no residence was sent")
              .column(
                  "registration_street STRING",
                  "户籍街道 / street of registration, nine digits; none if no more than the county was"
                      + " sent")
              .column("residence_street STRING", "居住街道 / street of residence, likewise")
              .column("life_state STRING", "生存状态 / 1 alive, 2 dead")
              .column("death_date DATE", "死亡日期 / death date, none if unreadable")
              .column("register_state STRING", "户籍状态 / state of the registration")
              .column("nationality STRING", "国籍 / nationality or region"),
          "person_key");

  /** One row for each enrolment relation and each time that something about it changed. */
  static final TableHome ENROLMENT =
      keyed(
          person(TableHome.of("register.enrolment", "参保关系 / enrolment relations"))
              .column("relation_id STRING NOT NULL", "参保关系编号 / relation id, unique in its source")
              .column("line STRING NOT NULL", "险种 / insurance line")
              .column("pool_division STRING", "统筹区 / county of the pool as sent")
              .column("employer STRING", "单位编号 / employer number")
              .column("employer_type STRING", "单位类型 / employer type")
              .column("identity_kind STRING", "参保身份 / enrolment identity")
              .column("status STRING NOT NULL", "参保状态 / status as sent")
              .column("payment_status STRING", "缴费状态 / payment status as sent")
              .column("state STRING NOT NULL", "enrolled 在保, suspended 暂停, ended 其他")
              .column("retired STRING NOT NULL", "离退休标志 / 1 retired")
              .column("start_date DATE NOT NULL", "开始日期 / first day")
              .column("end_date DATE", "终止日期 / last day, none if open")
              .column("reason STRING", "变更原因 / reason of the last change")
              .column("insurance_year INT", "参保年度 / year paid for, of 390")
              .check("ends_after_start", "end_date IS NULL OR end_date >= start_date"),
          "relation_id");

  /** One row for each spell of a status that a list reports. */
  static final TableHome STATUS =
      keyed(
          person(TableHome.of("register.status", "人员状态名单 / deaths, students, soldiers …"))
              .column(
                  "kind STRING NOT NULL",
                  "DEATH, STUDENT, SOLDIER, PRISON, ABROAD, INSURED_OUTSIDE")
              .column("from_date DATE NOT NULL", "开始 / first day")
              .column("to_date DATE", "终止 / last day, none if open")
              .column("organisation STRING", "来源单位 / who says so"),
          "person_key",
          "kind",
          "from_date");

  /** One row for each social-security card. */
  static final TableHome CARD =
      keyed(
          person(TableHome.of("register.card", "社会保障卡 / social-security cards"))
              .column("card_state STRING NOT NULL", "1 active, 2 cancelled")
              .column("issued DATE", "发卡日期 / issued on"),
          "person_key");

  /** One row for each spell in a special group. */
  static final TableHome GROUP_MEMBER =
      keyed(
          person(TableHome.of("register.group_member", "特殊群体 / members of special groups"))
              .column("group_code STRING NOT NULL", "群体 / group")
              .column("from_date DATE", "开始 / first day")
              .column("to_date DATE", "终止 / last day, none if open")
              .column("division STRING", "区划 / county as sent"),
          "person_key",
          "group_code",
          "from_date");

  /** One row for each inpatient stay. */
  static final TableHome SETTLEMENT =
      keyed(
          person(TableHome.of("register.settlement", "住院结算 / inpatient stays"))
              .column("stay_id STRING NOT NULL", "就诊编号 / stay")
              .column("line STRING", "险种 / insurance line")
              .column("division STRING", "区划 / county as sent")
              .column("discharged DATE", "出院日期 / discharged on")
              .column("total DECIMAL(18,2)", "总费用 / total, yuan")
              .column("in_policy DECIMAL(18,2)", "政策范围内 / within policy, yuan")
              .column("fund_paid DECIMAL(18,2)", "基金支付 / paid by the fund, yuan")
              .column("assistance_paid DECIMAL(18,2)", "救助支付 / paid by assistance, yuan")
              .column("self_paid DECIMAL(18,2)", "个人自付 / paid by the person, yuan"),
          "stay_id");

  /** One row for each person, line and month with a benefit. */
  static final TableHome BENEFIT =
      keyed(
          person(TableHome.of("register.benefit", "待遇发放 / benefits by month"))
              .column("line STRING", "险种 / insurance line")
              .column("pool_division STRING", "统筹区 / county of the pool as sent")
              .column("month DATE", "月份 / first day of the month")
              .column("amount DECIMAL(18,2)", "金额 / yuan"),
          "person_key",
          "line",
          "month");

  /** One row for each published figure and edition. */
  static final TableHome STATISTIC =
      keyed(
          TableHome.of("register.statistic", "公布的统计数 / published figures")
              .column("source STRING NOT NULL", "来源 / source")
              .column("city STRING", "所属市 / city")
              .column("code STRING NOT NULL", "指标 / what is counted")
              .column("division STRING", "区划 / county or city as sent")
              .column("year INT", "年份 / year")
              .column("value STRING", "数值 / figure as sent")
              .column("unit STRING", "单位 / unit")
              .column("edition STRING", "版本 / edition")
              .column("publisher STRING", "出处 / where it was published"),
          "code",
          "division",
          "year",
          "edition");

  /**
   * One row for each person, family and row of a list about which a visit has brought an answer.
   */
  static final TableHome VISIT_RESULT =
      keyed(
          person(TableHome.of("register.visit_result", "入户核查结果 / what visits have found"))
              .column("family STRING NOT NULL", "险种类别 / PENSION or MEDICAL")
              .column("list_day DATE NOT NULL", "名单日期 / day of the list that was sent out")
              .column("unit STRING NOT NULL", "核查单位 / county or street that has visited")
              .column("visited DATE NOT NULL", "核查日期 / day of the visit")
              .column("reason_class STRING NOT NULL", "分类标志 / class of the reason")
              .column("reason_code STRING NOT NULL", "未参保原因 / conf/codes/unenrolled_reasons.csv")
              .column("detail STRING", "详细原因 / what the person says")
              .column(
                  "reference STRING NOT NULL",
                  "名单行号 / row of the list that went out; empty if the answer names none"),
          "person_key",
          "family",
          "reference");

  /** One row for each document that a person is known by; the only register table with names. */
  static final TableHome IDENTITY =
      TableHome.of("register.identity", "证件与人员标识 (含个人信息) / documents of people, personal data")
          .column("person_key BIGINT NOT NULL", "人员标识 / pseudonym")
          .column("document_type STRING", "证件类型 / document type as read")
          .column("document STRING", "证件号码 / canonical number; as read if it is not valid")
          .column("name STRING", "姓名 / name as received")
          .column("has_valid_number BOOLEAN NOT NULL", "有效证件 / the number is valid for its type")
          .column("birth DATE", "出生日期 / in the valid number, else as sent")
          .column("sex STRING", "性别 / 1 male, 2 female; in the valid number, else as sent")
          .column(
              "names ARRAY<STRING>", "首日所有姓名 / names of the first day; none of the population's")
          .column(
              "cities ARRAY<STRING>",
              "首日所属市 / cities of its rows; of the population also where it lives 含居住市")
          .column(
              "method STRING NOT NULL",
              "number: valid number; provisional: no valid one; else how register.link has found"
                  + " who it is")
          .column("certainty STRING NOT NULL", "exact, certain, probable, none")
          .column("score DOUBLE NOT NULL", "0 … 1")
          .column("brought_by STRING NOT NULL", "population or others: which sources came first 首见")
          .column("known_from DATE NOT NULL", "System date of the run that learned it 知晓起")
          .keyedBy("person_key")
          .partitionedBy("brought_by", "known_from")
          .check("score_is_a_share", "score BETWEEN 0 AND 1");

  /** One row for each person outside the population and each time that another was found in it. */
  static final TableHome LINK =
      TableHome.of("register.link", "疑似同一人 / people outside the population who are people in it")
          .column("from_key BIGINT NOT NULL", "库外人员标识 / key that the population does not have")
          .column("to_key BIGINT", "库内人员标识 / key of the population; none if several fit")
          .column(
              "method STRING NOT NULL", "方法 / pass that found it; ambiguous: several people fit")
          .column(
              "certainty STRING NOT NULL",
              "certain, probable, possible: one of several; none if several people fit")
          .column("score DOUBLE NOT NULL", "同一人概率 / probability that the two are one person")
          .column("known_from DATE NOT NULL", "System date of the run that found it 知晓起")
          .column("known_to DATE", "System date of the run that found otherwise 知晓止")
          .keyedBy("from_key", "to_key", "known_from")
          .partitionedBy("known_to")
          .check("who_is_linked_is_somebody", "(certainty = 'none') = (to_key IS NULL)")
          .check("link_certainty", "certainty IN ('certain', 'probable', 'possible', 'none')");

  static final String POPULATION = "population";
  static final String OTHERS = "others";

  /** One row for each batch that the register has taken up. */
  static final TableHome APPLIED =
      TableHome.of("register.applied", "已入登记库的批次 / batches that the register has taken up")
          .column("source STRING NOT NULL", "来源 / source")
          .column("batch DATE NOT NULL", "批次日期 / date of the batch")
          .column("known_on DATE NOT NULL", "System date of the run that took it up 知晓日期")
          .keyedBy("source", "batch");

  private static final List<TableHome> WITH_HISTORY =
      List.of(
          PERSON,
          ENROLMENT,
          STATUS,
          CARD,
          GROUP_MEMBER,
          SETTLEMENT,
          BENEFIT,
          STATISTIC,
          VISIT_RESULT);

  private RegisterTables() {}

  public static List<TableHome> all() {
    return Stream.concat(WITH_HISTORY.stream(), Stream.of(IDENTITY, LINK, APPLIED)).toList();
  }

  /** The table that a source's rows go to. */
  static TableHome named(String table) {
    return WITH_HISTORY.stream()
        .filter(home -> home.name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static TableHome person(TableHome home) {
    return home.column("source STRING NOT NULL", "来源 / source")
        .column("person_key BIGINT NOT NULL", "人员标识 / pseudonym of the person")
        .column("certainty STRING NOT NULL", "exact: valid number, none: provisional 标识可信度")
        .column("city STRING", "所属市 / city of the row");
  }

  private static TableHome keyed(TableHome home, String... key) {
    return History.timed(home).keyedBy(key);
  }
}
