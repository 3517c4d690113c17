package canbao.jobs.register;

import canbao.jobs.lake.Few;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A way to find who in the population somebody is whose number the population does not have: what
 * the two have alike, so that nobody is compared with everybody, and who of them may be one. Passes
 * only propose; {@link Grading} decides.
 */
interface LinkPass {

  /** Column of {@link #asked}: tells the row of evidence, and with it the person and the name. */
  String ASKED = "asked";

  /** Column of {@link #asked}: what somebody must have ({@link Search}) who is looked for. */
  String SOUGHT = "sought";

  /** Its word in {@code register.link}. */
  String method();

  /**
   * Whom the pass asks about and for what: asked, and sought, a number of 64 bits.
   *
   * @param leftovers evidence of people outside the population, and asked
   */
  Dataset<Row> asked(Few leftovers);

  /** Whether two are proposed of whom one has what is sought for the other: over both sides. */
  Column mayBeOne();
}
