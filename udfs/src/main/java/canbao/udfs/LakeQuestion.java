package canbao.udfs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

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

  /**
   * The question in SQL as of a moment of the clock; none of tables that hold system dates alone.
   */
  default Optional<String> queryAt(LocalDate day, Instant moment) {
    return Optional.empty();
  }
}
