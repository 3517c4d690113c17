package canbao.jobs.measure;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The home of the table of measures, in schema {@code quality}. */
public final class MeasureTables {

  /** One row a day, measure, subject and division. */
  static final TableHome STARTER_MEASURE =
      TableHome.of("quality.starter_measure", "参保记录基础度量 / starter measures of enrolment records")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("measure STRING NOT NULL", "度量 / measure")
          .column("subject STRING NOT NULL", "险种, 或来源与列 / line, or source and column")
          .column("division STRING NOT NULL", "地市或全省 440000 / city of the pool, or province")
          .column("numerator BIGINT NOT NULL", "分子 / people or values that it is true of")
          .column("denominator BIGINT NOT NULL", "分母 / people or values that it is asked of")
          .keyedBy("as_of", "measure", "subject", "division")
          .partitionedBy("as_of")
          .check("starter_measure_share", "numerator BETWEEN 0 AND denominator");

  private MeasureTables() {}

  public static List<TableHome> all() {
    return List.of(STARTER_MEASURE);
  }
}
