package canbao.jobs.metric;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of metrics, in schema {@code quality}. */
public final class MetricTables {

  /** One row a run, metric and division. */
  public static final TableHome METRIC =
      TableHome.of("quality.metric", "各夜度量的历史 / numbers of a night, for nights to be compared")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("kind STRING NOT NULL", "种类 / kind of number, as conf/anomalies.yml names it")
          .column("metric STRING NOT NULL", "度量 / kind, source or family, and what it is of")
          .column("source STRING", "来源 / source, where it is of one")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("value BIGINT NOT NULL", "值 / a count, or a rate in basis points")
          .column("numerator BIGINT", "分子 / of a rate")
          .column("denominator BIGINT", "分母 / of a rate")
          .column(
              "is_superseded BOOLEAN NOT NULL",
              "已被取代 / a later run of the day rests on other inputs")
          .keyedBy("as_of", "run_id", "metric", "division")
          .partitionedBy("as_of")
          .check(
              "metric_rate",
              "(numerator IS NULL AND denominator IS NULL)"
                  + " OR coalesce(denominator > 0 AND numerator BETWEEN 0 AND denominator, false)");

  /** One row a day, metric and division that is watched. */
  public static final TableHome ANOMALY =
      TableHome.of("quality.anomaly", "度量的异常 / how the numbers of a day compare with their past")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("metric STRING NOT NULL", "度量 / metric")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("value BIGINT NOT NULL", "值 / a count, or a rate in basis points")
          .column("lower BIGINT", "下限 / least value that would be normal; NULL for a cold start")
          .column(
              "upper BIGINT", "上限 / greatest value that would be normal; NULL if none is too great")
          .column("strategy STRING NOT NULL", "方法 / strategy")
          .column("points INT NOT NULL", "历史点数 / points of the past that it was judged by")
          .column("verdict STRING NOT NULL", "NORMAL, ANOMALY or COLD_START 结论")
          .column("severity STRING NOT NULL", "WARN or HOLD_CITY: what follows from an anomaly 后果")
          .keyedBy("as_of", "metric", "division")
          .partitionedBy("as_of")
          .check("anomaly_verdict", "verdict IN ('NORMAL', 'ANOMALY', 'COLD_START')")
          .check("anomaly_severity", "severity IN ('WARN', 'HOLD_CITY')")
          .check(
              "anomaly_within_bounds",
              "(verdict = 'NORMAL') = (verdict <> 'COLD_START' AND value >= coalesce(lower, value)"
                  + " AND value <= coalesce(upper, value))");

  private MetricTables() {}

  public static List<TableHome> all() {
    return List.of(METRIC, ANOMALY);
  }
}
