package canbao.jobs.coverage;

import static java.util.stream.Collectors.joining;

import canbao.jobs.lake.TableHome;
import java.util.List;
import java.util.stream.Stream;

/** The homes of the tables of schema {@code coverage}. */
public final class CoverageTables {

  /** One row a person and day. */
  public static final TableHome PERSON_STATE = personState();

  /** One row for each day of which {@link #PERSON_STATE} has everybody. */
  static final TableHome PERSON_STATE_RUN =
      TableHome.of("coverage.person_state_run", "每日状态的依据 / what a day's states rest on")
          .column("as_of DATE NOT NULL", "业务日期 / day of the states")
          .column("known_on DATE NOT NULL", "知晓日期 / system date by which the register was asked")
          .column("definitions_fingerprint STRING NOT NULL", "口径指纹 / of the settings")
          .column("program STRING NOT NULL", "程序 / version, and fingerprint of its places")
          .column("batches BIGINT NOT NULL", "批次数 / batches that the register had taken up")
          .column("people BIGINT NOT NULL", "人数 / people who have a state")
          .column(
              "carried_from DATE", "沿用自 / day whose states the others have, none: computed anew")
          .column("touched BIGINT", "重算人数 / people computed anew if others were carried")
          .keyedBy("as_of");

  /** One row a day, basis, division, family and denominator. */
  public static final TableHome CITY_COVERAGE =
      TableHome.of("coverage.city_coverage", "各市参保率 / coverage by city, as computed that night")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("basis STRING NOT NULL", "口径 / registration, residence or enrolment")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("division_name STRING NOT NULL", "名称 / its name")
          .column("is_memo BOOLEAN NOT NULL", "备查行, 不计入全省 / never added to the province")
          .column("family STRING NOT NULL", "险种类别 / pension, medical, any, both, …")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column("denominator_version INT NOT NULL", "分母版本 / its version")
          .column("due BIGINT", "应参保人数 / people due, none for head counts")
          .column("covered BIGINT NOT NULL", "已参保人数 / people covered")
          .column("covered_low BIGINT NOT NULL", "下限 / by exact valid numbers alone")
          .column("covered_high BIGINT NOT NULL", "上限 / with probable links")
          .column("suspended BIGINT NOT NULL", "暂停参保人数 / not covered, with a suspended relation")
          .column("rate DECIMAL(9,6)", "参保率 / covered / due, rounded half up")
          .column("target_bp INT", "目标, 万分之一 / target in basis points")
          .column("target_source STRING", "目标出处 / where the target was published")
          .column("gap BIGINT", "缺口人数 / people lacking to the target, 0 if met")
          .column("met BOOLEAN", "是否达标 / decided in integers")
          .column("verdict STRING", "met, not_met or undecided within the bounds 结论")
          .column("state STRING NOT NULL", "fresh, stale or no_data 状态")
          .column("stale_since DATE", "陈旧起始 / day of the numbers, if stale")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("known_on DATE NOT NULL", "知晓日期 / system date of what was known to the run")
          .column("definitions_fingerprint STRING NOT NULL", "定义指纹 / SHA-256 of the settings")
          .keyedBy("as_of", "basis", "division", "family", "denominator")
          .partitionedBy("as_of")
          .check("bounds_are_ordered", "covered_low <= covered AND covered <= covered_high")
          .check("rate_needs_due", "rate IS NULL OR coalesce(due > 0, false)")
          .check("gap_is_no_surplus", "gap IS NULL OR gap >= 0")
          .check("city_coverage_state", "state IN ('fresh', 'stale', 'no_data')");

  /** One row a day, basis, division, family, denominator, dimension and value. */
  public static final TableHome GROUP_COVERAGE =
      TableHome.of(
              "coverage.group_coverage",
              "各群体参保率 / coverage by county and group, small counts hidden")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("basis STRING NOT NULL", "口径 / registration or residence")
          .column("division STRING NOT NULL", "区划 / 440000 province, city or county on the day")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column("denominator_version INT NOT NULL", "分母版本 / its version")
          .column(
              "dimension STRING NOT NULL",
              "维度 / total, age_band, sex, registration_kind, employment_kind or special_group")
          .column("value STRING NOT NULL", "取值 / value of the dimension")
          .column("due BIGINT", "应参保人数 / people due, none if hidden")
          .column("covered BIGINT", "已参保人数 / people of them covered, none if hidden")
          .column("rate DECIMAL(9,6)", "参保率 / covered / due, rounded half up, none if hidden")
          .column("suppressed BOOLEAN NOT NULL", "已隐藏 / the numbers are hidden")
          .column(
              "reason STRING",
              "隐藏原因 / few_in_area: of the county nothing is shown; few_in_cells: this cell or"
                  + " others with it have few people")
          .column("hidden_until DATE", "隐藏至 / last day on which it stays hidden at least")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("known_on DATE NOT NULL", "知晓日期 / system date of what was known to the run")
          .column("definitions_fingerprint STRING NOT NULL", "定义指纹 / SHA-256 of the settings")
          .keyedBy("as_of", "basis", "division", "family", "denominator", "dimension", "value")
          .partitionedBy("as_of")
          .check("covered_of_due", "suppressed OR covered <= due")
          .check(
              "hidden_is_null",
              "NOT suppressed OR (due IS NULL AND covered IS NULL AND rate IS NULL)")
          .check("hidden_has_a_reason", "suppressed = (reason IS NOT NULL)");

  /** One row a day, family, division and step from head counts to covered people. */
  public static final TableHome BRIDGE =
      TableHome.of("coverage.bridge", "从参保人次到参保人数 / from head counts to covered people")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("family STRING NOT NULL", "险种类别 / pension or medical")
          .column("division STRING NOT NULL", "区划 / city or 440000 province")
          .column("step_no INT NOT NULL", "步骤序号 / order of the step")
          .column("step STRING NOT NULL", "步骤 / what is added or taken away")
          .column("people BIGINT NOT NULL", "人数, 有正负 / people, signed")
          .column("running BIGINT NOT NULL", "累计 / sum up to the step")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "family", "division", "step_no")
          .partitionedBy("as_of");

  /** One row a day, line, kind of place, place and pool. */
  static final TableHome FLOW =
      TableHome.of(
              "coverage.flow",
              "居住地或户籍地与参保地 / people by where they live or are registered, and enrol")
          .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
          .column("line STRING NOT NULL", "险种 / insurance line")
          .column("from_kind STRING NOT NULL", "resident 居住 or registered 户籍")
          .column("from_division STRING NOT NULL", "居住或户籍市 / city, 000000 none of the 21")
          .column("enrolment_division STRING NOT NULL", "参保统筹市 / city of the pool")
          .column("people BIGINT NOT NULL", "人数 / people with a live relation there, due or not")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "line", "from_kind", "from_division", "enrolment_division")
          .partitionedBy("as_of")
          .check("flow_of_somebody", "people > 0");

  /** One row for two days, a basis, division and family; its causes add up exactly. */
  static final TableHome CHANGE = change();

  private CoverageTables() {}

  public static List<TableHome> all() {
    return Stream.concat(
            Stream.of(
                PERSON_STATE,
                PERSON_STATE_RUN,
                CITY_COVERAGE,
                GROUP_COVERAGE,
                BRIDGE,
                FLOW,
                CHANGE),
            SideTables.all().stream())
        .toList();
  }

  private static TableHome change() {
    TableHome home =
        TableHome.of(
                "coverage.change", "两日之间的变动原因 / why due and covered people moved between two days")
            .column("from_as_of DATE NOT NULL", "起始日期 / earlier day")
            .column("to_as_of DATE NOT NULL", "终止日期 / later day")
            .column(
                "basis STRING NOT NULL", "口径 / registration or residence, its first denominator")
            .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
            .column("family STRING NOT NULL", "险种类别 / pension or medical")
            .column("due_before BIGINT NOT NULL", "起始应参保人数 / due on the earlier day");
    home = causes(home, ChangeCause.Side.DUE);
    home =
        home.column("due_after BIGINT NOT NULL", "终止应参保人数 / due on the later day")
            .column("covered_before BIGINT NOT NULL", "起始已参保人数 / covered on the earlier day");
    home = causes(home, ChangeCause.Side.COVERED);
    return home.column("covered_after BIGINT NOT NULL", "终止已参保人数 / covered on the later day")
        .column("run_id STRING NOT NULL", "运行编号 / run of the later day")
        .keyedBy("from_as_of", "to_as_of", "basis", "division", "family")
        .partitionedBy("to_as_of")
        .check("due_adds_up", "due_after = due_before" + signed(ChangeCause.Side.DUE))
        .check(
            "covered_adds_up", "covered_after = covered_before" + signed(ChangeCause.Side.COVERED));
  }

  private static TableHome causes(TableHome home, ChangeCause.Side side) {
    TableHome with = home;
    for (ChangeCause cause : ChangeCause.of(side)) {
      with = with.column(cause.column() + " BIGINT NOT NULL", cause.comment());
    }
    return with;
  }

  private static String signed(ChangeCause.Side side) {
    return ChangeCause.of(side).stream()
        .map(cause -> (cause.sign() > 0 ? " + " : " - ") + cause.column())
        .collect(joining());
  }

  private static TableHome personState() {
    TableHome home =
        TableHome.of("coverage.person_state", "每人每日状态 (仅标识) / state of a person, keys only")
            .column("as_of DATE NOT NULL", "业务日期 / day the statement is about")
            .column("person_key BIGINT NOT NULL", "人员标识 / pseudonym")
            .column("in_register BOOLEAN NOT NULL", "在人口库 / known to the population register")
            .column("is_exact BOOLEAN NOT NULL", "有效证件 / has a valid number")
            .column("registered_city INT", "户籍市 / city of registration")
            .column("resident_city INT", "居住市 / city of residence")
            .column("is_registered_in_memo BOOLEAN NOT NULL", "户籍顺德 / registered in 440606")
            .column("is_resident_in_memo BOOLEAN NOT NULL", "居住顺德 / living in 440606")
            .column("dead BOOLEAN NOT NULL", "死亡 / dead on the day")
            .column("age INT", "周岁 / full years, none if the birth date is unknown")
            .column("sex STRING", "性别 / 1 male, 2 female")
            .column(
                "due_bits BIGINT NOT NULL",
                "应参保位 / bit 2i pension, 2i+1 medical of denominator i; then, who is counted off"
                    + " published ones")
            .column("not_due_reason STRING", "不应参保原因 / why not due for a pension by residence")
            .column("is_pension_suspended BOOLEAN NOT NULL", "养老暂停 / has a suspended relation")
            .column("is_medical_suspended BOOLEAN NOT NULL", "医疗暂停 / has a suspended relation");
    for (InsuranceLine line : InsuranceLine.values()) {
      home =
          home.column(
              line.citiesColumn() + " INT NOT NULL",
              "在保统筹市 / pools with a live relation of %s: bit i is city i, bit 21 is 440606"
                  .formatted(line.code()));
    }
    home =
        home.column(
                LineCities.LOW + " ARRAY<INT>",
                "仅凭有效证件的在保统筹市 / the same by line, by rows with a valid number alone; none if"
                    + " no different")
            .column(
                "probable_lines INT NOT NULL",
                "仅可能在保的险种 / lines with a live relation of somebody who is probably the person")
            .column(
                "is_ambiguous BOOLEAN NOT NULL",
                "可能是库中多人之一 / outside the register, and may be any of several people in it")
            .column(
                "registered_county INT",
                "户籍县区 / county of registration on the day, none if not known within the city")
            .column("resident_county INT", "居住县区 / county of residence, likewise")
            .column(
                "registered_street INT",
                "户籍街道 / street of registration by its county on the day, none if not known")
            .column("resident_street INT", "居住街道 / street of residence, likewise")
            .column(
                "registration_kind INT NOT NULL",
                "户口性质 / 1 urban, 2 rural, 3 港澳台侨, 4 foreign, 5 resident, 0 unknown")
            .column(
                "employment_kind INT NOT NULL",
                "就业类别 / by live and suspended relations: 0 public, 1 employee, 2 flexible,"
                    + " 3 retired, 4 resident, 5 none")
            .column(
                "special_groups INT NOT NULL",
                "特殊群体 / bits: poor, minimum-living, destitute, disabled, severely disabled,"
                    + " orphan, migrant, land-lost")
            .column(
                "is_pension_contributing BOOLEAN NOT NULL",
                "近月缴养老费 / has paid for a pension in the last contributing_months")
            .column("is_medical_contributing BOOLEAN NOT NULL", "近月缴医保费 / likewise")
            .column("is_pension_receiving BOOLEAN NOT NULL", "在领养老金 / draws a pension");
    return home.keyedBy("as_of", "person_key").partitionedBy("as_of");
  }
}
