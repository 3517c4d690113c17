package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
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

  private static final int CITY_DIGITS = 4;

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

  /** Code of the city that it is in. */
  String city() {
    return code.substring(0, CITY_DIGITS) + "00";
  }

  /** Whether a row of the list is one of the unit's. */
  Column has() {
    return col("division").equalTo(code).or(coalesce(col("street").equalTo(code), lit(false)));
  }

  /** The units that may visit a row of the list; a row for each. */
  static Column each() {
    return explode(array_compact(array(col("division"), col("street"))));
  }
}
