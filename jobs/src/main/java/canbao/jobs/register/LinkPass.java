package canbao.jobs.register;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A way to find who in the population somebody is whose number the population does not have. Passes
 * only propose; {@link Grading} decides.
 */
interface LinkPass {

  /**
   * Pairs of people who may be one: the columns of both sides of {@link Evidence}, and method.
   * Blocked by an equality, so that nobody is compared with everybody.
   *
   * @param leftovers evidence of people outside the population, few
   * @param everybody evidence of everybody whom the register knows
   */
  Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody);
}
