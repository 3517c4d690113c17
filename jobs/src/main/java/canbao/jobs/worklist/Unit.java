package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import org.apache.spark.sql.Column;

/**
 * Who visits: a county, a street, or a city for those of whom no more than the city is known. A
 * county has the people of its streets too.
 *
 * @param code six digits, or nine of a street
 */
public record Unit(String code) {

  /**
   * Reads the value of {@code --division}.
   *
   * @throws JobFailure USAGE if it is no code
   */
  public static Unit of(String text) {
    if (!text.matches("44[0-9]{4}([0-9]{3})?")) {
      throw new JobFailure(
          ExitCode.USAGE,
          "No list can be exported for --division " + text,
          "it is no code of a county (six digits) or street (nine) of the province",
          "Give a code that worklist.unenrolled has in division or street, such as 440106");
    }
    return new Unit(text);
  }

  /** Whether a row of the list is one of the unit's. */
  Column has() {
    return has(lit(code));
  }

  /** The same of a unit in a column. */
  static Column has(Column unit) {
    return col("division").equalTo(unit).or(coalesce(col("street").equalTo(unit), lit(false)));
  }
}
