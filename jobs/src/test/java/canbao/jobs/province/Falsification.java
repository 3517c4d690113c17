package canbao.jobs.province;

import canbao.jobs.province.Falsified.Edit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * Something small that would be so if a law did not hold.
 *
 * @param law its sentence
 * @param said what is falsified
 * @param of the province with it; none if the province has nothing of the kind
 */
record Falsification(String law, String said, Function<LivedProvince, Optional<LivedProvince>> of) {

  /** Of the first row of the first night that has one. */
  static Falsification ofRow(
      String law, String said, String table, Predicate<Row> isAsked, Edit edit) {
    return new Falsification(law, said, province -> Falsified.row(province, table, isAsked, edit));
  }

  /** Of all rows of groups of the night that was counted last. */
  static Falsification ofLastGroups(String law, String said, Predicate<Row> areAsked, Edit edit) {
    return new Falsification(
        law,
        said,
        province ->
            Falsified.rows(province, province.again(), "coverage.group_coverage", areAsked, edit));
  }
}
