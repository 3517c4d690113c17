package canbao.jobs.worklist;

import static canbao.udfs.Functions.personKey;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;

import canbao.udfs.Pseudonym;
import org.apache.spark.sql.Column;

/**
 * What names a row of a list that goes out to a unit, and comes back with its answer: whoever has
 * no valid number is found again by it alone. It is keyed like the pseudonyms, so that nobody who
 * has a sheet and the lake's tables can tell whose row is whose, or make a reference.
 */
record RowReference(Pseudonym pseudonym) {

  /** Begins with a letter, lest a spreadsheet takes it for a number. */
  private static final String LETTER = "R";

  private static final int DIGITS = 16;

  /** No document is read as a text that begins so. */
  private static final String ROW_OF_LIST = "row of list";

  /**
   * The letter and sixteen hexadecimal digits.
   *
   * @param family its word
   */
  Column of(Column day, Column unit, Column family, Column personKey) {
    Column text =
        concat_ws(
            "\u001f", lit(ROW_OF_LIST), day.cast("string"), unit, family, personKey.cast("string"));
    return concat(lit(LETTER), lpad(hex(personKey(pseudonym, text)), DIGITS, "0"));
  }
}
