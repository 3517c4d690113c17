package canbao.jobs.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes rows once that one piece of work needs several times. */
@FunctionalInterface
public interface ComputedOnce {

  /**
   * Computes rows; what is returned reads them back.
   *
   * @param name of the rows, unlike any other of the work
   */
  Dataset<Row> computed(String name, Dataset<Row> rows);
}
