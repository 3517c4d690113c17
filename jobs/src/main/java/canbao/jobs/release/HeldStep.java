package canbao.jobs.release;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The last step of a released bridge, {@code held}: the people whom a held city repeats of an older
 * release, so that each bridge ends at the {@code covered} people that are released.
 *
 * <p>A held city has this step alone: those before it are of the night that the gate has not let
 * through. It is nobody for a city of which nothing was ever released, whose {@code covered} is 0
 * too; and for the province and every other city, behind all their steps.
 */
final class HeldStep {

  static final String STEP = "held";

  private HeldStep() {}

  /**
   * Bridges with the step.
   *
   * @param computed rows of {@code coverage.bridge} of the day
   * @param isHeld on such a row
   * @param last rows of the bridges of held cities as last released, with the step or without it:
   *     both end at what was released
   */
  static Dataset<Row> behind(Dataset<Row> computed, Column isHeld, Dataset<Row> last) {
    Dataset<Row> released =
        ends(last).select(col("family"), col("division"), col("end.running").as("released"));
    Column repeated = coalesce(col("released"), lit(0L));
    Dataset<Row> steps =
        ends(computed)
            .select(col("family"), col("division"), col("end.*"))
            .join(released, new String[] {"family", "division"}, "left_outer")
            .withColumn("step_no", col("step_no").plus(1))
            .withColumn("step", lit(STEP))
            .withColumn("people", when(isHeld, repeated).otherwise(lit(0L)))
            .withColumn("running", when(isHeld, repeated).otherwise(col("running")))
            .drop("released");
    return computed.filter(not(isHeld)).unionByName(steps);
  }

  /** Whether bridges have the step; those that older versions released have not. */
  static boolean isIn(Dataset<Row> bridges) {
    return !bridges.filter(col("step").equalTo(STEP)).isEmpty();
  }

  private static Dataset<Row> ends(Dataset<Row> bridges) {
    return bridges
        .groupBy("family", "division")
        .agg(max(struct("step_no", "as_of", "running", "run_id")).as("end"));
  }
}
