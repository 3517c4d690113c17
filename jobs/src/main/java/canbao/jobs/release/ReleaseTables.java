package canbao.jobs.release;

import canbao.jobs.lake.TableHome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/** The homes of the tables of schema {@code release}. */
public final class ReleaseTables {

  /** One row a release. */
  public static final TableHome LEDGER =
      TableHome.of("release.ledger", "发布台账 / what was published, and what it rests on")
          .column("release_id STRING NOT NULL", "发布编号 / day and number of the release")
          .column("as_of DATE NOT NULL", "业务日期 / day the numbers are about")
          .column("revision INT NOT NULL", "次序 / 1 is what was first published for the day")
          .column("known_on DATE NOT NULL", "知晓日期 / system date on which it was published")
          .column("released_at TIMESTAMP NOT NULL", "发布时间 / moment from which it counts")
          .column("supersedes STRING", "取代 / the release of the day that this one replaces")
          .column(
              "table_versions ARRAY<STRUCT<table: STRING, version: BIGINT>> NOT NULL",
              "表版本 / Delta versions of the tables that were read")
          .column("definitions_fingerprint STRING NOT NULL", "定义指纹 / SHA-256 of the settings")
          .column("rules_fingerprint STRING NOT NULL", "规则指纹 / SHA-256 of the rules")
          .column("gate_verdict STRING NOT NULL", "闸门结论 / released, or released with held cities")
          .column("held_cities ARRAY<STRING> NOT NULL", "暂缓的市 / cities that repeat older numbers")
          .column(
              "overrides ARRAY<STRUCT<rule: STRING, division: STRING, until_day: DATE, reason: STRING,"
                  + " who: STRING>> NOT NULL",
              "人工放行 / failures that were overridden at the gate on the day, and why")
          .column("rows BIGINT NOT NULL", "行数 / rows copied")
          .column("row_fingerprint STRING NOT NULL", "数据指纹 / SHA-256 of the rows, in their order")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("release_id")
          .check("gate_has_let_it_through", "gate_verdict IN ('released', 'released_with_held')");

  /** One row a settings file of each set of definitions and rules that a release rests on. */
  static final TableHome DEFINITION =
      TableHome.of(
              "release.definition",
              "发布所用的定义和规则原文 / text of the settings that releases rest on, once for each set")
          .column("definitions_fingerprint STRING NOT NULL", "定义指纹 / as in the ledger")
          .column("rules_fingerprint STRING NOT NULL", "规则指纹 / as in the ledger")
          .column(
              "path STRING NOT NULL",
              "路径 / below conf; 'set' has what the environment decided, a key and value a line")
          .column("text STRING NOT NULL", "原文 / the file")
          .keyedBy("definitions_fingerprint", "rules_fingerprint", "path");

  /** One row a step from what a release published to what is known of the same day later. */
  static final TableHome REVISION =
      TableHome.of(
              "release.revision",
              "修订台账: 从发布数到现知数 / why numbers published of a day are others now, in people")
          .column("release_id STRING NOT NULL", "发布编号 / what was published")
          .column(
              "compared_with STRING NOT NULL",
              "对照 / a later release of the day, or 'known' and a system date")
          .column("basis STRING NOT NULL", "口径 / registration or residence")
          .column("denominator STRING NOT NULL", "分母 / id in conf/denominators.yml")
          .column("family STRING NOT NULL", "险种类别 / pension, medical, any or both")
          .column("division STRING NOT NULL", "区划 / city, 440000 province, 440606 memo row")
          .column("step_no INT NOT NULL", "步骤序号 / order of the step")
          .column(
              "step STRING NOT NULL",
              "步骤 / published, a cause that adds or takes people, last known: the sum of all before")
          .column("due BIGINT NOT NULL", "应参保人数 / people due, signed")
          .column("covered BIGINT NOT NULL", "已参保人数 / people covered, signed")
          .keyedBy(
              "release_id",
              "compared_with",
              "basis",
              "denominator",
              "family",
              "division",
              "step_no");

  private ReleaseTables() {}

  /** Names, {@code schema.table}: the columns of the copies are those of the tables copied. */
  public static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(LEDGER.qualifiedName(), DEFINITION.qualifiedName(), REVISION.qualifiedName()));
    Stream.of(ResultTable.values()).map(ResultTable::copy).forEach(names::add);
    return names;
  }

  /**
   * The home of a copy: the columns of the table copied, and the release they belong to.
   *
   * @param columns of the table copied, with their comments
   */
  static TableHome copyOf(ResultTable table, StructType columns) {
    TableHome home =
        TableHome.of(table.copy(), table.copyComment())
            .column("release_id STRING NOT NULL", "发布编号 / release");
    List<String> key = new ArrayList<>(List.of("release_id"));
    key.addAll(table.key());
    return home.columns(columns).keyedBy(key.toArray(String[]::new)).partitionedBy("release_id");
  }
}
