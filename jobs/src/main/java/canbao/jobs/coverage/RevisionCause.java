package canbao.jobs.coverage;

import java.util.Locale;

/** Why a number of a day is another than it was when the day was first counted; in their order. */
enum RevisionCause {
  /** Other definitions: the same people and figures counted by them. */
  DEFINITION,
  /** Another edition of a published figure. */
  EDITION,
  /** A death learned of later, or taken back. */
  DEATH,
  /** Another city of registration or residence. */
  MOVE,
  /** Another birth date. */
  BIRTH,
  /** Student, soldier, abroad, insured outside: begun or ended otherwise than was known. */
  STATUS,
  /** Came into the population register later, or went from it. */
  REGISTRATION,
  /** Found to be one person with somebody else, or no longer. */
  MERGED_DOUBLE,
  /** A relation that was learned of later. */
  LATE_ENROLMENT,
  /** A relation's end or correction that was learned of later. */
  LATE_END,
  /**
   * More people are counted off a published figure than it has: nobody is due, however many more
   * these are.
   */
  FIGURE_EXCEEDED,
  /** Whatever is left. */
  OTHER;

  /** As in the table. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
