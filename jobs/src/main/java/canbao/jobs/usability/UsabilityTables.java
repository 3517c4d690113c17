package canbao.jobs.usability;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The home of the table of grades, in schema {@code quality}. */
public final class UsabilityTables {

  /** One row a day, line, division and topic, and one for the worst of its topics. */
  public static final TableHome USABILITY =
      TableHome.of(
              "quality.usability", "数据可用性分级 / how far the numbers of a city and line can be used")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("line STRING NOT NULL", "险种或登记库 / line, as conf/usability.yml names it")
          .column("division STRING NOT NULL", "地市或全省 440000 / city or province")
          .column("topic STRING NOT NULL", "主题 / what is graded, overall for the worst of all")
          .column(
              "grade STRING NOT NULL",
              "low 低, medium 中, high 高 (关注程度), unusable 不可用, unknown 无法判断 / concern")
          .column("value BIGINT", "数值, 万分之一或天 / basis points, or days; NULL if unknown")
          .column("medium_above BIGINT", "中关注下限 / values above it are of medium concern")
          .column("high_above BIGINT", "高关注下限 / values above it are of high concern")
          .column("unusable_above BIGINT", "不可用下限 / values above it make it unusable")
          .column("reason STRING NOT NULL", "原因 / why, in words")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .keyedBy("as_of", "line", "division", "topic")
          .partitionedBy("as_of")
          .check("usability_grade", "grade IN ('low', 'medium', 'high', 'unusable', 'unknown')")
          .check("usability_value", "topic = 'overall' OR (value IS NULL) = (grade = 'unknown')");

  private UsabilityTables() {}

  public static List<TableHome> all() {
    return List.of(USABILITY);
  }
}
