package canbao.udfs;

import java.time.LocalDate;

/** A question to the tables of a lake about a day, answered by what was known at some time. */
interface LakeQuestion {

  /** Its arguments and its answer, for DESCRIBE FUNCTION. */
  String usage();

  /**
   * The question in SQL.
   *
   * @param known system date at whose end what was known counts
   */
  String query(LocalDate day, LocalDate known);
}
